package org.doorward.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.control.TrailStatus;
import org.junit.jupiter.api.Test;

/** What Micrometer is shown. */
class MetersTest {
    private final Engine engine = new Engine();
    private final Meters meters = new Meters(() -> engine.control);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private long ofModules() {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getTag("module") != null)
                .count();
    }

    @Test
    void theEngineIsShownAsItIsWhenSomebodyLooks() {
        meters.bindTo(registry);
        when(engine.status.backlog()).thenReturn(7L);
        when(engine.status.lost(Lane.LOSSY, LossReason.RATE)).thenReturn(3L);
        when(engine.status.emitted(Lane.RELIABLE)).thenReturn(100L);
        when(engine.status.backlogWaitMillis()).thenReturn(1_500L);
        when(engine.write.p99Micros()).thenReturn(2_500L);
        when(engine.trail.freeMegabytes()).thenReturn(2L);

        assertThat(gauge("doorward.backlog")).isEqualTo(7);
        assertThat(count("doorward.events.lost", "lane", "lossy", "reason", "rate"))
                .isEqualTo(3);
        assertThat(count("doorward.events.lost", "lane", "reliable", "reason", "disk"))
                .isZero();
        assertThat(count("doorward.events.emitted", "lane", "reliable")).isEqualTo(100);
        assertThat(count("doorward.backlog.wait.time")).isEqualTo(1.5);
        assertThat(gauge("doorward.trail.write.p99")).isEqualTo(0.0025);
        assertThat(gauge("doorward.trail.sync.p99")).isNaN();
        assertThat(gauge("doorward.trail.free")).isEqualTo(2 * 1024 * 1024);
        assertThat(gauge("doorward.trail.ok")).isEqualTo(1);
        when(engine.trail.state()).thenReturn(TrailStatus.State.STALLED);
        assertThat(gauge("doorward.trail.ok")).isZero();
    }

    @Test
    void everyFigureIsBoundWithItsUnitAndWhatItSays() {
        engine.module("secrets");
        meters.came("secrets");
        meters.bindTo(registry);

        for (Figure figure : Figure.ofEngine()) {
            assertThat(registry.find(figure.meter()).meters())
                    .hasSize(figure.series().size());
        }
        for (Figure figure : Figure.ofModule("secrets")) {
            Meter.Id id = registry.get(figure.meter())
                    .tag("module", "secrets")
                    .meter()
                    .getId();
            assertThat(id.getBaseUnit()).isEqualTo(figure.unit().isEmpty() ? null : figure.unit());
            assertThat(id.getDescription()).isEqualTo(figure.says());
        }
    }

    @Test
    void metersOfAModuleComeAndGoWithIt() {
        meters.bindTo(registry);
        ModuleStatus secrets = engine.module("secrets");
        when(secrets.denied()).thenReturn(4L);
        when(secrets.mode()).thenReturn(Mode.COMPLAIN);
        when(secrets.meanNanos()).thenReturn(1_500L);
        meters.came("secrets");

        assertThat(count("doorward.module.denied", "module", "secrets")).isEqualTo(4);
        assertThat(gauge("doorward.module.enforcing", "module", "secrets")).isZero();
        assertThat(gauge("doorward.module.decide.mean", "module", "secrets")).isEqualTo(1.5e-6);

        meters.went("secrets");
        assertThat(ofModules()).isZero();
        assertThat(registry.getMeters()).isNotEmpty();
    }

    @Test
    void aCountGoesOnWhenAModuleIsReplaced() {
        meters.bindTo(registry);
        ModuleStatus old = engine.module("secrets");
        meters.came("secrets");
        when(old.calls()).thenReturn(10L);
        assertThat(count("doorward.module.calls", "module", "secrets")).isEqualTo(10);

        engine.modules.clear();
        assertThat(count("doorward.module.calls", "module", "secrets")).isEqualTo(10);
        when(engine.module("secrets").calls()).thenReturn(3L);
        assertThat(count("doorward.module.calls", "module", "secrets")).isEqualTo(13);
    }

    @Test
    void whenItClosesARegistryHasNothingOfItLeft() {
        meters.came("secrets");
        meters.bindTo(registry);
        assertThat(registry.getMeters()).hasSizeGreaterThan(25);

        meters.close();
        assertThat(registry.getMeters()).isEmpty();
        meters.bindTo(registry);
        meters.came("late");
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void boundTwiceIsBoundOnce() {
        meters.bindTo(registry);
        int before = registry.getMeters().size();
        meters.bindTo(registry);
        assertThat(registry.getMeters()).hasSize(before);
    }

    private WeakReference<MeterRegistry> boundAndLetGo() {
        MeterRegistry other = new SimpleMeterRegistry();
        meters.bindTo(other);
        return new WeakReference<>(other);
    }

    @Test
    void aRegistryThatItsOwnerLetGoIsCollected() {
        WeakReference<MeterRegistry> other = boundAndLetGo();

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return other.get() == null;
        });
    }

    @Test
    void whatIsReadIsKeptAsLongAsItsRegistry() {
        meters.bindTo(registry);
        when(engine.status.emitted(Lane.LOSSY)).thenReturn(5L);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThat(count("doorward.events.emitted", "lane", "lossy")).isEqualTo(5);
    }

    @Test
    void noMoreModulesThanThereIsRoomForHaveMeters() {
        meters.bindTo(registry);
        for (int i = 0; i < Meters.MOST_MODULES + 10; i++) {
            meters.came("m" + i);
        }
        assertThat(ofModules())
                .isEqualTo((long) Meters.MOST_MODULES * Figure.ofModule("m").size());
        assertThat(registry.find("doorward.module.calls").tag("module", "m0").meter())
                .isNotNull();
    }

    @Test
    void withoutAnEngineNothingIsBound() {
        new Meters(() -> null).bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();
    }
}

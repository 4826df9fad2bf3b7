package org.doorward.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;

/*
 * What may go wrong here, and the test (MetersTest):
 *   a registry of somebody else keeps this bundle's classes when it has stopped   whenItClosesARegistryHasNothingOfItLeft
 *   this bundle keeps a registry that its owner let go                           aRegistryThatItsOwnerLetGoIsCollected
 *   a meter of a module that has gone stays for ever                             metersOfAModuleComeAndGoWithIt
 *   a count falls, and a rate over it is wrong                                   aCountGoesOnWhenAModuleIsReplaced
 *   meters for ever new names fill the memory                                    noMoreModulesThanThereIsRoomForHaveMeters
 *
 * Micrometer's meters hold what they read weakly: what they need is kept here, per registry. A registry is called with this object's lock
 * held; what it calls back is this object at most, in the same thread.
 */
/** Binds the figures to registries: those of the engine, and those of each module while it is there. Safe for all threads. */
final class Meters implements MeterBinder, AutoCloseable {
    /** Names of modules come from bundles. */
    static final int MOST_MODULES = 256;

    private static final String ENGINE = "";

    private final Supplier<AuditControl> controls;
    private final Map<MeterRegistry, Map<String, List<Bound>>> registries = new WeakHashMap<>();
    private final TreeSet<String> modules = new TreeSet<>();
    private boolean closed;

    /** {@code keptAlive}: what the meter reads and only holds weakly; never the registry. */
    private record Bound(Meter.Id id, Object keptAlive) {}

    /** {@code controls}: where the figures come from; {@code null} while there is no engine, and nothing is bound then. */
    Meters(Supplier<AuditControl> controls) {
        this.controls = controls;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (closed || registries.containsKey(registry)) {
            return;
        }
        registries.put(registry, new HashMap<>());
        bind(registry, ENGINE, Figure.ofEngine());
        modules.forEach(name -> bind(registry, name, Figure.ofModule(name)));
    }

    /** A module of this name is there. */
    synchronized void came(String name) {
        if (!closed && modules.size() < MOST_MODULES && modules.add(name)) {
            registries.keySet().forEach(registry -> bind(registry, name, Figure.ofModule(name)));
        }
    }

    /** There is none any more. */
    synchronized void went(String name) {
        if (modules.remove(name)) {
            registries.forEach((registry, bound) -> remove(registry, bound.remove(name)));
        }
    }

    private void bind(MeterRegistry registry, String owner, List<Figure> figures) {
        AuditControl control = controls.get();
        if (control == null) {
            return;
        }
        List<Bound> bound = new ArrayList<>();
        for (Figure figure : figures) {
            for (Figure.Series series : figure.series()) {
                bound.add(bind(registry, figure, series, control));
            }
        }
        registries.get(registry).put(owner, bound);
    }

    private static Bound bind(MeterRegistry registry, Figure figure, Figure.Series series, AuditControl control) {
        List<Tag> tags = new ArrayList<>();
        series.tags().forEach((name, value) -> tags.add(Tag.of(name, value)));
        String unit = figure.unit().isEmpty() ? null : figure.unit();
        if (!figure.counts()) {
            Meter gauge = Gauge.builder(figure.meter(), control, series.value())
                    .tags(tags)
                    .baseUnit(unit)
                    .description(figure.says())
                    .register(registry);
            return new Bound(gauge.getId(), control);
        }
        Rising rising = new Rising(control, series.value());
        Meter counter = FunctionCounter.builder(figure.meter(), rising, Rising::now)
                .tags(tags)
                .baseUnit(unit)
                .description(figure.says())
                .register(registry);
        return new Bound(counter.getId(), rising);
    }

    private static void remove(MeterRegistry registry, List<Bound> bound) {
        if (bound != null) {
            bound.forEach(each -> registry.remove(each.id()));
        }
    }

    /** Takes every meter out of every registry; nothing is bound any more. */
    @Override
    public synchronized void close() {
        closed = true;
        registries.forEach((registry, byOwner) -> byOwner.values().forEach(bound -> remove(registry, bound)));
        registries.clear();
        modules.clear();
    }
}

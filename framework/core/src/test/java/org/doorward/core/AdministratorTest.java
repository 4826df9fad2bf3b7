package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.module;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.core.woven.WovenAgent;
import org.doorward.event.EventLayout;
import org.doorward.guard.AuditUnavailableException;
import org.doorward.module.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on when nothing else does: the operations of the administrator, and their records. */
class AdministratorTest {
    private static final String[] ROWS = {"22 file.delete java/io/File delete ()Z this=path boolean"};
    private static final int DELETE = 0;
    private static final BundleIdentity CONSOLE = Engine.Identity.own("org.doorward.console");

    private Actor actor = new Actor(CONSOLE, List.of(), true);
    private final Engine engine = new Engine(options -> {
        options.transport = options.transport.withBacklogWaitTimeMillis(0).withFailureMode(FailureMode.DENY);
        options.resolver = new SubjectResolver() {
            @Override
            public BundleIdentity caller(BundleIdentity owner) {
                return owner;
            }

            @Override
            public Actor actor(boolean everybody, boolean ofClassPath) {
                return actor;
            }
        };
    });
    private final WovenJvm jvm = new WovenJvm(ROWS);

    @BeforeEach
    void everythingIsAudited() {
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), SelfProtection.NONE);
        engine.modules(module("all", DecisionTest.flagging("all"), "file.*"));
        engine.transport().sync();
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private boolean administer() throws Exception {
        return jvm.call(DELETE, new java.io.File("/srv/work/x"), () -> true);
    }

    private void fill() {
        engine.hold(true);
        for (int bundle = 0; bundle < 12; bundle++) {
            fill(new Engine.Identity("org.example.app" + bundle, "1.0.0", "file:/srv/app.jar"));
        }
    }

    private void fill(Engine.Identity bundle) {
        try {
            while (true) {
                engine.core().guard(bundle).file(Kind.FILE_OPEN, "/a", path -> null);
            }
        } catch (AuditUnavailableException e) {
            assertThat(e).hasMessageContaining("no room in the backlog");
        }
    }

    @Test
    void aHundredOperationsOfTheAdministratorAreRecordedAfterOthersAreRefusedForWantOfRoom() throws Exception {
        fill();
        for (int i = 0; i < 100; i++) {
            assertThat(administer()).isTrue();
        }
        engine.hold(false);
        assertThat(engine.operations())
                .filteredOn(event -> event.contains("subj=org.doorward.console:1.0.0"))
                .hasSize(100);
    }

    @Test
    void withoutThatRightTheSameOperationsFindNoRoom() throws Exception {
        actor = Actor.of(CONSOLE);
        fill();
        for (int i = 0; i < 600; i++) {
            administer(); // the engine's own go on, too, but have no reserve
        }
        assertThat(engine.transport().status().lost(Lane.RELIABLE, LossReason.BACKLOG))
                .isPositive();
        engine.hold(false);
    }

    @Test
    void whileTheTrailTakesNothingTheAdministratorGoesOnAndTheLossesAreCounted() throws Exception {
        engine.onAppend(event -> {
            throw new IllegalStateException("the disk is gone");
        });
        engine.guard().file(Kind.FILE_OPEN, "/a", path -> null);
        await().atMost(Duration.ofMinutes(1)).until(() -> engine.transport().refusing());
        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/a", path -> null))
                .isInstanceOf(AuditUnavailableException.class);

        for (int i = 0; i < 10; i++) {
            assertThat(administer()).isTrue();
        }

        await().atMost(Duration.ofMinutes(1))
                .until(() -> engine.transport().status().lost(Lane.RELIABLE, LossReason.SINK) >= 11);
        engine.onAppend(event -> {});
    }

    @Test
    void theTrailCanTellTheAdministratorsEventsFromOthers() throws Exception {
        List<Boolean> reserved = new CopyOnWriteArrayList<>();
        engine.onAppend(event -> reserved.add(EventLayout.isReserved(event, 0)));

        engine.guard().file(Kind.FILE_OPEN, "/a", path -> null);
        administer();

        assertThat(engine.operations()).hasSize(2);
        assertThat(reserved).containsExactly(false, true);
    }
}

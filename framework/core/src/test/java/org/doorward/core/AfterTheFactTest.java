package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.guard.AuditUnavailableException;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where no agent is, what became of a bundle is recorded when it has happened. */
class AfterTheFactTest {
    private static final Engine.Identity PLUGIN =
            new Engine.Identity("org.example.plugin", "0.9.0", "file:/srv/plugin.jar");

    private Actor actor = Actor.of(Engine.APPLICATION);

    private final Engine engine = new Engine(options -> {
        options.transport = options.transport.withBacklogWaitTimeMillis(0).withFailureMode(FailureMode.DENY);
        options.resolver = new SubjectResolver() {
            @Override
            public BundleIdentity caller(BundleIdentity owner) {
                return owner;
            }

            @Override
            public Actor actor(boolean everybody, boolean ofClassPath) {
                if (actor == null) {
                    throw new IllegalStateException("the stack cannot be read");
                }
                return actor;
            }
        };
    });
    private final AfterTheFact records = new AfterTheFact(engine.core());

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    @Test
    void itIsTheEventThatAnAgentWouldHaveWrittenAlthoughNobodyFlaggedIt() {
        records.happened("bundle.install", PLUGIN);
        records.happened("bundle.start", PLUGIN);

        List<String> events = engine.operations();
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event).startsWith("type=SYSCALL ").contains(" success=yes exit=0 ", " lane=reliable key=(null)");
            assertThat(field(event, "subj")).isEqualTo("org.example.app:1.0.0");
            assertThat(event).contains(" bundle_=\"org.example.plugin:0.9.0\"");
        });
        assertThat(field(events.get(0), "kind")).isEqualTo("bundle.install");
        assertThat(field(events.get(0), "location")).isEqualTo("file:/srv/plugin.jar");
        assertThat(field(events.get(1), "kind")).isEqualTo("bundle.start");
    }

    @Test
    void aModuleIsNotAskedForItCouldNotDenyIt() {
        engine.modules(module("all", (operation, audit) -> Decision.DENY, "bundle.*"));

        records.happened("bundle.start", PLUGIN);

        assertThat(engine.operations()).singleElement().asString().doesNotContain("AVC");
    }

    @Test
    void aRuleGivesItAKeyOrKeepsItOut() {
        engine.rules("-a never,exit -S bundle.stop", "-a always,exit -S bundle.start -k life");

        records.happened("bundle.stop", PLUGIN);
        records.happened("bundle.start", PLUGIN);

        assertThat(engine.operations())
                .singleElement()
                .satisfies(event -> assertThat(field(event, "key")).isEqualTo("life"));
    }

    @Test
    void whileAuditIsOffItIsNotRecorded() {
        engine.core().setEnabled(Enabled.OFF, "test");

        records.happened("bundle.start", PLUGIN);

        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void whoCannotBeFoundOutIsNobody() {
        actor = null;

        records.happened("bundle.start", PLUGIN);

        assertThat(engine.operations())
                .singleElement()
                .satisfies(event -> assertThat(field(event, "subj")).isEqualTo("unattributed"));
    }

    @Test
    void withoutRoomItIsCountedAndTheFrameworkGoesOn() {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.*"));
        engine.transport().sync();
        engine.hold(true);
        for (int bundle = 0; bundle < 12; bundle++) {
            fill(new Engine.Identity("org.example.app" + bundle, "1.0.0", "file:/srv/app.jar"));
        }
        long before = lost();

        for (int i = 0; i < 600; i++) {
            records.happened("bundle.start", PLUGIN);
        }

        assertThat(lost()).isGreaterThan(before);
    }

    private long lost() {
        return engine.transport().status().lost(Lane.RELIABLE, LossReason.BACKLOG);
    }

    private void fill(BundleIdentity bundle) {
        try {
            while (true) {
                engine.core().guard(bundle).file(Kind.FILE_OPEN, "/a", path -> null);
            }
        } catch (AuditUnavailableException e) {
            assertThat(e).hasMessageContaining("no room in the backlog");
        }
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.module;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Lane;
import org.doorward.audit.Outcome;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.guard.AuditUnavailableException;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Room for the record, taken before the operation starts. */
class CreditTest {
    /** Of these, operations may use what denials (1) and unbounded operations (5) leave. */
    private static final int BACKLOG = 20;

    private static final int FOR_OPERATIONS = 14;

    private Engine engine = new Engine();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void engine(FailureMode mode, long waitMillis) {
        engine.close();
        engine = new Engine(options -> options.transport = options.transport
                .withBacklogLimit(BACKLOG)
                .withBundleBacklogShare(100)
                .withBacklogWaitTimeMillis(waitMillis)
                .withFailureMode(mode));
        engine.modules(module("all", DecisionTest.flagging("all"), "file.open"));
        engine.transport().sync();
    }

    private String open() {
        return engine.guard().<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> "opened");
    }

    /* The drain stands still, and the backlog holds as much as operations may use. */
    private void fill() {
        engine.hold(true);
        for (int i = 0; i < FOR_OPERATIONS; i++) {
            open();
        }
    }

    private long creditsWhileOpen() {
        long[] held = {-1};
        engine.transport().sync();
        engine.guard().<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> {
            held[0] = engine.transport().status().reservedEvents();
            return null;
        });
        engine.transport().sync();
        assertThat(engine.transport().status().reservedEvents()).as("returned").isZero();
        return held[0];
    }

    // ---- who takes one

    @Test
    void anOperationThatNobodyFlaggedTakesNone() {
        engine.modules(module("m", (operation, audit) -> Decision.PASS, "file.open"));
        assertThat(creditsWhileOpen()).isZero();
    }

    @Test
    void aTracedOperationTakesNone() {
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.trace("t");
                    return Decision.PASS;
                },
                "file.open"));
        assertThat(creditsWhileOpen()).isZero();
    }

    @Test
    void aFlaggedOperationTakesOne() {
        engine.modules(module("m", DecisionTest.flagging("f"), "file.open"));
        assertThat(creditsWhileOpen()).isEqualTo(1);
    }

    @Test
    void anOperationThatModeComplainLetsPassTakesOne() {
        engine.modules(module("m", Mode.COMPLAIN, (operation, audit) -> Decision.DENY, "file.open"));
        assertThat(creditsWhileOpen()).isEqualTo(1);
    }

    @Test
    void anOperationThatAReliableRuleCouldSelectTakesOneAndReturnsItUnused() {
        engine.rules("-a always,exit -S file.open -F success=0");
        assertThat(creditsWhileOpen()).isEqualTo(1);
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void anOperationThatOnlyALossyRuleCouldSelectTakesNone() {
        engine.rules("-a always,exit -S file.open -F lane=lossy");
        assertThat(creditsWhileOpen()).isZero();
        assertThat(engine.operations()).hasSize(1);
    }

    @Test
    void anOperationThatARuleOfAnotherKindSelectsTakesNone() {
        engine.rules("-a always,exit -S file.delete", "-a never,exit -S file.open");
        engine.modules(module("m", (operation, audit) -> Decision.PASS, "file.open"));
        assertThat(creditsWhileOpen()).isZero();
    }

    @Test
    void anOperationWhoseOutcomeAModuleSeesTakesOneAndReturnsItUnused() {
        engine.modules(module("m", new WritingAtExit(0), "file.open"));
        assertThat(creditsWhileOpen()).isEqualTo(1);
    }

    @Test
    void aBodyThatThrowsReturnsItToo() {
        engine.rules("-a always,exit -S file.open -F success=1");
        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/a", path -> {
                    throw new AssertionError();
                }))
                .isInstanceOf(AssertionError.class);

        engine.transport().sync();
        assertThat(engine.transport().status().reservedEvents()).isZero();
    }

    // ---- how much

    @Test
    void whatAnOutcomeAddsBeyondTheCreditIsCutAndCounted() {
        engine.modules(module("m", new WritingAtExit(100), "file.open"));
        open();

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("flag=\"exit\" n0=", " cut=98")
                .hasSizeLessThan(6 * 1024);
    }

    private record WritingAtExit(int fields) implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            if (fields > 0) {
                AuditBuffer buffer = audit.flag("exit");
                for (int i = 0; i < fields; i++) {
                    buffer.field("n" + i, "x".repeat(500));
                }
            }
        }
    }

    @Test
    void whatIsJudgedAtEntryIsCreditedWholeHoweverLong() {
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    AuditBuffer buffer = audit.flag("entry");
                    for (int i = 0; i < 40; i++) {
                        buffer.field("n" + i, "x".repeat(1000));
                    }
                    return Decision.PASS;
                },
                "file.open"));
        open();

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains(" n39=")
                .doesNotContain(" cut=");
    }

    // ---- no room

    @Test
    void withoutRoomAnOperationWaitsBeforeItStartsUntilThereIsSome() throws InterruptedException {
        engine(FailureMode.DENY, 60_000);
        fill();
        List<String> started = new ArrayList<>();
        Thread caller = new Thread(() ->
                engine.guard().<Object, RuntimeException>file(Kind.FILE_OPEN, "/late", path -> started.add(path)));
        caller.start();
        await().until(() -> engine.transport().status().backlogWaits() == 1);
        assertThat(started).isEmpty();

        engine.hold(false);
        caller.join();

        assertThat(started).containsExactly("/late");
        assertThat(engine.operations()).hasSize(FOR_OPERATIONS + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "LOG"})
    void withoutRoomAfterTheWaitTheOperationRunsAndTheLossIsCounted(FailureMode mode) {
        engine(mode, 20);
        fill();

        assertThat(open()).isEqualTo("opened");

        assertThat(engine.transport().status().lost(Lane.RELIABLE, LossReason.BACKLOG))
                .isEqualTo(1);
        assertThat(engine.transport().status().backlogWaits()).isEqualTo(1);
        engine.hold(false);
        assertThat(engine.operations()).hasSize(FOR_OPERATIONS);
    }

    @Test
    void withoutRoomAfterTheWaitInModeDenyTheOperationIsDeniedAndThatIsRecorded() {
        engine(FailureMode.DENY, 20);
        fill();
        List<String> started = new ArrayList<>();

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/late", started::add))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageMatching(
                        "denied file.open for org.example.app:1.0.0 by doorward: audit cannot keep a record of it:"
                                + " no room in the backlog; event audit\\(\\d+\\.\\d{3}:\\d+\\)");

        assertThat(started).isEmpty();
        engine.hold(false);
        assertThat(engine.operations())
                .hasSize(FOR_OPERATIONS + 1)
                .last()
                .asString()
                .contains("/late", "module=\"doorward\"", "exit=-13");
    }

    @Test
    void whatTheOperatorResetsIsRecordedWithTheNumberThatWasReturned() {
        engine(FailureMode.LOG, 20);
        fill();
        for (int i = 0; i < 3; i++) {
            open();
        }
        engine.hold(false);
        engine.transport().sync();

        assertThat(engine.core().resetLost()).isEqualTo(3);
        long waited = engine.core().resetBacklogWait();

        assertThat(waited).isGreaterThanOrEqualTo(60);
        assertThat(engine.facts("CONFIG_CHANGE")).singleElement().asString().contains("op=set lost=0 old=3 ", "res=1");
        assertThat(engine.facts("USYS_CONFIG"))
                .singleElement()
                .asString()
                .contains("setting=\"backlog_wait_time_actual\" old=\"" + waited + "\" new=\"0\"", "res=success");
        assertThat(engine.core().control().status().lost()).isZero();
        assertThat(engine.core().control().status().lost(Lane.RELIABLE, LossReason.BACKLOG))
                .isEqualTo(3);
        assertThat(engine.core().control().status().accounts())
                .filteredOn(account -> account.label().equals("org.example.app:1.0.0"))
                .singleElement()
                .satisfies(account -> assertThat(account.lost(Lane.RELIABLE, LossReason.BACKLOG))
                        .isEqualTo(3));
    }

    @Test
    void anUnflaggedOperationNeedsNoRoom() {
        engine(FailureMode.DENY, 20);
        fill();

        assertThat(engine.guard().<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "deleted"))
                .isEqualTo("deleted");
        engine.hold(false);
    }

    @Test
    void aDenialOfAModuleFindsRoomThoughOperationsHaveNone() {
        engine(FailureMode.LOG, 20);
        engine.modules(
                module("all", DecisionTest.flagging("all"), "file.open"),
                module("no", (operation, audit) -> Decision.DENY, "file.delete"));
        engine.transport().sync();
        fill();

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_DELETE, "/a", path -> null))
                .isExactlyInstanceOf(OperationDeniedException.class)
                .message()
                .doesNotContain("lost");

        engine.hold(false);
        assertThat(engine.operations()).last().asString().contains("kind=file.delete");
    }

    @Test
    void whenEvenTheDenialIsLostItsExceptionSaysSo() {
        engine(FailureMode.DENY, 20);
        fill();
        assertThatThrownBy(this::open).message().doesNotContain("lost");
        assertThatThrownBy(this::open)
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageEndingWith(" was lost");
        engine.hold(false);
    }

    @Test
    void whileTheTrailTakesNothingAuditableOperationsAreDeniedInModeDenyAndOthersGoOn() {
        engine(FailureMode.DENY, 20);
        engine.onAppend(event -> {
            throw new IllegalStateException("the disk is gone");
        });
        assertThat(engine.core().control().status().refusing()).isFalse();
        open();
        await().atMost(Duration.ofMinutes(1)).until(() -> engine.transport().refusing());

        assertThat(engine.core().control().status().refusing()).isTrue();
        assertThatThrownBy(this::open)
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("by doorward: audit cannot keep a record of it: the trail takes nothing");
        assertThat(engine.guard().<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "deleted"))
                .isEqualTo("deleted");
        engine.onAppend(event -> {});
    }
}

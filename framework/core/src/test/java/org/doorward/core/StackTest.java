package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Outcome;
import org.doorward.event.Commit;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers at the very end of their stack. Each dives until it ends, with one operation at each depth, again and again: interpreted at
 * first, compiled later. The time limit is there for a transport that a broken emission has brought to a stand.
 */
@Timeout(120)
class StackTest {
    private static final int DIVES = 4;
    private static final int STACK = 256 * 1024;
    private static final int HOOK_LIMIT = 10;

    private final Engine engine = new Engine(options -> {
        options.watched = false;
        options.settings = settings -> settings.withHookLimit(Duration.ofSeconds(HOOK_LIMIT));
    });
    private final OperationGuard guard = engine.guard();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger denied = new AtomicInteger();

    @AfterEach
    void theLedgerIsExactNoCreditIsLeftAndNoModuleSeemsToHang() {
        assertThat(engine.operations()).isNotEmpty();
        engine.look(2 * HOOK_LIMIT);
        assertThat(engine.facts("ANOM_RBAC_FAIL")).noneMatch(fact -> fact.contains("hangs"));
        engine.close();
    }

    private void open() {
        guard.<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> {
            ran.incrementAndGet();
            return null;
        });
    }

    private void dive(Runnable operation) {
        operation.run();
        dive(operation);
    }

    private void diveAgainAndAgain(Runnable operation) throws InterruptedException {
        Thread deep = new Thread(
                null,
                () -> {
                    for (int i = 0; i < DIVES; i++) {
                        try {
                            dive(operation);
                        } catch (StackOverflowError e) {
                            // The end, as meant.
                        }
                    }
                },
                "deep",
                STACK);
        deep.start();
        deep.join();
    }

    @Test
    void everyOperationThatRanIsRecorded() throws InterruptedException {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.open"));

        diveAgainAndAgain(this::open);

        assertThat(engine.operations()).hasSize(ran.get());
    }

    @Test
    void everyOperationThatARuleSelectsIsRecorded() throws InterruptedException {
        engine.rules("-a always,exit -S file.open -F success=1");

        diveAgainAndAgain(this::open);

        assertThat(engine.operations()).hasSize(ran.get());
    }

    @Test
    void everyOperationThatRanIsDurableWithCommitExit() throws InterruptedException {
        engine.core().setCommit(Commit.EXIT);
        engine.modules(module("all", DecisionTest.flagging("all"), "file.open"));

        diveAgainAndAgain(this::open);

        assertThat(engine.operations()).hasSize(ran.get());
    }

    @Test
    void everyDenialThatWasThrownIsRecordedAndNothingRan() throws InterruptedException {
        engine.modules(module("no", (operation, audit) -> Decision.DENY, "file.open"));

        diveAgainAndAgain(() -> {
            try {
                open();
            } catch (OperationDeniedException e) {
                denied.incrementAndGet();
            }
        });

        assertThat(ran.get()).isZero();
        assertThat(denied.get()).isPositive();
        assertThat(engine.operations()).hasSizeGreaterThanOrEqualTo(denied.get());
    }

    @Test
    void modulesThatFailAtEntryAndAtExitBringNothingToAStand() throws InterruptedException {
        engine.modules(
                Engine.module(
                        "broken",
                        org.doorward.control.Mode.COMPLAIN,
                        (operation, audit) -> {
                            throw new IllegalStateException();
                        },
                        "file.open"),
                module("failing", new FailingAtExit(), "file.open"));

        diveAgainAndAgain(() -> {
            try {
                open();
            } catch (OperationDeniedException e) {
                denied.incrementAndGet();
            }
        });

        assertThat(engine.operations()).hasSizeGreaterThanOrEqualTo(ran.get());
    }

    private static final class FailingAtExit implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            audit.flag("entry");
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            throw new IllegalStateException();
        }
    }

    /* Entered where there is stack enough, closed where there is none: it stays open, to be closed again. */
    @Test
    void anOperationThatIsClosedAtTheEndOfTheStackIsStillOpenAfterwards() throws InterruptedException {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.open"));
        AtomicInteger entered = new AtomicInteger();

        Thread deep = new Thread(
                null,
                () -> {
                    for (int i = 0; i < DIVES; i++) {
                        entered.incrementAndGet();
                        ActiveOperation operation = guard.operation(ApplicationKindTest.OPEN)
                                .set(ApplicationKindTest.OPEN_PATH, "/a")
                                .enter();
                        operation.succeeded();
                        try {
                            closeAtTheEnd(operation);
                        } catch (StackOverflowError e) {
                            operation.close();
                        }
                    }
                },
                "deep",
                STACK);
        deep.start();
        deep.join();

        assertThat(engine.operations()).hasSize(entered.get()).allMatch(event -> event.contains("success=yes exit=0"));
    }

    private void closeAtTheEnd(ActiveOperation operation) {
        try {
            closeAtTheEnd(operation);
        } catch (StackOverflowError e) {
            operation.close();
            throw e;
        }
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Outcome;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PendingOperation;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.doorward.module.TextArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations that are entered by hand, and those that end somewhere else, or never. */
class DetachTest {
    private static final int DEADLINE = 20;
    private static final Kind SEND = Kind.of("mail.send");
    private static final TextArgument TO = SEND.textArgument("to");

    private final ThreadLocal<Engine.Identity> caller = ThreadLocal.withInitial(() -> Engine.APPLICATION);
    private final Engine engine = new Engine(options -> {
        options.watched = false;
        options.resolver = owner -> caller.get();
        options.settings = settings ->
                settings.withHookLimit(Duration.ofSeconds(10)).withDetachDeadline(Duration.ofSeconds(DEADLINE));
    });
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void flagAll() {
        engine.modules(module("all", DecisionTest.flagging("all"), "mail.*"));
    }

    private ActiveOperation enter(String to) {
        return guard.operation(SEND).set(TO, to).enter();
    }

    private String onlyOperation() {
        List<String> operations = engine.operations();
        assertThat(operations).hasSize(1);
        return operations.get(0);
    }

    private long credits() {
        engine.transport().sync();
        return engine.transport().status().reservedEvents();
    }

    private static void inAnotherThread(Runnable work) {
        ThreadKind.all().get(0).run(work);
    }

    // ---- by hand

    @Test
    void anOperationEndsWithTheFirstWordThatWasSaid() {
        flagAll();
        try (ActiveOperation operation = enter("a")) {
            operation.failed(new ConnectException());
            operation.succeeded();
        }

        assertThat(onlyOperation()).contains("success=no exit=-111", "java.net.ConnectException", "to=\"a\"");
    }

    @Test
    void anOperationThatIsClosedWithoutAWordIsTheFailureUnknown() {
        flagAll();
        enter("a").close();

        assertThat(onlyOperation()).contains("success=no exit=-14").doesNotContain("exception=");
    }

    @Test
    void aHandleThatWasClosedTwiceEndsNoOtherOperation() {
        flagAll();
        ActiveOperation first = enter("a");
        first.succeeded();
        first.close();
        ActiveOperation second = enter("b");
        first.close();
        assertThatThrownBy(first::succeeded)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the operation was closed or detached already");

        assertThat(engine.operations()).hasSize(1);
        second.succeeded();
        second.close();
        assertThat(engine.operations()).hasSize(2);
    }

    @Test
    void aHandleIsRefusedInAnotherThread() {
        flagAll();
        ActiveOperation operation = enter("a");
        inAnotherThread(() -> {
            assertThatThrownBy(operation::succeeded).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(operation::detach)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("detach() it to end it in another one");
            assertThatThrownBy(operation::close).isInstanceOf(IllegalStateException.class);
        });
        assertThat(engine.operations()).isEmpty();
        operation.close();
    }

    @Test
    void aHandleThatNobodyClosesEndsWhenItIsCollected() {
        flagAll();
        forget();
        assertThat(credits()).isEqualTo(1);

        awaitCollected();

        assertThat(onlyOperation()).contains("exit=-14", "to=\"forgotten\"");
        assertThat(credits()).isZero();
    }

    private void forget() {
        enter("forgotten");
    }

    @Test
    void aHandleThatNobodyClosesEndsWithWhatWasSaidOfIt() {
        flagAll();
        sayAndForget();

        awaitCollected();

        assertThat(onlyOperation()).contains("success=yes exit=0");
    }

    private void sayAndForget() {
        enter("said").succeeded();
    }

    private void awaitCollected() {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return !engine.operations().isEmpty();
        });
    }

    // ---- elsewhere

    @Test
    void aDetachedOperationEndsInAnyThreadAndStaysThatOfWhoeverBeganIt() {
        flagAll();
        caller.set(new Engine.Identity("org.example.beginner", "2.0.0", "file:/b.jar"));
        ActiveOperation operation = enter("a");
        PendingOperation pending = operation.detach();
        operation.close();
        assertThat(engine.operations()).isEmpty();

        inAnotherThread(() -> {
            pending.succeeded();
            pending.failed(new ConnectException());
            pending.close();
        });

        assertThat(onlyOperation()).contains("success=yes exit=0", "subj=org.example.beginner:2.0.0", "dur_us=");
    }

    @Test
    void itsArgumentsAreItsOwnWhateverTheThreadDoesMeanwhile() {
        flagAll();
        PendingOperation pending = enter("first").detach();
        enter("second").close();
        pending.succeeded();

        assertThat(engine.operations()).extracting(event -> field(event, "to")).containsExactly("second", "first");
    }

    @Test
    void itsCreditIsHeldInTheRoomForWhatMayTakeForEverAndReturnedAtItsEnd() {
        engine.rules("-a always,exit -S mail.send -F success=0");
        PendingOperation pending = enter("a").detach();
        assertThat(credits()).isEqualTo(1);

        pending.succeeded();

        assertThat(engine.operations()).isEmpty();
        assertThat(credits()).isZero();
    }

    @Test
    void anOperationWhoseEndNobodyWantsToKnowIsOverWhenItIsDetached() {
        engine.modules(module("passing", (operation, audit) -> Decision.PASS, "mail.*"));

        enter("a").detach().succeeded();

        assertThat(engine.core().pendings().size()).isZero();
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void withoutAWordItEndsAsUnknownWhenItIsClosed() {
        flagAll();
        enter("a").detach().close();

        assertThat(onlyOperation()).contains("success=no exit=-14");
    }

    @Test
    void withoutAWordItEndsAsUnknownWhenItsHandleIsCollected() {
        flagAll();
        detachAndForget();

        awaitCollected();

        assertThat(onlyOperation()).contains("success=no exit=-14");
    }

    private void detachAndForget() {
        enter("a").detach();
    }

    @Test
    void withoutAWordItEndsAsUnknownAtTheDeadlineAndNotBefore() {
        flagAll();
        PendingOperation pending = enter("a").detach();

        engine.look(DEADLINE);
        assertThat(engine.operations()).isEmpty();
        engine.look(1);
        assertThat(onlyOperation()).contains("success=no exit=-14");

        pending.succeeded();
        assertThat(onlyOperation()).contains("success=no exit=-14");
    }

    @Test
    void withoutAWordItEndsAsUnknownWhenTheEngineCloses() {
        flagAll();
        PendingOperation before = enter("before").detach();
        ActiveOperation open = enter("open");

        engine.core().close();
        PendingOperation after = open.detach();

        assertThat(engine.operations())
                .extracting(event -> field(event, "to") + " " + field(event, "exit"))
                .containsExactly("before -14", "open -14");
        before.succeeded();
        after.succeeded();
        assertThat(engine.operations()).hasSize(2);
    }

    @Test
    void theRulesInForceWhenItEndsAreTheOnesThatCount() {
        engine.rules("-a always,exit -S mail.send -F success=0 -k before");
        PendingOperation pending = enter("a").detach();
        engine.rules("-a always,exit -S mail.send -F success=1 -k after");

        pending.succeeded();

        assertThat(onlyOperation()).contains("key=\"after\"");
    }

    @Test
    void modulesThatLookAtOutcomesSeeItInTheThreadThatEndsIt() {
        List<String> seen = new ArrayList<>();
        engine.modules(module("looking", new Looking(seen), "mail.*"));
        PendingOperation pending = enter("a").detach();

        inAnotherThread(() -> pending.failed(new ConnectException()));

        assertThat(seen).containsExactly("a -111 java.net.ConnectException");
    }

    private record Looking(List<String> seen) implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            seen.add(operation.get(TO) + " " + outcome.exit() + " " + outcome.exceptionClass());
        }
    }

    // ---- with a stage

    @Test
    void aStageEndsItWithItsOwnOutcomeBeforeWhatIsReturnedCompletes() {
        flagAll();
        CompletableFuture<String> sent = new CompletableFuture<>();
        CompletionStage<Integer> result = enter("a")
                .detachUntil(sent)
                .thenApply(value -> engine.operations().size());

        sent.complete("done");

        assertThat(result.toCompletableFuture()).isCompletedWithValue(1);
        assertThat(onlyOperation()).contains("success=yes exit=0");
    }

    @Test
    void aStageThatFailsIsTheFailureOfItsCause() {
        flagAll();
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletionStage<String> result = enter("a").detachUntil(source.thenApply(value -> value));

        source.completeExceptionally(new ConnectException());

        assertThat(result.toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withRootCauseInstanceOf(ConnectException.class);
        assertThat(onlyOperation()).contains("exit=-111", "exception=\"java.net.ConnectException\"");
    }

    @Test
    void aStageThatNothingCanCompleteAnyMoreEndsItAsUnknown() {
        flagAll();
        forgetStage();

        awaitCollected();

        assertThat(onlyOperation()).contains("success=no exit=-14");
    }

    private void forgetStage() {
        enter("a").detachUntil(new CompletableFuture<>());
    }

    @Test
    void aStageWhoseOwnMethodThrowsEndsItAndTheCallerLearnsWhy() {
        flagAll();
        CompletableFuture<String> broken = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                throw new UnsupportedOperationException("mine");
            }
        };

        ActiveOperation operation = enter("a");
        assertThatThrownBy(() -> operation.detachUntil(broken)).hasMessage("mine");

        assertThat(onlyOperation()).contains("success=no exit=-14");
    }
}

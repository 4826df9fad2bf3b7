package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PendingOperation;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who it is, and for whom: what a bundle says of those it works for. */
class IdentityTest extends InterceptorFixture {
    private static final Kind WORK = Kind.of("test.work");

    private final OperationGuard guard = engine.guard();

    /** What a module saw of {@code test.work}. */
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void aModuleLooks() {
        install();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    seen.add(operation.subject().principal() + "/"
                            + operation.subject().tenant());
                    audit.flag("k");
                    return Decision.PASS;
                },
                "test.work",
                "file.open"));
    }

    private Object work() {
        return guard.operation(WORK).call(() -> null);
    }

    private String last() {
        return engine.operations().get(engine.operations().size() - 1);
    }

    @Test
    void operationsAreForWhomTheBodyRuns() {
        work();
        guard.as("alice", "acme", this::work);
        assertThat(last()).contains("tenant=\"acme\" principal=\"alice\"");
        guard.as("alice", null, () -> guard.as("bob", null, this::work));
        work();

        assertThat(seen).containsExactly("null/null", "alice/acme", "bob/null", "null/null");
        assertThat(last()).doesNotContain("principal=");
    }

    @Test
    void soAreCallsOfTheJdkThatAreMadeWithin() throws Exception {
        guard.as("alice", "acme", () -> jvm.call(STREAM, null, () -> null, new File("/a")));

        assertThat(seen).containsExactly("alice/acme");
        assertThat(last()).contains("tenant=\"acme\" principal=\"alice\"");
    }

    @Test
    void toAssumeItIsAnOperationThatEndsBeforeTheBodyBegins() {
        engine.rules("-a always,exit -S identity.assume -k who");
        guard.as("alice", "acme", this::work);

        assertThat(engine.operations()).hasSize(2);
        assertThat(engine.operations().get(0)).contains("kind=identity.assume", "alice", "acme", "success=yes");
    }

    @Test
    void whatIsDeniedIsNotAssumedAndItsBodyDoesNotRun() {
        engine.modules(module("strict", DENYING, "identity.*"));

        assertThatThrownBy(() -> guard.as("root", null, this::work)).isInstanceOf(OperationDeniedException.class);
        assertThatThrownBy(() -> guard.runAs(this::work)).isInstanceOf(OperationDeniedException.class);

        assertThat(seen).isEmpty();
        assertThat(engine.operations()).hasSize(2).allMatch(event -> event.contains("success=no"));
    }

    @Test
    void runningInItsOwnNameIsRecordedWithTheBundle() {
        engine.rules("-a always,exit -S identity.runas -k own");
        guard.runAs(this::work);

        assertThat(engine.operations().get(0)).contains("kind=identity.runas", Engine.APPLICATION.label());
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatTheBodyThrowsEndsItToo() {
        assertThatThrownBy(() -> guard.as("alice", null, () -> {
                    throw new IllegalStateException("x");
                }))
                .isInstanceOf(IllegalStateException.class);
        work();

        assertThat(seen).containsExactly("null/null");
    }

    @Test
    void anOperationThatIsDetachedStaysWhoseItWas() {
        PendingOperation pending =
                guard.as("alice", null, () -> guard.operation(WORK).enter().detach());
        guard.as("bob", null, () -> {
            pending.succeeded();
            return null;
        });

        assertThat(last()).contains("principal=\"alice\"");
    }

    @Test
    void aThreadThatTheBodyStartsGoesOnForTheSame() throws Exception {
        Thread thread = new Thread(this::work);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.submit(() -> guard.as("alice", null, () -> jvm.call(START_THREAD, thread, () -> null)))
                .get();
        pool.shutdown();
        thread.start();
        thread.join();
        work();

        assertThat(seen).containsExactly("alice/null", "null/null");
    }

    @Test
    void aPoolsThreadIsNobodysWhoeverHadItMade() throws Exception {
        Thread[] made = new Thread[1];
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> {
            made[0] = new Thread(task);
            try { // as the pool does next
                jvm.call(START_THREAD, made[0], () -> null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return made[0];
        });
        guard.as("alice", null, () -> pool.submit(this::work)).get();
        pool.shutdown();

        assertThat(seen).containsExactly("null/null");
    }

    @Test
    void aTaskIsItsSubmittersAndOfNobodyIfThatHasNone() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        guard.as("alice", null, () -> {
            guard.carrying(pool).execute(this::work);
            return null;
        });
        pool.execute(() -> guard.as("bob", null, () -> {
            guard.carrying(Runnable::run).execute(this::work);
            return null;
        }));
        pool.execute(this::work);
        guard.carrying(pool).execute(this::work);
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(seen).containsExactly("alice/null", "bob/null", "null/null", "null/null");
    }

    @Test
    void namesFromOutsideAreEncodedAndNeverBreakTheRecord() {
        guard.as("a\"\nuid=0", "ü", this::work);

        assertThat(last()).contains("principal=61220A7569643D30", "tenant=C3BC").doesNotContain("\nuid");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void aNameThatIsEmptyOrTooLongIsRefused(int length) {
        assertThatThrownBy(() -> guard.as("x".repeat(length), null, this::work))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal [")
                .hasMessageContaining("1 to 256");
        assertThatThrownBy(() -> guard.as("alice", "x".repeat(length), this::work))
                .hasMessageContaining("tenant [");
        assertThat(seen).isEmpty();
    }

    @Test
    void theLongestNamesFitIntoTheRoomThatWasReserved() {
        guard.as("\u20ac".repeat(256), "\u20ac".repeat(256), this::work);

        assertThat(last()).contains("principal=").contains("success=yes");
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.ranked;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Lane;
import org.doorward.audit.Outcome;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.doorward.transport.Account;
import org.doorward.transport.Reserve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hooks that do not return. Time passes when the test looks: ten looks are the limit. */
class WatchdogTest {
    private static final int LIMIT = 10;
    private static final int ROOM = 4096;
    private static final String HUNG = "/hang";

    private final Engine engine = new Engine(options -> {
        options.watched = false;
        options.settings = settings -> settings.withHookLimit(Duration.ofSeconds(LIMIT));
    });
    private final OperationGuard guard = engine.guard();
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Thread> callers = new ArrayList<>();

    @AfterEach
    void theLedgerIsExact() throws InterruptedException {
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        engine.close();
    }

    private final SecurityModule hanging = (operation, audit) -> {
        if (((org.doorward.module.FileOperation) operation).source().toString().equals(HUNG)) {
            hang();
        }
        return Decision.PASS;
    };

    private void hang() {
        entered.release();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void callThatHangs() {
        Thread caller = new Thread(() -> guard.file(Kind.FILE_OPEN, HUNG, path -> null));
        caller.start();
        callers.add(caller);
        entered.acquireUninterruptibly();
    }

    private String open() {
        return guard.<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> "opened");
    }

    @Test
    void inModeEnforceOperationsOfThatKindAreDeniedWhileAHookHangsAndAskedAgainWhenItReturns()
            throws InterruptedException {
        engine.modules(module("slow", hanging, "file.*"));
        callThatHangs();

        engine.look(LIMIT);
        assertThat(open()).as("at the limit").isEqualTo("opened");
        engine.look(1);
        assertThatThrownBy(this::open)
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [slow]: the module hangs in another operation of this kind");
        assertThat(guard.<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "deleted"))
                .as("another kind")
                .isEqualTo("deleted");

        gate.countDown();
        callers.get(0).join();
        engine.look(1);
        assertThat(open()).isEqualTo("opened");
        assertThat(engine.facts("ANOM_RBAC_FAIL"))
                .singleElement()
                .asString()
                .contains(
                        "module=\"slow\"",
                        "kind=file.open",
                        "exception=\"hangs\"",
                        "after_us=11000000",
                        "decided=deny");
    }

    @Test
    void withoutRoomForTheFactTheWatchdogDoesNotWaitAndTheModuleIsWorkedAroundAllTheSame() {
        engine.modules(module("slow", Mode.COMPLAIN, hanging, "file.open"));
        callThatHangs();
        await().until(() ->
                engine.transport().status().reservedEvents() == 0); // what is not drained yet makes room later
        engine.transport().setBacklogWaitTimeMillis(0);
        engine.transport().setBundleBacklogShare(100);
        Account other = engine.transport().account("other:1.0.0", "other");
        Map<Integer, Integer> taken = new HashMap<>();
        for (int room = ROOM; room > 0; room /= 2) { // to the last byte
            while (engine.transport().reserve(room, Reserve.DENIAL, other) > 0) {
                taken.merge(room, 1, Integer::sum);
            }
        }
        engine.transport().setBacklogWaitTimeMillis(Duration.ofMinutes(10).toMillis());

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> engine.look(LIMIT + 1));

        engine.transport().setBacklogWaitTimeMillis(0);
        taken.forEach((room, times) -> {
            for (int i = 0; i < times; i++) {
                engine.transport().release(room, Reserve.DENIAL, other);
            }
        });
        assertThat(open()).isEqualTo("opened");
        assertThat(engine.facts("ANOM_RBAC_FAIL")).isEmpty();
        assertThat(engine.transport().status().lost(Lane.RELIABLE, LossReason.BACKLOG))
                .isEqualTo(1);
    }

    @Test
    void inModeComplainAModuleThatHangsIsLeftOutAndItIsSaid() {
        List<String> asked = new ArrayList<>();
        engine.modules(
                module("slow", Mode.COMPLAIN, hanging, "file.open"),
                module(
                        "other",
                        (operation, audit) -> {
                            asked.add("other");
                            return Decision.PASS;
                        },
                        "file.open"));
        callThatHangs();
        engine.look(LIMIT + 1);
        asked.clear();

        assertThat(open()).isEqualTo("opened");

        assertThat(asked).containsExactly("other");
        assertThat(engine.facts("ANOM_RBAC_FAIL")).singleElement().asString().contains("hangs", "decided=pass");
    }

    @Test
    void manyCallsThatHangAreSaidOnceAndTheModuleIsAskedAgainWhenTheLastReturns() throws InterruptedException {
        engine.modules(module("slow", hanging, "file.open"));
        callThatHangs();
        callThatHangs();

        engine.look(LIMIT + 1);
        engine.look(LIMIT);

        assertThat(engine.facts("ANOM_RBAC_FAIL")).hasSize(1);
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        engine.look(1);
        assertThat(open()).isEqualTo("opened");
    }

    @Test
    void aModuleThatHangsGoesOnHangingWhenSomethingElseIsPublished() {
        DeployedModule slow = module("slow", hanging, "file.open");
        engine.modules(slow);
        callThatHangs();
        engine.look(LIMIT + 1);

        engine.modules(slow, module("new", (operation, audit) -> Decision.PASS, "file.open"));

        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);
        engine.modules();
        assertThat(open()).isEqualTo("opened");
    }

    @Test
    void aModuleIsNotBlamedForTheTimeThatTheOneBeforeItTook() {
        engine.modules(
                ranked("slow", 2, Mode.ENFORCE, taking(LIMIT), "file.open"),
                ranked("next", 1, Mode.ENFORCE, taking(1), "file.open"));

        assertThat(open()).isEqualTo("opened");
        assertThat(engine.facts("ANOM_RBAC_FAIL")).isEmpty();
    }

    private SecurityModule taking(int looks) {
        return (operation, audit) -> {
            engine.look(looks);
            return Decision.PASS;
        };
    }

    @Test
    void aHookThatHangsAtExitIsFoundToo() throws InterruptedException {
        engine.modules(module("slow", new HangingAtExit(), "file.open"));
        callThatHangs();

        engine.look(LIMIT + 1);

        assertThat(engine.facts("ANOM_RBAC_FAIL")).singleElement().asString().contains("hangs");
        gate.countDown();
        callers.get(0).join();
        engine.look(1);
        assertThat(open()).isEqualTo("opened");
    }

    private final class HangingAtExit implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            hang();
        }
    }

    @Test
    void itsThreadLooksByItselfHoldsNoContextLoaderAndOutlivesAnInterrupt() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Engine watched =
                new Engine(options -> options.settings = settings -> settings.withHookLimit(Duration.ofMillis(40)))) {
            Thread watchdog = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("doorward-watchdog") && !before.contains(thread))
                    .findAny()
                    .orElseThrow();
            assertThat(watchdog.isDaemon()).isTrue();
            assertThat(watchdog.getContextClassLoader()).isNull();
            watchdog.interrupt();
            long tick = watched.core().watchdog().now();

            await().until(() -> watched.core().watchdog().now() > tick + 2);
        }
    }
}

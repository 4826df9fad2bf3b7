package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.module;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.event.Commit;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the caller of an operation sees its result. The disk stands still until the test lets it go on. */
class CommitTest {
    private final CountDownLatch disk = new CountDownLatch(1);
    private final AtomicInteger syncs = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Engine engine = new Engine();

    @BeforeEach
    void holdTheDisk() {
        engine.modules(
                module("all", DecisionTest.flagging("all"), "file.open"),
                module("no", (operation, audit) -> Decision.DENY, "file.delete"),
                module(
                        "traces",
                        (operation, audit) -> {
                            audit.trace("t");
                            return Decision.PASS;
                        },
                        "file.stat"));
        engine.transport().sync();
        engine.onSync(() -> {
            syncs.incrementAndGet();
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterEach
    void theLedgerIsExact() {
        disk.countDown();
        engine.close();
    }

    private Thread call(Kind kind) {
        Thread caller = new Thread(() -> {
            try {
                engine.guard().<Object, RuntimeException>file(kind, "/a", path -> seen.add("ran"));
                seen.add("returned");
            } catch (OperationDeniedException e) {
                seen.add("denied");
            }
        });
        caller.start();
        return caller;
    }

    private static boolean waits(Thread caller) {
        return caller.getState() == Thread.State.WAITING;
    }

    @Test
    void withCommitExitTheResultIsSeenOnlyWhenTheRecordIsDurable() throws InterruptedException {
        engine.core().setCommit(Commit.EXIT);
        Thread caller = call(Kind.FILE_OPEN);
        await().until(() -> syncs.get() == 1 && waits(caller));
        assertThat(seen).containsExactly("ran");

        disk.countDown();
        caller.join();

        assertThat(seen).containsExactly("ran", "returned");
    }

    @Test
    void withCommitExitADenialIsDurableBeforeItsExceptionIsThrown() throws InterruptedException {
        engine.core().setCommit(Commit.EXIT);
        Thread caller = call(Kind.FILE_DELETE);
        await().until(() -> syncs.get() == 1 && waits(caller));
        assertThat(seen).isEmpty();

        disk.countDown();
        caller.join();

        assertThat(seen).containsExactly("denied");
    }

    @Test
    void withCommitNoneNobodyWaitsForTheDisk() throws InterruptedException {
        call(Kind.FILE_OPEN).join();
        call(Kind.FILE_DELETE).join();

        assertThat(seen).containsExactly("ran", "returned", "denied");
        assertThat(disk.getCount()).isEqualTo(1);
    }

    @Test
    void theLossyLaneNeverWaitsForTheDisk() throws InterruptedException {
        engine.core().setCommit(Commit.EXIT);

        call(Kind.FILE_STAT).join();

        assertThat(seen).containsExactly("ran", "returned");
    }

    @Test
    void anUnflaggedOperationNeverWaitsForTheDisk() throws InterruptedException {
        engine.core().setCommit(Commit.EXIT);

        call(Kind.FILE_MKDIR).join();

        assertThat(seen).containsExactly("ran", "returned");
    }

    @Test
    void theEngineDoesNotWaitForTheDiskWhenItEndsWhatNobodyEnded() {
        engine.core().setCommit(Commit.EXIT);
        ActiveOperation operation = engine.guard()
                .operation(ApplicationKindTest.OPEN)
                .set(ApplicationKindTest.OPEN_PATH, "/a")
                .enter();
        operation.detach();

        engine.core().close();

        assertThat(engine.core().pendings().size()).isZero();
        assertThat(engine.transport().status().emitted(org.doorward.audit.Lane.RELIABLE))
                .isPositive();
    }
}

package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.EventLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for what, who wakes whom, and what an interrupt does. */
class TransportWaitTest {
    /** Defaults without quotas: one account may use all of the backlog. */
    private static TransportSettings whole() {
        return TransportSettings.defaults().withBundleBacklogShare(100);
    }

    private Account app() {
        return transport.account("org.example.noisy:1.0.0", "org.example.noisy");
    }

    private final MemorySink sink = new MemorySink();
    private Transport transport;

    private void transport(TransportSettings settings) {
        transport = new Transport(settings, sink, (message, cause) -> {});
    }

    @AfterEach
    void theLedgerIsExact() {
        sink.appendGate = null;
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    private void fill() {
        while (transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.NONE)) {}
    }

    @Test
    void aReservationWaitsUntilTheDrainMakesRoomAndTheWaitIsCounted() throws InterruptedException {
        transport(whole().withBacklogLimit(8).withBacklogWaitTimeMillis(600_000));
        fill();
        AtomicInteger reserved = new AtomicInteger();
        Thread waiter = start(() -> reserved.set(transport.reserve(4096, Reserve.OPERATION, app())));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().backlogWaits() == 1);
        awaitWaiting(waiter);
        assertThat(reserved).hasValue(0);
        transport.start();
        waiter.join();
        assertThat(reserved).hasValue(4096);
        transport.release(4096, Reserve.OPERATION, app());
    }

    @Test
    void aReservationThatIsGivenBackWakesTheNextAndSoOn() throws InterruptedException {
        transport(whole().withBacklogLimit(4).withBacklogWaitTimeMillis(600_000));
        int held = transport.reserve(4096, Reserve.UNBOUNDED, app()); // the only one
        Thread[] waiters = new Thread[20];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = start(() -> {
                assertThat(transport.reserve(4096, Reserve.UNBOUNDED, app())).isEqualTo(4096);
                transport.release(4096, Reserve.UNBOUNDED, app());
            });
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().backlogWaits() == waiters.length);
        transport.release(held, Reserve.UNBOUNDED, app());
        for (Thread waiter : waiters) {
            waiter.join();
        }
    }

    @Test
    void oneLargeReleaseWakesAllWhoFindRoom() throws InterruptedException {
        transport(whole().withBacklogLimitBytes(1 << 20).withBacklogWaitTimeMillis(600_000));
        int held = transport.reserve(EventLayout.MAXIMUM, Reserve.UNBOUNDED, app()); // all of it
        Thread[] waiters = new Thread[10];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = start(() -> transport.reserve(4096, Reserve.UNBOUNDED, app()));
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().backlogWaits() == waiters.length);
        transport.release(held, Reserve.UNBOUNDED, app());
        for (Thread waiter : waiters) {
            waiter.join();
        }
        for (int i = 0; i < waiters.length; i++) {
            transport.release(4096, Reserve.UNBOUNDED, app());
        }
    }

    @Test
    void aSmallReservationIsNotHeldUpByALargeOne() throws InterruptedException {
        transport(whole().withBacklogLimitBytes(1 << 20).withBacklogWaitTimeMillis(600_000));
        int held = transport.reserve(200_000, Reserve.UNBOUNDED, app());
        int released = transport.reserve(50_000, Reserve.UNBOUNDED, app());
        Thread large = start(() -> transport.release(
                transport.reserve(EventLayout.MAXIMUM, Reserve.UNBOUNDED, app()), Reserve.UNBOUNDED, app()));
        awaitWaits(1);
        Thread small = start(
                () -> transport.release(transport.reserve(40_000, Reserve.UNBOUNDED, app()), Reserve.UNBOUNDED, app()));
        awaitWaits(2);
        transport.release(released, Reserve.UNBOUNDED, app()); // too little for the first, enough for the second
        Awaitility.await().until(() -> !small.isAlive());
        assertThat(large.isAlive()).isTrue();
        transport.release(held, Reserve.UNBOUNDED, app());
        large.join();
    }

    private void awaitWaits(int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().backlogWaits() == count);
    }

    /** On 21 and later these are virtual threads, far more than carriers: a pinned one would keep the others from arriving. */
    @Test
    void aThousandThreadsWaitForDurabilityAtOnce() throws Exception {
        sink.syncGate = new Semaphore(0);
        transport(whole());
        transport.start();
        int callers = 1000;
        ExecutorService executor = manyThreads();
        List<Future<Boolean>> kept = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            kept.add(executor.submit(
                    () -> transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT)));
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().emitted(Lane.RELIABLE) == callers);
        sink.syncGate.release(callers);
        for (Future<Boolean> one : kept) {
            assertThat(one.get()).isTrue();
        }
        executor.shutdown();
        assertThat(sink.syncs.get()).isLessThan(callers / 10);
    }

    private static ExecutorService manyThreads() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Executors.newCachedThreadPool();
        }
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Test
    void aHigherLimitWakesThoseWhoWait() throws InterruptedException {
        transport(whole().withBacklogLimit(4).withBacklogWaitTimeMillis(600_000));
        int held = transport.reserve(4096, Reserve.UNBOUNDED, app());
        Thread waiter = start(
                () -> transport.release(transport.reserve(4096, Reserve.UNBOUNDED, app()), Reserve.UNBOUNDED, app()));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().backlogWaits() == 1);
        transport.setBacklogLimit(100);
        waiter.join();
        transport.release(held, Reserve.UNBOUNDED, app());
    }

    @Test
    void noRoomAfterTheWaitIsZeroAndTheLossIsTheCallersChoice() {
        transport(whole().withBacklogLimit(8).withBacklogWaitTimeMillis(1));
        fill();
        assertThat(transport.reserve(4096, Reserve.OPERATION, app())).isZero();
        assertThat(transport.status().backlogWaits()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsNoWaitForRoomAndStaysVisible() throws InterruptedException {
        transport(whole().withBacklogLimit(8).withBacklogWaitTimeMillis(600_000));
        fill();
        AtomicInteger reserved = new AtomicInteger();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter = start(() -> {
            Thread.currentThread().interrupt();
            reserved.set(transport.reserve(4096, Reserve.OPERATION, app()));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        awaitWaiting(waiter);
        waiter.interrupt();
        transport.start();
        waiter.join();
        assertThat(reserved).hasValue(4096);
        assertThat(interrupted).isTrue();
        transport.release(4096, Reserve.OPERATION, app());
    }

    @Test
    void anInterruptEndsNoWaitForDurabilityAndStaysVisible() throws InterruptedException {
        sink.syncGate = new Semaphore(0);
        transport(whole());
        transport.start();
        AtomicBoolean kept = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter = start(() -> {
            kept.set(transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> sink.waitingForSync.get() == 1);
        waiter.interrupt();
        awaitWaiting(waiter);
        assertThat(kept).isFalse();
        sink.syncGate.release(100);
        waiter.join();
        assertThat(kept).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void closeSendsThoseAwayWhoWaitForRoom() throws InterruptedException {
        transport(whole().withBacklogLimit(4).withBacklogWaitTimeMillis(600_000));
        int held = transport.reserve(4096, Reserve.UNBOUNDED, app());
        AtomicInteger reserved = new AtomicInteger(-1);
        Thread waiter = start(() -> reserved.set(transport.reserve(4096, Reserve.UNBOUNDED, app())));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> transport.status().backlogWaits() == 1);
        transport.close();
        waiter.join();
        assertThat(reserved).hasValue(0);
        transport.release(held, Reserve.UNBOUNDED, app());
    }

    @Test
    void anIdleDrainIsParkedAndOneEventWakesIt() {
        transport(whole());
        transport.start();
        for (int i = 1; i <= 20; i++) {
            Thread drain = drain();
            Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> isParked(drain));
            transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.NONE);
            int count = i;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> transport.status().written(Lane.RELIABLE) == count);
        }
    }

    @Test
    void aLossWakesAParkedDrainThatTellsIt() {
        transport(whole().withRateLimit(1));
        transport.start();
        transport.emit(Events.of(Lane.LOSSY), 0, Reserve.OPERATION, app(), Commit.NONE);
        Thread drain = drain();
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> isParked(drain));
        transport.emit(Events.of(Lane.LOSSY), 0, Reserve.OPERATION, app(), Commit.NONE);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> LedgerAssert.losses(sink).size() == 1);
    }

    @Test
    void theDrainCannotBeInterrupted() {
        transport(whole());
        transport.start();
        Thread drain = drain();
        drain.interrupt();
        assertThat(drain.isInterrupted()).isFalse();
    }

    /** Not in a nap, from which it would come back by itself at once. */
    private static boolean isParked(Thread drain) {
        return Arrays.stream(drain.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Sleep.class.getName())
                        && frame.getMethodName().equals("park"));
    }

    private static Thread drain() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("doorward-drain"))
                .findFirst()
                .orElseThrow();
    }
}

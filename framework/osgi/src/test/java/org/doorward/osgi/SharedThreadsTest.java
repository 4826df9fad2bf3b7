package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Which threads are everybody's. */
class SharedThreadsTest {
    /** Says that it is of a pool that it is not of. */
    private static final class Lying extends ForkJoinWorkerThread {
        Lying(ForkJoinPool pool) {
            super(pool);
        }

        @Override
        public ForkJoinPool getPool() {
            return ForkJoinPool.commonPool();
        }
    }

    private static Thread threadOf(ForkJoinPool pool) throws Exception {
        FutureTask<Thread> task = new FutureTask<>(Thread::currentThread);
        pool.execute(task);
        return task.get();
    }

    @Test
    void thoseOfTheCommonPoolAreAndThoseOfAnotherPoolAreNot() throws Exception {
        ForkJoinPool own = new ForkJoinPool(1);
        try {
            assertThat(SharedThreads.isOne(threadOf(ForkJoinPool.commonPool()))).isTrue();
            assertThat(SharedThreads.isOne(threadOf(own))).isFalse();
            assertThat(SharedThreads.isOne(new Lying(own))).isFalse();
        } finally {
            own.shutdown();
        }
    }

    @Test
    void aThreadWhoseProgramIsItsOwnIsNot() {
        assertThat(SharedThreads.isOne(new Thread(() -> {}))).isFalse();
        assertThat(SharedThreads.isNobodys(new Thread(() -> {}))).isFalse();
    }

    @Test
    void whoeverTakesTheNameOfOneIsNobodyAndStartsItNevertheless() {
        Thread named = new Thread(() -> {}, "process reaper");

        assertThat(SharedThreads.isOne(named)).isFalse();
        assertThat(SharedThreads.isNobodys(named)).isTrue();
    }

    @Test
    void whatWaitsForProcessesIs() throws Exception {
        Thread reaper = new ProcessBuilder("/bin/true")
                .start()
                .onExit()
                .thenApplyAsync(process -> Thread.currentThread(), Runnable::run)
                .get();

        assertThat(reaper.getName()).isNotNull();
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("process reaper")))
                .isNotEmpty()
                .allMatch(SharedThreads::isNobodys);
    }
}

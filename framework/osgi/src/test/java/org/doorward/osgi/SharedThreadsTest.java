package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.doorward.osgi.ThreadStarts.Sake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which threads are everybody's. What the JDK starts by itself shows itself under the agent: AttributionIT. */
@Timeout(60)
class SharedThreadsTest {
    private static final Attribution ATTRIBUTION =
            new Attribution((reference, loader) -> null, new Creators(), SharedThreadsTest.class.getModule());

    /** Since 19 pools start threads by a way that no subclass sees. */
    private static final boolean POOLS_ASK = Runtime.version().feature() < 19;

    private final ThreadStarts starts = new ThreadStarts(type -> ATTRIBUTION.of(type) == Attribution.Part.NONE);
    private final SharedThreads shared = new SharedThreads(type -> ATTRIBUTION.of(type) == Attribution.Part.NONE);
    private final List<Sake> sakes = new CopyOnWriteArrayList<>();
    /** Whether a thread that nobody has named would have been somebody's in the place of one of ours. */
    private final List<Boolean> nobodys = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    /** Asks where the hook does. */
    private final class Asking extends Thread {
        Asking(Runnable task) {
            super(task);
            setDaemon(true);
        }

        @Override
        public void start() {
            Thread unnamed = new Thread(() -> {});
            unnamed.setDaemon(true);
            nobodys.add(shared.isNobodys(unnamed) && !shared.isOne(unnamed));
            sakes.add(starts.sake());
            super.start();
        }
    }

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
            assertThat(shared.isOne(threadOf(ForkJoinPool.commonPool()))).isTrue();
            assertThat(shared.isOne(threadOf(own))).isFalse();
            assertThat(shared.isOne(new Lying(own))).isFalse();
        } finally {
            own.shutdown();
        }
    }

    @Test
    void aThreadWhoseProgramIsItsOwnIsNotWhateverItIsCalled() {
        for (String name : List.of("anything", "process reaper", "CompletableFutureDelayScheduler", "Thread-1")) {
            Thread thread = new Thread(() -> {}, name);
            thread.setDaemon(true);

            assertThat(shared.isOne(thread)).as(name).isFalse();
            assertThat(shared.isNobodys(thread)).as(name).isFalse();
        }
    }

    @Test
    void oneThatABundleStartsOrItsPoolIsNot() throws Exception {
        new Asking(() -> {}).start();
        Thread.class.getMethod("start").invoke(new Asking(() -> {}));
        ExecutorService pool = Executors.newCachedThreadPool(Asking::new);
        pool.submit(() -> {}).get();
        pool.shutdown();
        Initialized.thread = new Asking(() -> {});
        Initialized.now();

        assertThat(sakes).hasSize(POOLS_ASK ? 4 : 3).containsOnly(Sake.UNKNOWN);
        assertThat(nobodys).containsOnly(false);
    }

    /** Whose initializer starts one: it is no class of the JDK's. */
    private static final class Initialized {
        private static Thread thread;

        private Initialized() {}

        private static void now() {
            Later.now();
        }

        private static final class Later {
            static {
                thread.start();
            }

            private Later() {}

            private static void now() {}
        }
    }

    @Test
    void oneThatTheJdkStartsForItsCallerIsNot() throws Exception {
        Cleaner.create(Asking::new);
        AsynchronousChannelGroup.withFixedThreadPool(1, Asking::new).shutdownNow();

        assertThat(sakes).hasSize(POOLS_ASK ? 2 : 1).containsOnly(Sake.CALLER);
        assertThat(nobodys).containsOnly(false);
    }

    @Test
    void oneMoreOfAGroupMayBeAnybodys() throws Exception {
        inAGroupOfItsOwn(Asking::new);

        assertThat(sakes).hasSizeBetween(POOLS_ASK ? 1 : 0, POOLS_ASK ? 2 : 0).allMatch(Sake.POOL::equals);
        assertThat(nobodys).hasSameSizeAs(sakes).doesNotContain(false);
    }

    @Test
    void oneMoreForAFileMayBeAnybodys() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool(Asking::new);
        Path file = Files.createFile(folder.resolve("file"));
        try (AsynchronousFileChannel channel =
                AsynchronousFileChannel.open(file, Set.of(StandardOpenOption.READ), pool)) {
            channel.read(ByteBuffer.allocate(1), 0).get();
        } finally {
            pool.shutdown();
        }

        assertThat(sakes).hasSize(POOLS_ASK ? 1 : 0).allMatch(Sake.POOL::equals);
        assertThat(nobodys).hasSameSizeAs(sakes).doesNotContain(false);
        assertThat(shared.isNobodys(new Thread(() -> {}, "pool-1-thread-1"))).isFalse();
    }

    private static void inAGroupOfItsOwn(ThreadFactory factory) throws Exception {
        AsynchronousChannelGroup group =
                AsynchronousChannelGroup.withCachedThreadPool(Executors.newCachedThreadPool(factory), 0);
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group)
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                AsynchronousSocketChannel client = AsynchronousSocketChannel.open(group)) {
            CompletableFuture<Thread> told = new CompletableFuture<>();
            server.accept(null, new CompletionHandler<AsynchronousSocketChannel, Void>() {
                @Override
                public void completed(AsynchronousSocketChannel accepted, Void nothing) {
                    told.complete(Thread.currentThread());
                }

                @Override
                public void failed(Throwable failure, Void nothing) {
                    told.completeExceptionally(failure);
                }
            });
            client.connect(server.getLocalAddress()).get();
            assertThat(told.get()).isInstanceOf(Asking.class);
        } finally {
            group.shutdownNow();
        }
    }
}

package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.itest.benchmarks.Names;
import org.doorward.transport.TransportSettings;

/** Operations per second whose callers see their result when the record is durable, beside PostgreSQL's commits and bare syncs. */
final class DurableCommits {
    private static final int[] PRODUCERS = {1, 8, 64, 256};
    private static final int ROUNDS = 5;
    private static final int SECONDS = 2;
    private static final int WARMUP_SECONDS = 3;

    private final WorkFolder work;
    private final Figures figures = new Figures();
    private int eventBytes;

    private DurableCommits(WorkFolder work) {
        this.work = work;
    }

    static Figures run() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.make()) {
            return new DurableCommits(work).measure();
        }
    }

    private Figures measure() throws IOException, InterruptedException {
        doorward(64, WARMUP_SECONDS, new Histogram(3));
        figures.fact("disk [" + work.disk() + "], [" + eventBytes + "] bytes of text for an event, and for a row");
        try (PostgreSql rival = PostgreSql.start(work, eventBytes)) {
            figures.fact("rival [" + rival.version() + "]");
            rival.commitsPerSecond(64, WARMUP_SECONDS);
            for (int round = 0; round < ROUNDS; round++) {
                figures.add("fdatasync", "/s", SyncFloor.perSecond(work.resolve("floor"), eventBytes, SECONDS));
                for (int producers : PRODUCERS) {
                    figures.add("PostgreSQL, " + producers, "commits/s", rival.commitsPerSecond(producers, SECONDS));
                    Histogram waits = new Histogram(3);
                    figures.add("commit=exit, " + producers, "commits/s", doorward(producers, SECONDS, waits));
                    figures.add("its p99, " + producers, "us", waits.getValueAtPercentile(99) / 1e3);
                }
            }
        }
        figures.ratio("commit=exit, 1", "fdatasync", 0);
        for (int producers : PRODUCERS) {
            figures.ratio("commit=exit, " + producers, "PostgreSQL, " + producers, producers == 64 ? 2 : 0);
        }
        figures.ratio("commit=exit, 256", "commit=exit, 64", 0);
        return figures;
    }

    private double doorward(int producers, int seconds, Histogram waits) throws IOException, InterruptedException {
        try (RecordedEngine engine =
                new RecordedEngine(work.resolve("trail"), Lane.RELIABLE, TransportSettings.defaults(), Commit.EXIT)) {
            AtomicBoolean end = new AtomicBoolean();
            CountDownLatch ready = new CountDownLatch(producers);
            CountDownLatch start = new CountDownLatch(1);
            List<Producer> all = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                Producer producer = new Producer(engine, ready, start, end);
                producer.start();
                all.add(producer);
            }
            ready.await();
            long from = System.nanoTime();
            start.countDown();
            TimeUnit.SECONDS.sleep(seconds);
            end.set(true);
            long count = 0;
            for (Producer producer : all) {
                producer.join();
                count += producer.waits.getTotalCount();
                waits.add(producer.waits);
            }
            double rate = count * 1e9 / (System.nanoTime() - from);
            engine.endWithoutLosses();
            long inTrail = engine.count("type=SYSCALL ");
            if (inTrail != count) {
                throw new IllegalStateException("[" + count + "] acknowledged, but [" + inTrail + "] in the trail");
            }
            eventBytes = (int) (engine.size() / count);
            return rate;
        }
    }

    /** One caller after another. */
    private static final class Producer extends Thread {
        private final RecordedEngine engine;
        private final CountDownLatch ready;
        private final CountDownLatch start;
        private final AtomicBoolean end;
        private final Names names = new Names();
        private final Histogram waits = new Histogram(3);

        Producer(RecordedEngine engine, CountDownLatch ready, CountDownLatch start, AtomicBoolean end) {
            this.engine = engine;
            this.ready = ready;
            this.start = start;
            this.end = end;
        }

        @Override
        public void run() {
            ready.countDown();
            try {
                start.await();
            } catch (InterruptedException e) {
                return;
            }
            while (!end.get()) {
                long before = System.nanoTime();
                engine.operation(names.next());
                waits.recordValue(System.nanoTime() - before);
            }
        }
    }
}

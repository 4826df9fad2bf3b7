package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.event.Commit;
import org.doorward.itest.benchmarks.Names;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/*
 * First what can be written: producers of the reliable lane that wait for room as long as it takes, so that nothing is lost. Then ten
 * times that is offered by as many producers that never wait (backlog_wait_time = 0, failure mode log) and begin their operations by a
 * clock. On few cores they take the drain's, which is the point: what is refused must cost less than what is written.
 */
/** What is still written of the reliable lane when ten times as much comes, and whether every loss is counted. */
final class Overload {
    private static final int TIMES = 10;
    private static final int PRODUCERS = Runtime.getRuntime().availableProcessors();
    private static final int SECONDS = 3;
    private static final int ROUNDS = 5;
    private static final double LEAST = 0.6;

    private final WorkFolder work;
    private final Figures figures = new Figures();

    private Overload(WorkFolder work) {
        this.work = work;
    }

    static Figures run() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.make()) {
            return new Overload(work).measure();
        }
    }

    private Figures measure() throws IOException, InterruptedException {
        round(Double.MAX_VALUE, true);
        for (int round = 0; round < ROUNDS; round++) {
            double most = round(Double.MAX_VALUE, true).written;
            figures.add("what can be written", "events/s", most);
            Result overload = round(TIMES * most, false);
            figures.add("offered", "events/s", overload.offered);
            figures.add("written of it", "events/s", overload.written);
            figures.add("wrongly counted", "", overload.wrong);
        }
        figures.ratio("offered", "what can be written", 0);
        figures.ratio("written of it", "what can be written", LEAST);
        figures.atMost("wrongly counted", 0);
        figures.fact("[" + PRODUCERS + "] producers, disk [" + work.disk() + "]");
        return figures;
    }

    private record Result(double offered, double written, long wrong) {}

    private Result round(double perSecond, boolean wait) throws IOException, InterruptedException {
        TransportSettings settings = TransportSettings.defaults()
                .withFailureMode(FailureMode.LOG)
                .withBacklogWaitTimeMillis(wait ? TimeUnit.MINUTES.toMillis(1) : 0);
        try (RecordedEngine engine = new RecordedEngine(work.resolve("trail"), Lane.RELIABLE, settings, Commit.NONE)) {
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Producer> producers = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                Producer producer = new Producer(engine, perSecond / PRODUCERS, start, end);
                producer.start();
                producers.add(producer);
            }
            long offered = 0;
            for (Producer producer : producers) {
                producer.join();
                offered += producer.count;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long writtenInTime = engine.status().written(Lane.RELIABLE);
            TransportStatus status = engine.end();
            long operations = engine.count("type=SYSCALL ");
            long lost = status.lost(Lane.RELIABLE);
            long wrong = Math.abs(status.emitted(Lane.RELIABLE) - status.written(Lane.RELIABLE) - lost)
                    + Math.abs(offered - operations - lost);
            if (wait && lost > 0) {
                throw new IllegalStateException("[" + lost + "] lost by producers that wait for room");
            }
            return new Result(offered / seconds, writtenInTime / seconds, wrong);
        }
    }

    /** Begins operations by the clock, in small bursts: the clock is dearer than a refusal. */
    private static final class Producer extends Thread {
        private static final int BURST = 16;
        private static final long NAP_NANOS = 100_000;

        private final RecordedEngine engine;
        private final double perSecond;
        private final long start;
        private final long end;
        private final Names names = new Names();
        private long count;

        Producer(RecordedEngine engine, double perSecond, long start, long end) {
            this.engine = engine;
            this.perSecond = perSecond;
            this.start = start;
            this.end = end;
        }

        @Override
        public void run() {
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                if (count > (now - start) / 1e9 * perSecond) {
                    LockSupport.parkNanos(NAP_NANOS);
                    continue;
                }
                for (int i = 0; i < BURST; i++) {
                    engine.operation(names.next());
                }
                count += BURST;
            }
        }
    }
}

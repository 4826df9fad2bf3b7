package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.itest.benchmarks.Names;
import org.doorward.itest.benchmarks.RivalRing;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/*
 * The drain writes a trail meanwhile, on another core if there is one: once without syncs (flush = none), as the rival's consumer only
 * copies; once with the default flush, where a sync that takes longer than the backlog has room makes the caller wait: 56 ms at this rate.
 * The clock alone stands beside both, with the other core idle and busy: what that shows in the tail is the machine's, not theirs.
 */
/** What a flagged operation costs its caller at a fixed rate: reliable lane, commit=none. One producer. */
final class PacedCost {
    private static final int PER_SECOND = 100_000;
    private static final int ROUNDS = 5;
    private static final int CALLS = 3 * PER_SECOND;
    private static final int WARMUPS = 2;
    private static final double[] PERCENTILES = {50, 99, 99.9, 99.99};
    private static final String OURS = "flagged";
    private static final String SYNCED = "flagged, default flush";
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final WorkFolder work;
    private final Figures figures = new Figures();
    private int eventBytes;
    private double allocated;
    private long waits;

    private PacedCost(WorkFolder work) {
        this.work = work;
    }

    static Figures run() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.make()) {
            return new PacedCost(work).measure();
        }
    }

    private Figures measure() throws IOException, InterruptedException {
        for (int i = 0; i < WARMUPS; i++) {
            flagged(false);
            ring();
            clock();
        }
        for (int round = 0; round < ROUNDS; round++) {
            add("clock", clock());
            add("clock, busy", busyClock());
            add("rival ring", ring());
            flagged(OURS, false);
            flagged(SYNCED, true);
        }
        figures.atMost(OURS + " p50", 300);
        figures.atMost(OURS + " p99.9", 3_000);
        figures.atMost(OURS + " bytes", 0);
        for (double percentile : PERCENTILES) {
            figures.ratio(label(OURS, percentile), label("rival ring", percentile), 0);
        }
        figures.fact("disk [" + work.disk() + "], [" + PER_SECOND + "] a second, [" + CALLS
                + "] in a round; the rival copies [" + eventBytes + "] bytes for an event");
        return figures;
    }

    /** The clock alone. */
    private static Histogram clock() {
        Pace pace = new Pace(PER_SECOND);
        pace.run(CALLS, () -> {});
        return pace.cost;
    }

    /** The clock alone, while another thread is busy as a drain is: what the machine takes from two that run. */
    private static Histogram busyClock() throws InterruptedException {
        AtomicBoolean end = new AtomicBoolean();
        Thread busy = new Thread(
                () -> {
                    while (!end.get()) {
                        Thread.onSpinWait();
                    }
                },
                "busy");
        busy.start();
        Histogram cost = clock();
        end.set(true);
        busy.join();
        return cost;
    }

    private Histogram ring() throws InterruptedException {
        RivalRing ring = new RivalRing(eventBytes);
        UnsafeBuffer event = new UnsafeBuffer(new byte[eventBytes]);
        Pace pace = new Pace(PER_SECOND);
        pace.run(CALLS, () -> {
            while (!ring.tryOffer(event)) {
                Thread.onSpinWait();
            }
        });
        ring.close();
        return pace.cost;
    }

    private void flagged(String name, boolean syncs) throws IOException {
        add(name, flagged(syncs));
        // what the meter of bytes itself and the first call of a round take is less than a hundredth of a byte for each
        figures.add(name + " bytes", "B", Math.rint(allocated * 10) / 10);
        figures.add(name + " waits", "times", waits);
    }

    private Histogram flagged(boolean syncs) throws IOException {
        try (RecordedEngine engine = new RecordedEngine(
                work.resolve("trail"), Lane.RELIABLE, TransportSettings.defaults(), Commit.NONE, syncs)) {
            Names names = new Names();
            Pace pace = new Pace(PER_SECOND);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pace.run(CALLS, () -> engine.operation(names.next()));
            allocated = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
            TransportStatus status = engine.endWithoutLosses();
            waits = status.backlogWaits();
            eventBytes = engine.longestEvent();
            return pace.cost;
        }
    }

    private static String label(String name, double percentile) {
        return name + " p"
                + (percentile == Math.rint(percentile) ? Integer.toString((int) percentile) : "" + percentile);
    }

    private void add(String name, Histogram cost) {
        for (double percentile : PERCENTILES) {
            figures.add(label(name, percentile), "ns", cost.getValueAtPercentile(percentile));
        }
    }
}

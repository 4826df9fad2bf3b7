package org.doorward.itest.benchmarks.calls;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/*
 * First all calls are warmed up, then they are measured in turns: a round of each, so many times. So none is measured with code that was
 * compiled for the others' warm-up only, and a moment in which the machine is slower is spread over all.
 *
 * The clock runs during a burst only; after it there may be a pause, in which whoever writes what the calls left behind can finish. The
 * recursion to the depth is paid once for a burst. Bytes are those of this thread. They are asked for through the MBean server, because the
 * interface that counts them is in no package of Java SE.
 */
/** Measures calls in the thread that it is used in. */
final class Meter {
    private final int warmupMillis;
    private final int rounds;
    private final int roundMillis;
    private final int burst;
    private final int pauseMillis;
    private final Target target;
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName threads;

    /** One call at one depth, and what was found of it so far. */
    private static final class Series {
        private final Call call;
        private final int depth;
        private final StringJoiner nanos = new StringJoiner(";");
        private long calls;
        private double bytes = Double.MAX_VALUE;

        Series(Call call, int depth) {
            this.call = call;
            this.depth = depth;
        }
    }

    Meter(Properties plan) throws JMException {
        warmupMillis = number(plan, "warmup.millis");
        rounds = number(plan, "rounds");
        roundMillis = number(plan, "round.millis");
        burst = number(plan, "burst");
        pauseMillis = number(plan, "pause.millis");
        target = Target.of(plan.getProperty("file"), number(plan, "port"));
        threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
    }

    private static int number(Properties plan, String name) {
        return Integer.parseInt(plan.getProperty(name));
    }

    /**
     * Measures.
     *
     * @return for each call and depth {@code CALL depth calls bytes nanos;nanos;...}: all calls with those of the warm-up, then for one call
     *     the bytes of the round with the fewest, and the nanoseconds of each round
     */
    List<String> measure(String[] calls, String[] depths) throws IOException, JMException, InterruptedException {
        List<Series> all = new ArrayList<>();
        for (String call : calls) {
            for (String depth : depths) {
                all.add(new Series(Call.valueOf(call), Integer.parseInt(depth)));
            }
        }
        for (Series series : all) {
            round(series, warmupMillis);
        }
        System.gc();
        for (int i = 0; i < rounds; i++) {
            for (Series series : all) {
                measure(series);
            }
        }
        List<String> lines = new ArrayList<>();
        for (Series one : all) {
            lines.add(one.call + " " + one.depth + " " + one.calls + " " + one.bytes + " " + one.nanos);
        }
        return lines;
    }

    private void measure(Series series) throws IOException, JMException, InterruptedException {
        long callsBefore = series.calls;
        long bytesBefore = allocated();
        double nanos = round(series, roundMillis);
        series.bytes = Math.min(series.bytes, (double) (allocated() - bytesBefore) / (series.calls - callsBefore));
        series.nanos.add(Double.toString(nanos));
    }

    /** @return nanoseconds for one call */
    private double round(Series series, int millis) throws IOException, InterruptedException {
        int here = StackWalker.getInstance().walk(frames -> (int) frames.count());
        int levels = series.depth - here - 2; // the frame of the burst, and the last one of the recursion
        if (levels < 0) {
            throw new IllegalArgumentException("depth [" + series.depth + "]: the meter itself is at [" + here + "]");
        }
        long calls = 0;
        long nanos = 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            long start = System.nanoTime();
            int done = deeper(levels, series.call);
            nanos += System.nanoTime() - start;
            calls += burst;
            if (done != burst) {
                throw new IllegalStateException(
                        "[" + (burst - done) + "] of [" + burst + "] calls [" + series.call + "] did nothing");
            }
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
        } while (System.nanoTime() < end);
        series.calls += calls;
        return (double) nanos / calls;
    }

    private int deeper(int levels, Call call) throws IOException {
        return levels == 0 ? call.burst(target, burst) : deeper(levels - 1, call);
    }

    private long allocated() throws JMException {
        return (Long) beans.invoke(
                threads,
                "getThreadAllocatedBytes",
                new Object[] {Thread.currentThread().getId()},
                new String[] {"long"});
    }
}

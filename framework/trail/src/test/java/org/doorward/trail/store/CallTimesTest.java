package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.doorward.control.LatencyStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long writes and syncs take, over the last minute. */
class CallTimesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path folder;

    private final CallTimes times = new CallTimes();
    private final FaultyDisk disk = new FaultyDisk();

    private void add(long micros, long now) {
        times.add(TimeUnit.MICROSECONDS.toNanos(micros), now);
    }

    @Test
    void withoutACallNothingIsKnown() {
        assertThat(times.at(0)).isEqualTo(new Latencies(0, -1, -1, -1));
    }

    @Test
    void percentilesAreAtMostASixteenthTooHighAndNeverTooLow() {
        Random random = new Random(20040325);
        long[] all = new long[10_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) Math.exp(random.nextDouble() * 21); // to 1,300 seconds
            add(all[i], 0);
        }
        Arrays.sort(all);
        LatencyStatus seen = times.at(0);

        assertThat(seen.count()).isEqualTo(10_000);
        assertThat(seen.p50Micros()).isBetween(all[4_999], all[4_999] + all[4_999] / 16);
        assertThat(seen.p99Micros()).isBetween(all[9_899], all[9_899] + all[9_899] / 16);
        assertThat(seen.maxMicros()).isEqualTo(all[9_999]);
    }

    @Test
    void ofOneCallAllFiguresAreItsTime() {
        for (long micros : new long[] {0, 1, 15, 16, 17, 1_000, 123_456_789}) {
            CallTimes fresh = new CallTimes();
            fresh.add(TimeUnit.MICROSECONDS.toNanos(micros), 5);
            assertThat(fresh.at(5)).isEqualTo(new Latencies(1, micros, micros, micros));
        }
    }

    @Test
    void whatNeverEndsInPracticeIsTheLongestThereIs() {
        times.add(Long.MAX_VALUE, 0);
        times.add(-1, 0);

        assertThat(times.at(0)).isEqualTo(new Latencies(2, 0, (1L << 32) - 1, (1L << 32) - 1));
    }

    @Test
    void aMinuteLaterACallIsForgottenEvenIfNobodyLookedOrWrote() {
        long start = -7 * SECOND; // nanoTime may be negative
        add(5_000, start);
        add(10, start + 30 * SECOND);

        assertThat(times.at(start + 45 * SECOND).count()).isEqualTo(2);
        assertThat(times.at(start + 70 * SECOND)).isEqualTo(new Latencies(1, 10, 10, 10));
        assertThat(times.at(start + 3600 * SECOND)).isEqualTo(Latencies.NONE);
        add(7, start + 3600 * SECOND);
        assertThat(times.at(start + 3600 * SECOND)).isEqualTo(new Latencies(1, 7, 7, 7));
    }

    @Test
    void theTrailTimesItsWritesAndItsSyncsApart() throws IOException {
        try (Writer writer = Writer.of(folder.resolve("audit.log"), disk)) {
            long before = writer.trail.status().writeTime().count();
            disk.during = () -> writer.nanos += TimeUnit.MICROSECONDS.toNanos(
                    disk.done.get(disk.done.size() - 1).call() == FaultyDisk.Call.FORCE ? 900 : 40);
            writer.append();
            writer.sync();

            LatencyStatus write = writer.trail.status().writeTime();
            LatencyStatus sync = writer.trail.status().syncTime();
            assertThat(write.count()).isEqualTo(before + 1);
            assertThat(write.maxMicros()).isEqualTo(40);
            assertThat(sync.maxMicros()).isEqualTo(900);
        }
    }

    @Test
    void addingAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 10; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                times.add(i * 1_000L, i * SECOND / 100); // 20 slots are begun
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}

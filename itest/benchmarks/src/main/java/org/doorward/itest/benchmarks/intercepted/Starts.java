package org.doorward.itest.benchmarks.intercepted;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * From the start of {@code doorward run} to its line {@code doorward ready}, in milliseconds, each in a fresh home, with and without the agent in
 * turns. The first of each, which fills the caches of the disk, does not count.
 *
 * @param with ascending
 * @param without ascending
 */
public record Starts(long[] with, long[] without) {
    /** Starts so many instances of each. */
    public static Starts of(Path distribution, Path work, int count) throws IOException {
        long[] with = new long[count];
        long[] without = new long[count];
        for (int i = -1; i < count; i++) {
            long on = one(distribution, work, "on");
            long off = one(distribution, work, "off");
            if (i >= 0) {
                with[i] = on;
                without[i] = off;
            }
        }
        Arrays.sort(with);
        Arrays.sort(without);
        return new Starts(with, without);
    }

    private static long one(Path distribution, Path work, String agent) throws IOException {
        Path home = work.resolve("start");
        try (RunningInstance instance = new RunningInstance(distribution, home, agent)) {
            return instance.nanosToPrompt() / 1_000_000;
        } finally {
            Interception.delete(home);
        }
    }

    /** For people. */
    public String table() {
        return String.format(Locale.ROOT, "%-26s %10s %10s %10s%n", "start to prompt, ms", "least", "median", "worst")
                + line("with the agent", with)
                + line("without", without);
    }

    private static String line(String name, long[] sorted) {
        return String.format(
                Locale.ROOT,
                "%-26s %10d %10d %10d%n",
                name,
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }
}

package org.doorward.itest.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the table at the end of a demo: what three readers of the same trail count.
 *
 * @param application what the application counted in this run, {@code -} if it does not count that
 * @param doorward events that Doorward's ausearch found
 * @param linuxAudit events that the ausearch of Linux audit found, {@code -} if it is not installed
 * @param search the options of both
 */
public record CountedSearch(String application, String doorward, String linuxAudit, String search) {
    private static final Pattern LINE = Pattern.compile(" +(-|[0-9]+) +([0-9]+) +(-|[0-9]+)   (-.*)");

    /** All lines of the table that a demo printed. */
    public static List<CountedSearch> of(Ran demo) {
        return demo.out()
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new CountedSearch(line.group(1), line.group(2), line.group(3), line.group(4)))
                .toList();
    }

    /** What a tool of Linux audit prints about a trail. */
    public static String linuxAudit(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return out;
    }
}

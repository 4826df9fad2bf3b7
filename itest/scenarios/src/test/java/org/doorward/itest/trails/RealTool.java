package org.doorward.itest.trails;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of the machine: the tools of the Debian package auditd, and the script that judges trails with them. */
final class RealTool {
    private static final Pattern EVENT = Pattern.compile("msg=audit\\([0-9.]+:([0-9]+)\\)");

    private RealTool() {}

    /** What it printed and returned. */
    record Answer(int exitCode, String out) {
        /** The serials of the events in it. */
        Set<Long> serials() {
            Set<Long> serials = new TreeSet<>();
            Matcher event = EVENT.matcher(out);
            while (event.find()) {
                serials.add(Long.parseLong(event.group(1)));
            }
            return serials;
        }

        /** The number behind {@code Number of WHAT: } of a summary. */
        int numberOf(String what) {
            Matcher number = Pattern.compile("Number of " + Pattern.quote(what) + ": (\\d+)")
                    .matcher(out);
            if (!number.find()) {
                throw new AssertionError("no number of [" + what + "] in:\n" + out);
            }
            return Integer.parseInt(number.group(1));
        }
    }

    static Answer checkTrail(Path trail, Path... expectations) {
        List<String> command = new ArrayList<>(List.of("bash", "src/test/tools/check-trail.sh", trail.toString()));
        for (Path expected : expectations) {
            command.add(expected.toString());
        }
        return run(command);
    }

    static Answer ausearch(Path trail, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ausearch", "-if", trail.toString(), "--raw"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static Answer aureport(Path trail, String... arguments) {
        List<String> command = new ArrayList<>(List.of("aureport", "-if", trail.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Answer run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return new Answer(process.waitFor(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(command + " does not run; it is in Debian's package auditd", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

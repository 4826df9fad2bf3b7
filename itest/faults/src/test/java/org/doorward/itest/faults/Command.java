package org.doorward.itest.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the machine. One that is missing, or fails, fails the test: nothing is skipped. */
final class Command {
    private Command() {}

    /** What it printed and returned. */
    record Answer(int exitCode, String out) {}

    /** Runs to its end, which must be 0; what it printed. */
    static String run(String... command) {
        Answer answer = ask(command);
        if (answer.exitCode != 0) {
            throw new AssertionError(
                    List.of(command) + " ended with [" + answer.exitCode + "], expected 0; it said: " + answer.out);
        }
        return answer.out.strip();
    }

    /** Runs to its end, whatever that is. */
    static Answer ask(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return new Answer(process.waitFor(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    List.of(command) + " does not run; .ci/run lists the packages that these tests need", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

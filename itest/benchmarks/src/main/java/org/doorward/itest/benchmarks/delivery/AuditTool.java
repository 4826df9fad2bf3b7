package org.doorward.itest.benchmarks.delivery;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command that reads a trail, as somebody types it: Doorward's or the original, start included, its output thrown away. */
final class AuditTool {
    private static final Path DOORWARD = Path.of(
            System.getProperty("doorward.distribution", "../../framework/dist/target/doorward"), "bin", "doorward");

    private final List<String> program;

    private AuditTool(List<String> program) {
        this.program = program;
    }

    /**
     * That of the distribution, with a heap of 256 MiB, installed as it should be: its archive of classes is made first.
     *
     * @throws IllegalStateException if that was refused
     */
    static AuditTool ofDoorward(String name) throws IOException, InterruptedException {
        Process archive =
                new ProcessBuilder(DOORWARD.toString(), "archive").inheritIO().start();
        if (archive.waitFor() != 0) {
            throw new IllegalStateException("exit [" + archive.exitValue() + "] of " + DOORWARD + " archive");
        }
        return new AuditTool(List.of(DOORWARD.toString(), name));
    }

    /** The real one. @throws MissingException if it is not installed */
    static AuditTool original(String name) {
        return new AuditTool(List.of(Tool.find(name, "auditd", List.of())));
    }

    /**
     * Runs it once; how many seconds that takes.
     *
     * @param options split at blanks
     * @throws IllegalStateException if it ended with something else than 0, found, or 1, nothing found
     */
    double seconds(Path trail, String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("-if", trail.toString()));
        Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("DOORWARD_OPTS", "-Xmx256m");
        long start = System.nanoTime();
        Process process = builder.start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0 && exit != 1) {
            throw new IllegalStateException("exit [" + exit + "] of " + command + ": " + said);
        }
        return seconds;
    }
}

package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of the machine. */
final class Tool {
    private Tool() {}

    /**
     * Where a program is.
     *
     * @param debian the package that has it
     * @param folders where to look behind the PATH
     * @throws MissingException if it is nowhere
     */
    static String find(String program, String debian, List<Path> folders) {
        List<Path> all = new ArrayList<>(folders);
        for (String folder : System.getenv("PATH").split(":")) {
            all.add(Path.of(folder));
        }
        all.add(Path.of("/usr/sbin"));
        return all.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new MissingException("[" + program + "] is not on this machine, looked in " + all
                        + "; install the Debian package [" + debian + "]"));
    }

    /** Refuses to go on for anybody but root. */
    static void requireRoot(String what) {
        if (!isRoot()) {
            throw new MissingException(
                    "user [" + System.getProperty("user.name") + "] cannot " + what + ": run as root");
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Runs a program to its end; what it wrote. @throws IOException with that if it failed */
    static String run(List<String> command) throws IOException, InterruptedException {
        return run(command, null);
    }

    /** As {@link #run(List)}, with its output in a file: what it starts may go on writing there. {@code null}: none. */
    static String run(List<String> command, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        if (output != null) {
            builder.redirectOutput(output.toFile());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("exit [" + exit + "] of " + command + ": "
                    + (output == null ? said : Files.readString(output, StandardCharsets.UTF_8)));
        }
        return said;
    }
}

package org.doorward.tools;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The real {@code aureport} of the Debian package auditd. */
final class OriginalAureport {
    private OriginalAureport() {}

    /** What it printed and returned. */
    record Found(int exitCode, String out) {}

    static Found report(Path trail, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aureport", "-if", trail.toString()));
        command.addAll(arguments);
        ProcessBuilder original = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        original.environment().put("LC_ALL", "C");
        original.environment().put("TZ", ZoneId.systemDefault().getId());
        Process process = original.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Found(process.waitFor(), out);
    }
}

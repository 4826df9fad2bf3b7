package org.doorward.tools.search;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.tools.Run;

/** The real {@code ausearch} of the Debian package auditd. */
final class OriginalAusearch {
    private OriginalAusearch() {}

    /** What it found. */
    record Found(int exitCode, String out) {
        Set<String> events() {
            return Run.events(out);
        }
    }

    static Found search(Path trail, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ausearch", "-if", trail.toString()));
        command.addAll(arguments);
        ProcessBuilder original = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        original.environment().put("LC_ALL", "C");
        original.environment().put("TZ", ZoneId.systemDefault().getId());
        Process process = original.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Found(process.waitFor(), out);
    }
}

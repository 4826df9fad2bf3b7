package org.doorward.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.tools.ExitCode;

/**
 * A main class that runs commands for the sake of the classes that they load, for {@link ArchiveCommand}. They find nothing, or say that there is
 * no instance.
 */
final class Rehearsal {
    private static final String TRAIL = "rehearsal.log";

    private static final List<String> COMMANDS = List.of(
            "ausearch -if TRAIL --just-one",
            "ausearch -if TRAIL --index always -k no-such",
            "ausearch -if TRAIL -k renames -f /srv -ui root -sv yes -ts today --format csv",
            "ausearch -if TRAIL -m ALL -i --just-one",
            "aureport -if TRAIL",
            "aureport -if TRAIL -f -i",
            "aureport -if TRAIL -k --summary",
            "aulast -if TRAIL",
            "why -if TRAIL 1",
            "exec lb",
            "auditctl -s",
            "aa-status",
            "--help");

    /** So that an index of it is made. */
    private static final int TRAIL_BYTES = 3 * 1024 * 1024;

    private Rehearsal() {}

    private static void write(Path trail) throws IOException {
        byte[] records;
        try (InputStream in = Rehearsal.class.getResourceAsStream(TRAIL)) {
            records = in.readAllBytes();
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(trail))) {
            for (int written = 0; written < TRAIL_BYTES; written += records.length) {
                out.write(records);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Runs them. */
    public static void main(String[] words) throws IOException {
        Path folder = Files.createTempDirectory("doorward");
        Path trail = folder.resolve(TRAIL);
        try {
            write(trail);
            for (String command : COMMANDS) {
                Client.run(Stream.of(("--home HOME " + command).split(" "))
                        .map(word -> word.equals("TRAIL")
                                ? trail.toString()
                                : word.equals("HOME") ? folder.toString() : word)
                        .toArray(String[]::new));
            }
        } finally {
            delete(folder);
        }
        System.exit(ExitCode.DONE);
    }
}

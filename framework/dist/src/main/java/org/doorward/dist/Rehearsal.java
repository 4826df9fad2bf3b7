package org.doorward.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static final String OTHERS =
            "type=USER msg=audit(1750000000.003:3): pid=4242 uid=1000 msg='op=none res=success'\n";
    private static final int OTHER_RECORDS = 20_000;

    private static final List<String> OF_A_TRAIL = List.of(
            "ausearch -if TRAIL --index always -a 2",
            "ausearch -if TRAIL -k renames -f /srv/data/f1 -ui 1000 -sv no -m SYSCALL -c org.example.b1 -p 4242 -ts 1/1/2025 -te now -i",
            "ausearch -if TRAIL -x /srv/none --format raw",
            "ausearch -if TRAIL --bundle org.example.b1 --kind file.rename --format json",
            "aureport -if TRAIL",
            "aureport -if TRAIL -f -i",
            "aureport -if TRAIL -k --summary",
            "aulast -if TRAIL",
            "why -if TRAIL 2");

    private static final List<String> OF_AN_INSTANCE = List.of("exec lb", "auditctl -s", "aa-status");

    private Rehearsal() {}

    /** Runs them; exit code 0, or 2 if one that reads the trail was refused: it would have loaded next to nothing. */
    public static void main(String[] words) throws IOException {
        int exit = ExitCode.DONE;
        Path folder = Files.createTempDirectory("doorward");
        Path trail = folder.resolve(TRAIL);
        try {
            write(trail);
            for (String command : OF_A_TRAIL) {
                if (run(command, folder, trail) == ExitCode.REFUSED) {
                    System.out.println("rehearsal: [" + command + "] was refused");
                    exit = ExitCode.REFUSED;
                }
            }
            for (String command : OF_AN_INSTANCE) {
                run(command, folder, trail);
            }
        } finally {
            delete(folder);
        }
        System.exit(exit);
    }

    /** Long enough for an index. */
    private static void write(Path trail) throws IOException {
        try (InputStream records = Rehearsal.class.getResourceAsStream(TRAIL)) {
            Files.copy(records, trail);
        }
        Files.writeString(trail, OTHERS.repeat(OTHER_RECORDS), StandardOpenOption.APPEND);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static int run(String command, Path folder, Path trail) {
        return Client.run(Stream.concat(
                        Stream.of("--home", folder.toString()),
                        Stream.of(command.split(" ")).map(word -> word.equals("TRAIL") ? trail.toString() : word))
                .toArray(String[]::new));
    }
}

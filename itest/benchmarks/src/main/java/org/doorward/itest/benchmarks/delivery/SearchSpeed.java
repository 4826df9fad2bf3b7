package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.doorward.tools.PicocliTool;
import org.doorward.tools.search.AusearchCommand;
import org.doorward.tools.terminal.Terminal;

/*
 * What is searched for is what people search for: rare. Each thousandth event has the key, the user, the result and the type; 78 have a file of that name or a
 * longer one. The original reads all of it each time. Doorward has its index, made once by a search before, which is a figure, too; "started" means
 * that the JVM starts for the search, "warm" that it is one that searched before, as the shell's. What each tenth or twentieth event has is in each
 * block, so that all is read: shown, and no floor.
 */
/** Searches of {@code ausearch} beside the original's. */
final class SearchSpeed {
    private static final long TRAIL = 300_000_000;
    private static final int LONG_TRAIL_SEGMENTS = 10;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 30;
    private static final double LEAST = 20;
    private static final double LEAST_WARM = 100;
    private static final double MOST_MILLIS = 50;
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    private static final List<String> BY_TEXT = List.of("-k intrusion", "-f /srv/data/f4711", "-m AVC");
    private static final List<String> BY_USER = List.of("-ui 1001", "-sv no", "-ui 1001 -sv no");
    private static final List<String> COMMON = List.of("-k k7", "-m AVC", "-sv no");
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    static {
        String second = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .format(Instant.ofEpochSecond(1_750_000_200L).atZone(ZoneId.systemDefault()));
        PLACES.put("by serial", "-a 200000");
        PLACES.put("by time", "-ts " + second + " -te " + second);
    }

    private final Figures figures = new Figures();
    private final AuditTool doorward;
    private final AuditTool original = AuditTool.original("ausearch");

    private SearchSpeed() throws IOException, InterruptedException {
        doorward = AuditTool.ofDoorward("ausearch");
    }

    static Figures run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("doorward-benchmark");
        try {
            return new SearchSpeed().measure(work);
        } finally {
            WorkFolder.delete(work);
        }
    }

    private Figures measure(Path work) throws IOException, InterruptedException {
        Path event = work.resolve("event.log");
        OperationsTrail.QUIET.write(event, 1);
        Path quiet = trail(work, "quiet", OperationsTrail.QUIET);
        Path busy = trail(work, "busy", OperationsTrail.BUSY);
        figures.add("first search, makes the index", "ms", 1000 * doorward.seconds(quiet, "-a 1 --index always"));
        doorward.seconds(busy, "-a 1 --index always");
        for (int round = 0; round < ROUNDS; round++) {
            figures.add("one event, started", "ms", 1000 * doorward.seconds(event, "-a 1"));
            BY_TEXT.forEach(search -> started(search, "", quiet));
            BY_USER.forEach(search -> started(search, "", quiet));
            COMMON.forEach(search -> started(search, "common ", busy));
        }
        BY_USER.forEach(search -> warm(search, search, quiet));
        Path folder = longTrail(work);
        PLACES.forEach((name, search) -> warm(name + ", 300 MB", search, quiet));
        PLACES.forEach((name, search) -> warm(name + ", 3 GB", search, folder));
        BY_TEXT.forEach(search -> figures.ratio("original " + search, search + ", started", LEAST));
        BY_USER.forEach(search -> figures.ratio("original " + search, search + ", started", 0));
        BY_USER.forEach(search -> figures.ratio("original " + search, search + ", warm", LEAST_WARM));
        COMMON.forEach(search -> figures.ratio("original common " + search, "common " + search + ", started", 0));
        PLACES.keySet().forEach(name -> figures.atMost(name + ", 300 MB, warm", MOST_MILLIS));
        PLACES.keySet().forEach(name -> figures.atMost(name + ", 3 GB, warm", MOST_MILLIS));
        return figures;
    }

    private static Path trail(Path work, String name, OperationsTrail mix) throws IOException {
        Path file = Files.createDirectory(work.resolve(name)).resolve("audit.log");
        mix.write(file, TRAIL);
        return file;
    }

    /** A folder of segments, each as long as the other trails. */
    private static Path longTrail(Path work) throws IOException {
        Path folder = Files.createDirectory(work.resolve("long"));
        for (int i = 0; i < LONG_TRAIL_SEGMENTS; i++) {
            String number = i == 0 ? "" : "." + i;
            OperationsTrail.QUIET.write(
                    folder.resolve("audit.log" + number), TRAIL, 1 + 1_000_000L * (LONG_TRAIL_SEGMENTS - 1 - i));
        }
        return folder;
    }

    private void started(String search, String prefix, Path trail) {
        try {
            figures.add(prefix + search + ", started", "ms", 1000 * doorward.seconds(trail, search));
            figures.add("original " + prefix + search, "ms", 1000 * original.seconds(trail, search));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in [" + search + "]", e);
        }
    }

    private void warm(String name, String search, Path trail) {
        PicocliTool tool = new PicocliTool(() -> AusearchCommand.over(() -> trail));
        List<String> words = List.of(("-if " + trail + " " + search).split(" "));
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            long start = System.nanoTime();
            int exit = tool.run(words, NOWHERE, System.err, Terminal.NONE);
            double millis = (System.nanoTime() - start) / 1e6;
            if (exit != 0) {
                throw new IllegalStateException("exit [" + exit + "] of ausearch " + words);
            }
            if (i >= WARM_UP) {
                figures.add(name + ", warm", "ms", millis);
            }
        }
    }
}

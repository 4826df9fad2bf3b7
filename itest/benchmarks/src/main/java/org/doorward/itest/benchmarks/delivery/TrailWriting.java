package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.itest.benchmarks.Names;
import org.doorward.transport.Flush;
import org.doorward.transport.TransportSettings;

/*
 * The rival gets what the trail holds, line by line, as strings that are ready: it copies, where the trail's drain reads an event, formats
 * and accounts for it. Neither syncs (flush = none), neither loses: both wait for room.
 */
/** Records per second from the first one until all are with the operating system and the writer is closed. One producer. */
final class TrailWriting {
    private static final int ROUNDS = 5;
    private static final int EVENTS = 150_000;
    private static final int SAMPLE = 20_000;
    private static final int WARMUPS = 2;

    private final WorkFolder work;
    private final Figures figures = new Figures();

    private TrailWriting(WorkFolder work) {
        this.work = work;
    }

    static Figures run() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.make()) {
            return new TrailWriting(work).measure();
        }
    }

    private Figures measure() throws IOException {
        List<String> lines = sample();
        int records = EVENTS * (lines.size() / SAMPLE);
        double bytes = lines.stream().mapToInt(String::length).average().orElseThrow() + 1;
        for (int i = 0; i < WARMUPS; i++) {
            trail(EVENTS);
            rival(lines, records);
        }
        for (int round = 0; round < ROUNDS; round++) {
            figures.add("log4j2 async", "records/s", records / rival(lines, records));
            figures.add("trail", "records/s", records / trail(EVENTS));
        }
        figures.ratio("trail", "log4j2 async", 1);
        figures.fact(String.format(
                java.util.Locale.ROOT,
                "disk [%s], records of [%.0f] bytes, [%d] for an event, [%d] in a round",
                work.disk(),
                bytes,
                lines.size() / SAMPLE,
                records));
        return figures;
    }

    private RecordedEngine engine() throws IOException {
        TransportSettings settings = TransportSettings.defaults().withFlush(Flush.NONE, 50);
        return new RecordedEngine(work.resolve("trail"), Lane.RELIABLE, settings, Commit.NONE, false);
    }

    /** The lines of some events. */
    private List<String> sample() throws IOException {
        try (RecordedEngine engine = engine()) {
            emit(engine, SAMPLE);
            engine.endWithoutLosses();
            List<String> all = Files.readAllLines(engine.file(), StandardCharsets.UTF_8);
            // before and behind them stands what core says of its own start and end
            List<String> lines = all.subList(0, 1 + lastThatBegins(all, "type=PROCTITLE ")).stream()
                    .dropWhile(line -> !line.startsWith("type=SYSCALL "))
                    .toList();
            if (lines.size() % SAMPLE != 0) {
                throw new IllegalStateException("[" + lines.size() + "] records of [" + SAMPLE + "] events");
            }
            return lines;
        }
    }

    private static int lastThatBegins(List<String> lines, String beginning) {
        int at = lines.size() - 1;
        while (!lines.get(at).startsWith(beginning)) {
            at--;
        }
        return at;
    }

    private static void emit(RecordedEngine engine, int events) {
        Names names = new Names();
        for (int i = 0; i < events; i++) {
            engine.operation(names.next());
        }
    }

    /** Seconds. */
    private double trail(int events) throws IOException {
        try (RecordedEngine engine = engine()) {
            long start = System.nanoTime();
            emit(engine, events);
            engine.endWithoutLosses();
            double seconds = (System.nanoTime() - start) / 1e9;
            long written = engine.count("type=SYSCALL ");
            if (written != events) {
                throw new IllegalStateException("[" + written + "] of [" + events + "] events are in the trail");
            }
            return seconds;
        }
    }

    /** Seconds. */
    private double rival(List<String> lines, int records) throws IOException {
        Path file = work.resolve("log4j2.log");
        long bytes = 0;
        for (int i = 0; i < records; i++) {
            bytes += lines.get(i % lines.size()).length() + 1;
        }
        try {
            double seconds = Log4jWriting.seconds(file, lines, records);
            if (Files.size(file) != bytes) {
                throw new IllegalStateException(
                        "the rival wrote [" + Files.size(file) + "] bytes, not [" + bytes + "]");
            }
            return seconds;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

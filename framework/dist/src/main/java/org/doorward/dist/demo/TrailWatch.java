package org.doorward.dist.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailLog;

/** The events of this run of the demo, as they stand in the trail. Serials go on from run to run. For one thread. */
final class TrailWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path folder;
    private final long before;

    private TrailWatch(Path folder, long before) {
        this.folder = folder;
        this.before = before;
    }

    /** From here on: what is in the trail already belongs to earlier runs. */
    static TrailWatch from(Path folder) throws IOException {
        long last = 0;
        for (TrailEvent event : read(folder, 0)) {
            last = Math.max(last, event.serial());
        }
        return new TrailWatch(folder, last);
    }

    /** The serial of the last event of earlier runs, 0 if there is none. */
    long before() {
        return before;
    }

    /** All events of this run that are whole, oldest first. */
    List<TrailEvent> events() throws IOException {
        return read(folder, before);
    }

    /**
     * Waits for the first event of this kind.
     *
     * @param what it is, for the message
     * @param after a serial: events of this run up to it do not count
     * @throws StepFailedException if none comes
     */
    TrailEvent await(String what, long after, Predicate<TrailEvent> wanted)
            throws IOException, InterruptedException, StepFailedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (TrailEvent event : events()) {
                if (event.serial() > after && wanted.test(event)) {
                    return event;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StepFailedException("no event in " + folder + " for " + PATIENCE.toSeconds() + " s: " + what);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The serial of the last event of this run, 0 if there is none. */
    long lastSerial() throws IOException {
        List<TrailEvent> events = events();
        return events.isEmpty() ? 0 : events.get(events.size() - 1).serial();
    }

    private static List<TrailEvent> read(Path folder, long after) throws IOException {
        List<TrailEvent> events = new ArrayList<>();
        if (Files.notExists(folder.resolve("audit.log"))) {
            return events;
        }
        try (TrailReader reader = new TrailLog(folder)) {
            for (TrailEvent event = reader.next(); event != null; event = reader.next()) {
                if (event.serial() > after && isWhole(event)) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    /* The writer may be in the middle of the last one: an operation's event ends with PROCTITLE. */
    private static boolean isWhole(TrailEvent event) {
        return record(event, "SYSCALL") == null || record(event, "PROCTITLE") != null;
    }

    /** The first record of a type, or {@code null}. */
    static TrailRecord record(TrailEvent event, String type) {
        for (TrailRecord record : event.records()) {
            if (record.type().equals(type)) {
                return record;
            }
        }
        return null;
    }

    /** An operation of this kind, with this key; {@code key} may be {@code null}: any. */
    static Predicate<TrailEvent> operation(String kind, String key) {
        return event -> {
            TrailRecord call = record(event, "SYSCALL");
            return call != null
                    && kind.equals(call.raw("kind"))
                    && (key == null || keys(call).contains(key));
        };
    }

    /** An operation of a bundle. */
    static Predicate<TrailEvent> by(String symbolicName) {
        return event -> {
            TrailRecord call = record(event, "SYSCALL");
            return call != null && symbolicName.equals(call.text("bundle"));
        };
    }

    /** An operation on a file of this name. */
    static Predicate<TrailEvent> on(Path file) {
        return event -> event.records().stream()
                .anyMatch(record ->
                        record.type().equals("PATH") && file.toString().equals(record.text("name")));
    }

    /** A fact of the engine: a record of this type with this text. */
    static Predicate<TrailEvent> fact(String type, String text) {
        return event -> {
            TrailRecord fact = record(event, type);
            return fact != null && fact.line().contains(text);
        };
    }

    static boolean succeeded(TrailEvent event) {
        return "yes".equals(record(event, "SYSCALL").raw("success"));
    }

    static List<String> keys(TrailRecord call) {
        String keys = call.text("key");
        return keys == null ? List.of() : List.of(keys.split("\1"));
    }
}

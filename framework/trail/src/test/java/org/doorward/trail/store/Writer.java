package org.doorward.trail.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.doorward.event.EventEncoder;

/** Writes to a trail as the drain does, with a clock that stands still, and keeps account of what was acknowledged. */
final class Writer implements AutoCloseable {
    private static final long FIRST_FACT = 1_000_000;

    final Path file;
    final HeardListener heard = new HeardListener();
    final FaultyDisk disk;
    /** Acknowledged by a flush or a sync. */
    final Set<Long> acknowledged = new LinkedHashSet<>();
    /** Acknowledged by a sync that returned. */
    final Set<Long> durable = new LinkedHashSet<>();

    final List<IOException> failures = new ArrayList<>();
    volatile long nanos;
    final TrailFile trail;
    private final List<Long> appended = new ArrayList<>();
    private final EventEncoder fact = new EventEncoder();
    private long serial;
    private long factSerial = FIRST_FACT;

    Writer(Path file, TrailSettings settings, FaultyDisk disk) throws IOException {
        this.file = file;
        this.disk = disk;
        this.trail = new TrailFile(settings, Events.text(), heard, disk, () -> nanos);
    }

    static Writer of(Path file, FaultyDisk disk) throws IOException {
        return new Writer(file, new TrailSettings(file, 0, 5), disk);
    }

    /** Appends the next event. */
    boolean append() {
        return append(Events.rename(++serial));
    }

    boolean append(EventEncoder event) {
        try {
            trail.append(event.array(), 0, event.length());
            appended.add(event.serial());
            return true;
        } catch (IOException e) {
            failures.add(e);
            return false;
        }
    }

    boolean flush() {
        return acknowledge(false);
    }

    boolean sync() {
        return acknowledge(true);
    }

    private boolean acknowledge(boolean sync) {
        try {
            if (sync) {
                trail.sync();
                durable.addAll(acknowledged);
                durable.addAll(appended);
            } else {
                trail.flush();
            }
            acknowledged.addAll(appended);
            return true;
        } catch (IOException e) {
            failures.add(e);
            return false;
        } finally {
            appended.clear();
        }
    }

    /** Takes what the trail has to say to the trail, as the drain does after a run. */
    void facts() {
        while (trail.nextFact(fact)) {
            fact.stamp(1750000000000L + factSerial, factSerial++);
            append(fact);
        }
        if (!appended.isEmpty()) {
            flush();
        }
    }

    /** So much time passes, and the drain looks in. */
    void later(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        facts();
    }

    /** A run of the drain: so many events, and a sync. */
    boolean run(int events) {
        for (int i = 0; i < events; i++) {
            append();
        }
        boolean kept = sync();
        facts();
        return kept;
    }

    long serial() {
        return serial;
    }

    /** The lines of facts in the trail, without what every fact has. */
    List<String> told() throws IOException {
        List<String> told = new ArrayList<>();
        for (Path segment : segments(file)) {
            for (String line : Files.readAllLines(segment)) {
                if (line.startsWith("type=DAEMON_")) {
                    told.add(line.replaceAll("^type=DAEMON_(\\S+) msg=\\S+ (.*) auid=.*$", "$1 $2"));
                }
            }
        }
        return told;
    }

    /** Oldest first. */
    static List<Path> segments(Path file) {
        List<Path> segments = new ArrayList<>();
        for (int number = 1; Files.exists(file.resolveSibling("audit.log." + number)); number++) {
            segments.add(0, file.resolveSibling("audit.log." + number));
        }
        if (Files.exists(file)) {
            segments.add(file);
        }
        return segments;
    }

    @Override
    public void close() throws IOException {
        trail.close();
    }
}

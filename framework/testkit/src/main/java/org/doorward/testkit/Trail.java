package org.doorward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.module.Kind;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailLog;

/** What a trail held at one moment, decoded, oldest event first. Immutable, safe for all threads. All lists are unmodifiable. */
public final class Trail {
    private final List<TrailEvent> events;
    private final long skipped;

    private Trail(List<TrailEvent> events, long skipped) {
        this.events = List.copyOf(events);
        this.skipped = skipped;
    }

    /** Reads all segments of a folder. While the engine writes, the last line may be there by half: it is skipped. */
    static Trail read(Path folder) {
        try (TrailLog log = new TrailLog(folder)) {
            List<TrailEvent> events = new ArrayList<>();
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                events.add(event);
            }
            return new Trail(events, log.skipped());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines were no records. */
    long skipped() {
        return skipped;
    }

    /** Everything. */
    public List<TrailEvent> events() {
        return events;
    }

    /** The events of operations: those with a SYSCALL record. */
    public List<TrailEvent> operations() {
        return only(Trail::isOperation);
    }

    /** The events of operations of this kind. */
    public List<TrailEvent> operations(Kind kind) {
        return operations(kind.name());
    }

    /** The events of operations of this kind. @param kind {@code family.verb} */
    public List<TrailEvent> operations(String kind) {
        return only(event -> isOperation(event)
                && event.records().stream()
                        .anyMatch(record -> record.type().equals("SYSCALL") && kind.equals(record.raw("kind"))));
    }

    /** The facts of the engine of this type: {@code SERVICE_START}, {@code DAEMON_ERR}, {@code ANOM_RBAC_FAIL}, ... */
    public List<TrailEvent> facts(String type) {
        return only(
                event -> !isOperation(event) && event.records().get(0).type().equals(type));
    }

    /**
     * The event that an {@code OperationDeniedException} names.
     *
     * @param eventId {@code audit(SEC.MMM:SERIAL)}
     * @throws AssertionError if it is not in the trail
     */
    public TrailEvent event(String eventId) {
        return events.stream()
                .filter(event -> event.records().get(0).line().contains("msg=" + eventId + ":"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("event [" + eventId + "] is not in the trail:\n" + this));
    }

    /** All lines, as they stand in the files. */
    public List<String> lines() {
        return events.stream()
                .flatMap(event -> event.records().stream())
                .map(record -> record.line())
                .toList();
    }

    private static boolean isOperation(TrailEvent event) {
        return event.records().stream().anyMatch(record -> record.type().equals("SYSCALL"));
    }

    private List<TrailEvent> only(Predicate<TrailEvent> wanted) {
        return events.stream().filter(wanted).toList();
    }

    /** The lines, for messages. */
    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}

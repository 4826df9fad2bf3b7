package org.doorward.tools.trail;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.doorward.tools.terminal.Progress;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.read.TrailLog;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine;

/** A trail that a command reads from its beginning on, with the messages that all commands have for it. Not safe for several threads. */
public final class TrailScan implements TrailReader {
    private final Path source;
    private final TrailLog log;
    private Progress progress;

    /**
     * Opens a trail.
     *
     * @param query what is known beforehand of the events that are wanted
     * @throws IOException if there is none, or it may not be read; the message names it
     */
    public TrailScan(Path source, TrailQuery query) throws IOException {
        this(source, query, true);
    }

    /** The same, with or without the index that there may be. */
    public TrailScan(Path source, TrailQuery query, boolean indexed) throws IOException {
        this.source = existing(source);
        try {
            log = new TrailLog(source, query, indexed);
        } catch (IOException e) {
            throw named(e);
        }
    }

    /** The same trail. @throws IOException if there is none; the message says how to name another */
    public static Path existing(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new IOException("there is no trail [" + source + "]; name one with -if, or an instance with --home");
        }
        return source;
    }

    /** Shows from here on how far it is, if the command has a terminal for that. */
    public void showProgress(CommandLine command) throws IOException {
        progress = Progress.of(command, log::position, size(source));
    }

    /** Shows from here on each line that is no record, a char for each byte, while it reads; what an index passes over is not seen. */
    public void onNoRecord(Consumer<String> listener) {
        log.onNoRecord(listener);
    }

    /** Of all segments, in bytes; more than is read if others stand in the folder. */
    static long size(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return Files.size(source);
        }
        long size = 0;
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(source, "audit.log*")) {
            for (Path segment : segments) {
                size += Files.size(segment);
            }
        } catch (NoSuchFileException e) {
            return 0; // rotated just now
        }
        return size;
    }

    /**
     * The next event that the query does not rule out, or {@code null} at the end.
     *
     * @throws IOException if it cannot be read, or not a single line is a record: most likely another file was meant
     */
    @Override
    public TrailEvent next() throws IOException {
        TrailEvent event;
        try {
            event = log.next();
        } catch (IOException e) {
            throw named(e);
        }
        if (event == null) {
            checkIsTrail();
        }
        return event;
    }

    /** Hands over what is left, read and prepared on a thread of its own. @throws IOException as {@link #next()} */
    public <T> void forEach(Function<TrailEvent, T> prepare, Consumer<T> reader) throws IOException {
        try (ReadAhead<T> ahead = new ReadAhead<>(log, log::position, prepare)) {
            for (List<T> events = ahead.next(); !events.isEmpty(); events = ahead.next()) {
                for (T event : events) { // forEach of the list would be compiled with all that a report does, once more
                    reader.accept(event);
                }
            }
        } catch (IOException e) {
            throw named(e);
        }
        checkIsTrail();
    }

    /** As {@link TrailLog#wantAll()}. */
    public void wantAll() {
        log.wantAll();
    }

    /** As {@link TrailLog#firstMillis()}. */
    public long firstMillis() {
        return log.firstMillis();
    }

    /** As {@link TrailLog#latestMillis()}. */
    public long latestMillis() {
        return log.latestMillis();
    }

    /** Whether no event was read. */
    public boolean isEmpty() {
        return log.events() == 0;
    }

    private void checkIsTrail() throws IOException {
        if (log.events() == 0 && log.skipped() > 0) {
            throw new IOException("[" + source + "] is no trail: none of its " + log.skipped()
                    + " lines begins with type=TYPE msg=audit(SECONDS:SERIAL)");
        }
    }

    /** What is to be said of the lines that were passed over until now, or {@code null} if none was. */
    public String remark() {
        return log.skipped() == 0 ? null : "[" + log.skipped() + "] lines are no records and were passed over";
    }

    private IOException named(IOException e) {
        return unreadable(source, e);
    }

    /** What went wrong with a trail, for the user. */
    public static IOException unreadable(Path source, IOException e) {
        String why = e.getMessage();
        if (e instanceof NoSuchFileException missing) {
            why = "there is no [" + missing.getFile() + "]";
        } else if (e instanceof AccessDeniedException denied) {
            why = "permission denied for [" + denied.getFile() + "]; only the user that Doorward runs as may read it";
        }
        return new IOException("the trail [" + source + "] cannot be read: " + why, e);
    }

    @Override
    public void close() throws IOException {
        if (progress != null) {
            progress.close();
        }
        log.close();
    }
}

package org.doorward.tools.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.store.TrailLog;

/** A trail read from its beginning to its end, with messages that name it. Not safe for several threads. */
final class TrailScan implements Closeable {
    private final Path source;
    private final TrailLog log;

    /** @throws IOException if there is none, or it may not be read */
    TrailScan(Path source) throws IOException {
        this.source = source;
        try {
            log = new TrailLog(source);
        } catch (IOException e) {
            throw named(e);
        }
    }

    /** Reads what is left. */
    void forEach(Consumer<TrailEvent> reader) throws IOException {
        boolean any = false;
        try (ReadAhead ahead = new ReadAhead(log)) {
            for (List<TrailEvent> events = ahead.next(); !events.isEmpty(); events = ahead.next()) {
                any = true;
                events.forEach(reader);
            }
        } catch (IOException e) {
            throw named(e);
        }
        if (!any && log.skipped() > 0) {
            throw new IOException("[" + source + "] is no trail: none of its " + log.skipped()
                    + " lines begins with type=TYPE msg=audit(SECONDS:SERIAL)");
        }
    }

    /** How many lines were no records. */
    long skipped() {
        return log.skipped();
    }

    private IOException named(IOException e) {
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
        log.close();
    }
}

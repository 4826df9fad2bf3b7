package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.ProcessIdentity;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PathBody;
import org.doorward.itest.benchmarks.GuardedEngine;
import org.doorward.itest.benchmarks.Modules;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/** Core, transport and a trail on the disk, with one module that flags every operation and adds a field. */
final class RecordedEngine implements AutoCloseable {
    private static final PathBody<String, String, RuntimeException> BODY = path -> path;

    private final Path file;
    private final TrailFile trail;
    private final Between sink;
    private final GuardedEngine engine;
    private final OperationGuard guard;

    /** A trail in this folder, which is made; one segment. */
    RecordedEngine(Path folder, Lane lane, TransportSettings settings, Commit commit) throws IOException {
        this(folder, lane, settings, commit, true);
    }

    /** @param syncs whether the drain's syncs reach the disk; if not, they hand to the operating system */
    RecordedEngine(Path folder, Lane lane, TransportSettings settings, Commit commit, boolean syncs)
            throws IOException {
        file = folder.resolve("audit.log");
        EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[32]);
        trail = new TrailFile(new TrailSettings(file, 0, 2), text, TrailListener.NONE);
        sink = new Between(trail, syncs);
        engine = new GuardedEngine(
                List.of(Modules.deployed("secrets", module(lane), "file.open")),
                settings,
                commit,
                sink,
                (message, cause) -> {});
        guard = engine.guard();
    }

    private static SecurityModule module(Lane lane) {
        return lane == Lane.RELIABLE
                ? (operation, audit) -> {
                    audit.flag("secrets").field("class", "restricted");
                    return Decision.PASS;
                }
                : (operation, audit) -> {
                    audit.trace("secrets").field("class", "restricted");
                    return Decision.PASS;
                };
    }

    /** One operation, which becomes one event. */
    void operation(String name) {
        guard.<String, RuntimeException>file(Kind.FILE_OPEN, name, BODY);
    }

    Path file() {
        return file;
    }

    TransportStatus status() {
        return engine.status();
    }

    /** Closes the engine: all that is kept is with the operating system. */
    TransportStatus end() {
        return engine.end();
    }

    /** As {@link #end}, and refuses figures of an engine that lost something. */
    TransportStatus endWithoutLosses() {
        TransportStatus status = end();
        for (Lane lane : Lane.values()) {
            if (status.emitted(lane) != status.written(lane)) {
                throw new IllegalStateException("lane [" + lane.token() + "]: emitted [" + status.emitted(lane)
                        + "] but written [" + status.written(lane) + "]: the figure is not that of keeping them");
            }
        }
        return status;
    }

    /** Closes and deletes the trail. */
    @Override
    public void close() throws IOException {
        engine.end();
        trail.close();
        WorkFolder.delete(file.getParent());
    }

    /** Bytes of the longest event in the backlog; known when it has ended. */
    int longestEvent() {
        return sink.longest;
    }

    /** Bytes of the trail. */
    long size() throws IOException {
        return Files.size(file);
    }

    /** Lines of the trail that begin with this, counted without the project's reader. */
    long count(String beginning) throws IOException {
        byte[] wanted = beginning.getBytes(StandardCharsets.US_ASCII);
        long count = 0;
        byte[] chunk = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            int at = 0; // of the line; less than 0: it begins otherwise
            for (int size = in.read(chunk); size > 0; size = in.read(chunk)) {
                for (int i = 0; i < size; i++) {
                    if (chunk[i] == '\n') {
                        at = 0;
                    } else if (at >= 0) {
                        at = chunk[i] == wanted[at] ? at + 1 : -1;
                        if (at == wanted.length) {
                            count++;
                            at = -1;
                        }
                    }
                }
            }
        }
        return count;
    }

    /** Between drain and trail; the drain's own but for the length, which is read when the drain has ended. */
    private static final class Between implements EventSink {
        private final EventSink sink;
        private final boolean syncs;
        private volatile int longest;

        Between(EventSink sink, boolean syncs) {
            this.sink = sink;
            this.syncs = syncs;
        }

        @Override
        public void append(byte[] event, int offset, int length) throws IOException {
            if (length > longest) {
                longest = length;
            }
            sink.append(event, offset, length);
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }

        @Override
        public void sync() throws IOException {
            if (syncs) {
                sink.sync();
            } else {
                sink.flush();
            }
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}

package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;

/*
 * How it can lose a record, block a caller or leak, and the test that shows that it does not:
 *  - a write takes only a part:                        aShortWriteIsContinued
 *  - a write fails in the middle of an event:          aFailedWriteLeavesNoPartOfAnEvent
 *  - what was cut off could not be cut off:            whatCouldNotBeTakenBackIsTakenBackBeforeTheNextWrite
 *  - append fails, and takes older events with it:     aFailedAppendLosesItsEventOnly
 *  - flush fails, and some of its events stay:         aFailedFlushLosesEverythingSinceTheLastOne
 *  - a crash leaves half an event:                     noCutOfTheTailLeavesAPartOfAnEvent (every byte of the last event)
 *  - a long tail of garbage hides the last serial:     aLongTailOfGarbageIsSetAsideAndTheSerialsGoOn
 *  - two writers interleave:                           aSecondWriterIsRefused, aRefusedWriterDoesNotFreeTheLockForOtherProcesses
 *  - a killed process leaves its lock behind:          aLockEndsWithItsProcess (the kernel's, not a file's existence)
 *  - a cut anywhere leaves half an event:              TrailPropertyTest.aTrailCutAtAnyByteRecoversToAPrefixOfWholeEvents
 *  - a file that is no trail keeps us from starting:   aFileThatIsNoTrailIsSetAsideUnchanged, TrailPropertyTest.whateverIsInTheFile...
 *  - a folder of that name, a damaged older segment:   aFolderInPlaceOfTheTrailIsSetAside, anOlderSegmentThatCannotBeRead...
 *  - others can read or change it:                     fileAndFolderAreTheOwnersAlone, aTrailThatOthersCouldReadIsTheirsNoLonger
 *  - rotation drops or doubles an event:               rotationKeepsEveryEventOnce
 *  - rotation fails, and nothing is written any more:  whereRotationFailsTheSegmentGoesOn
 *  - a crash in a rotation hides older segments:       aGapThatACrashLeftAmongTheSegmentsIsClosed
 *  - an interrupt closes the channel: the drain's thread alone writes, and nobody has it to interrupt it (the class that owns the
 *    thread says so); close may be called by any thread: anInterruptDoesNotKeepCloseFromWriting
 */
/**
 * The trail on the disk: events become text and are appended to {@code audit.log}, mode 0600, in a folder of mode 0700.
 *
 * <p>Belongs to the drain: one thread at a time. {@link #append} fills a buffer of 64 KiB and writes it when it is full; {@link #flush} writes
 * what is left. What the file holds is what was acknowledged: a failed append leaves out its event only, a failed flush or sync takes the
 * file back to where the last successful one ended.
 *
 * <pre>
 *   audit.log  |---- acknowledged by flush or sync ----|---- written by append ----|  buffer
 *                                              confirmed                         end
 * </pre>
 *
 * <p>The segment is rotated after the flush or sync with which it passes its size, so that no failure has to take back events of two
 * segments.
 */
public final class TrailFile implements EventSink {
    private static final int BUFFER = 64 * 1024;

    /** The trails that this JVM writes. The kernel frees a process's lock when the process closes any channel of the file. */
    private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

    private final TrailSettings settings;
    private final EventText text;
    private final Segments segments;
    private final Recovery recovery;
    private final RotationListener rotations;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private final Path written;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private SegmentChannel channel;
    private long confirmed;
    private long end;
    private long rotateAt;
    private boolean closed;

    /** Told when a new segment was begun: by the drain's thread, between two events. */
    @FunctionalInterface
    public interface RotationListener {
        /** Nothing. */
        RotationListener NONE = (old, now) -> {};

        /** {@code old}: the name of the segment that was closed; {@code now}: of the one that is written. */
        void rotated(String old, String now);

        /** The segment could not be rotated: it is written on, and rotation is tried again later. */
        default void failed(IOException cause) {}
    }

    /** How a channel is opened; tests put faults in its place. */
    interface SegmentChannel extends AutoCloseable {
        int write(ByteBuffer from) throws IOException;

        long size() throws IOException;

        void truncate(long size) throws IOException;

        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Opens the trail, makes it if it is missing, and recovers it.
     *
     * @param text belongs to this sink from now on
     * @throws TrailInUseException if another writer has it
     * @throws IOException if it cannot be opened for writing
     */
    public TrailFile(TrailSettings settings, EventText text, RotationListener rotations) throws IOException {
        this.settings = settings;
        this.text = text;
        this.rotations = rotations;
        this.segments = new Segments(settings.file());
        segments.makeFolder();
        Path lockFile = segments.current().resolveSibling(segments.current().getFileName() + ".lock");
        written = segments.current()
                .getParent()
                .toRealPath()
                .resolve(segments.current().getFileName());
        if (!WRITTEN.add(written)) {
            throw new TrailInUseException(lockFile);
        }
        FileChannel locked = null;
        try {
            locked = segments.openLock(lockFile);
            lock = tryLock(locked, lockFile);
            recovery = recover();
        } catch (IOException | RuntimeException e) {
            try (FileChannel ignored = locked) {
                WRITTEN.remove(written);
            }
            throw e;
        }
        lockChannel = locked;
    }

    private static FileLock tryLock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // held by this JVM
        }
        if (lock == null) {
            throw new TrailInUseException(file);
        }
        return lock;
    }

    private Recovery recover() throws IOException {
        segments.closeGaps();
        Path aside = segments.isCurrentNoFile() ? segments.setAside() : null;
        FileChannel file = segments.openCurrent();
        try {
            SegmentTail tail = SegmentTail.of(file);
            RecordHead last = tail.last();
            if (!tail.isTrail()) {
                file.close();
                aside = segments.setAside();
                file = segments.openCurrent();
                tail = SegmentTail.of(file);
            }
            long cut = file.size() - tail.end();
            if (cut > 0) {
                file.truncate(tail.end());
                file.force(true);
            }
            file.position(tail.end());
            begin(wrap(file), tail.end());
            segments.syncFolder();
            last = last != null ? last : segments.lastOfOlder();
            return last == null
                    ? new Recovery(0, 0, cut, aside)
                    : new Recovery(last.serial(), last.stampMillis(), cut, aside);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void begin(SegmentChannel segment, long size) {
        channel = segment;
        end = size;
        confirmed = size;
        rotateAt = settings.maxLogFileMegabytes() == 0 ? Long.MAX_VALUE : limit();
    }

    private long limit() {
        return settings.maxLogFileMegabytes() * 1024L * 1024L;
    }

    private static SegmentChannel wrap(FileChannel file) {
        return new SegmentChannel() {
            @Override
            public int write(ByteBuffer from) throws IOException {
                return file.write(from);
            }

            @Override
            public long size() throws IOException {
                return file.position();
            }

            @Override
            public void truncate(long size) throws IOException {
                file.truncate(size);
                file.position(size);
            }

            @Override
            public void force() throws IOException {
                file.force(false);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /** What opening found. */
    public Recovery recovery() {
        return recovery;
    }

    /** For tests: what stands between this sink and the disk. */
    void channel(java.util.function.UnaryOperator<SegmentChannel> between) {
        channel = between.apply(channel);
    }

    @Override
    public void append(byte[] event, int offset, int length) throws IOException {
        ByteBuffer lines = text.format(event, offset, length);
        if (lines.remaining() > buffer.remaining()) {
            writeBuffer();
        }
        if (lines.remaining() > buffer.capacity()) {
            write(lines);
        } else {
            buffer.put(lines);
        }
    }

    @Override
    public void flush() throws IOException {
        acknowledge(false);
        if (end >= rotateAt) {
            rotate();
        }
    }

    @Override
    public void sync() throws IOException {
        acknowledge(true);
        if (end >= rotateAt) {
            rotate();
        }
    }

    private void acknowledge(boolean durable) throws IOException {
        boolean taken = false;
        try {
            writeBuffer();
            // a segment that is left behind is durable: no later sync comes back to it
            if (durable || end >= rotateAt) {
                channel.force();
            }
            taken = true;
        } finally {
            if (taken) {
                confirmed = end;
            } else {
                buffer.clear();
                takeBack(confirmed);
            }
        }
    }

    /** Writes the buffer; if that fails, the buffer keeps what it has. */
    private void writeBuffer() throws IOException {
        buffer.flip();
        boolean done = false;
        try {
            write(buffer);
            done = true;
        } finally {
            buffer.position(done ? 0 : buffer.limit());
            buffer.limit(buffer.capacity());
        }
    }

    private void write(ByteBuffer lines) throws IOException {
        if (!lines.hasRemaining()) {
            return;
        }
        if (channel.size() != end) {
            channel.truncate(end); // what a failure left behind; while it cannot be taken back, nothing is written
        }
        int length = lines.remaining();
        boolean done = false;
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            done = true;
        } finally {
            if (done) {
                end += length;
            } else {
                takeBack(end);
            }
        }
    }

    /** Takes the file back now, or before the next write, or in recovery. */
    private void takeBack(long to) {
        end = to;
        try {
            if (channel.size() != to) {
                channel.truncate(to);
            }
        } catch (IOException e) {
            // the failure that led here is on its way to the caller, and write tries again
        }
    }

    private void rotate() {
        try {
            FileChannel next = segments.rotate(settings.numLogs());
            SegmentChannel old = channel;
            begin(wrap(next), 0);
            old.close();
        } catch (IOException e) {
            rotateAt = end + limit() / 16;
            rotations.failed(e);
            return;
        }
        rotations.rotated(
                segments.number(1).getFileName().toString(),
                segments.current().getFileName().toString());
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // it would close the channel before the last write
        try {
            acknowledge(true);
        } finally {
            try (FileChannel lockOfTrail = lockChannel;
                    SegmentChannel last = channel) {
                lock.release();
            } finally {
                WRITTEN.remove(written);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}

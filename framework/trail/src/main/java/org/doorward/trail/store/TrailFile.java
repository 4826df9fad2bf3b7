package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;

/*
 * How it can lose a record, block a caller or leak, and the test that shows that it does not:
 *  - a write takes only a part:                        aShortWriteIsContinued
 *  - a write fails in the middle of an event:          aFailedWriteLeavesNoPartOfAnEvent
 *  - a crash leaves half an event:                     noCutOfTheTailLeavesAPartOfAnEvent (every byte of the last event)
 *  - two writers interleave:                           aSecondWriterIsRefused
 *  - a killed process leaves its lock behind:          aLockEndsWithItsProcess (the kernel's, not a file's existence)
 *  - a file that is no trail keeps us from starting:   aFileThatIsNoTrailIsSetAsideUnchanged
 *  - rotation drops or doubles an event:               rotationKeepsEveryEventOnce
 *  - an interrupt closes the channel: the drain's thread alone writes, and nobody has it to interrupt it (the class that owns the
 *    thread says so)
 */
/**
 * The trail on the disk: events become text and are appended to {@code audit.log}, mode 0600, in a folder of mode 0700.
 *
 * <p>Belongs to the drain: one thread. {@link #append} fills a buffer of 64 KiB and writes it when it is full; {@link #flush} writes what is
 * left. A write that fails takes the file back to the end of the last whole event before the exception is thrown.
 */
public final class TrailFile implements EventSink {
    private static final int BUFFER = 64 * 1024;

    private final TrailSettings settings;
    private final EventText text;
    private final Segments segments;
    private final Recovery recovery;
    private final RotationListener rotations;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private SegmentChannel channel;

    /** Told when a new segment was begun: by the drain's thread, between two events. */
    @FunctionalInterface
    public interface RotationListener {
        /** Nothing. */
        RotationListener NONE = (old, now) -> {};

        /** {@code old}: the name of the segment that was closed; {@code now}: of the one that is written. */
        void rotated(String old, String now);
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
        lockChannel = segments.openLock(lockFile);
        try {
            lock = tryLock(lockChannel, lockFile);
            recovery = recover();
        } catch (IOException | RuntimeException e) {
            lockChannel.close();
            throw e;
        }
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
        FileChannel file = segments.openCurrent();
        SegmentTail tail = SegmentTail.of(file);
        Path aside = null;
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
        channel = wrap(file);
        segments.syncFolder();
        RecordHead last = tail.last() != null ? tail.last() : lastOfOlder();
        return last == null
                ? new Recovery(0, 0, cut, aside)
                : new Recovery(last.serial(), last.stampMillis(), cut, aside);
    }

    private RecordHead lastOfOlder() throws IOException {
        Path older = segments.number(1);
        if (!java.nio.file.Files.isReadable(older)) {
            return null;
        }
        try (FileChannel file = FileChannel.open(older)) {
            return SegmentTail.of(file).last();
        }
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
            flush();
        }
        if (mustRotate(lines.remaining())) {
            rotate();
        }
        if (lines.remaining() > buffer.capacity()) {
            write(lines);
        } else {
            buffer.put(lines);
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        try {
            write(buffer);
        } finally {
            buffer.clear();
        }
    }

    @Override
    public void sync() throws IOException {
        flush();
        channel.force();
    }

    private void write(ByteBuffer lines) throws IOException {
        if (!lines.hasRemaining()) {
            return;
        }
        long before = channel.size();
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
        } catch (IOException | RuntimeException e) {
            try {
                channel.truncate(before);
            } catch (IOException again) {
                e.addSuppressed(again); // recovery cuts it on the next start
            }
            throw e;
        }
    }

    private boolean mustRotate(int more) throws IOException {
        long limit = settings.maxLogFileMegabytes() * 1024L * 1024L;
        return limit > 0 && channel.size() > 0 && channel.size() + buffer.position() + more > limit;
    }

    private void rotate() throws IOException {
        sync();
        channel.close();
        segments.rotate(settings.numLogs());
        channel = wrap(segments.openCurrent());
        segments.syncFolder();
        rotations.rotated(
                segments.number(1).getFileName().toString(),
                segments.current().getFileName().toString());
    }

    @Override
    public void close() throws IOException {
        try {
            sync();
        } finally {
            channel.close();
            lock.release();
            lockChannel.close();
        }
    }
}

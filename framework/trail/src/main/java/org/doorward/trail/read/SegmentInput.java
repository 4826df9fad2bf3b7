package org.doorward.trail.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPInputStream;

/**
 * One segment that is read. One that was packed by gzip(1) is read unpacked: its first bytes tell (RFC 1952), not its name. Not safe for several
 * threads.
 */
final class SegmentInput implements Closeable {
    private static final int PACKED = 0x1f8b;
    private static final int PACKED_BUFFER = 64 * 1024;

    private final Path path;
    private final FileChannel file;
    private final FileTime modified;
    /** Of a packed one. */
    private final InputStream unpacked;

    private SegmentInput(Path path, FileChannel file, FileTime modified, InputStream unpacked) {
        this.path = path;
        this.file = file;
        this.modified = modified;
        this.unpacked = unpacked;
    }

    static SegmentInput open(Path segment) throws IOException {
        FileTime modified =
                Files.readAttributes(segment, BasicFileAttributes.class).lastModifiedTime();
        FileChannel file = FileChannel.open(segment);
        boolean opened = false;
        try {
            InputStream unpacked =
                    isPacked(file) ? new GZIPInputStream(Channels.newInputStream(file), PACKED_BUFFER) : null;
            opened = true;
            return new SegmentInput(segment, file, modified, unpacked);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static boolean isPacked(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Short.BYTES);
        return file.read(start, 0) == Short.BYTES && (start.getShort(0) & 0xffff) == PACKED;
    }

    boolean isPacked() {
        return unpacked != null;
    }

    Path path() {
        return path;
    }

    FileChannel file() {
        return file;
    }

    /** When it was written last, before it was opened. */
    FileTime modified() {
        return modified;
    }

    /** Reads some of what comes next; below 0 at the end. */
    int read(byte[] bytes, int from, int room) throws IOException {
        return unpacked != null ? unpacked.read(bytes, from, room) : file.read(ByteBuffer.wrap(bytes, from, room));
    }

    /** Where it is read from, if no {@link #read} came yet. */
    long start() throws IOException {
        return isPacked() ? 0 : file.position();
    }

    /** Goes on there. Not for packed ones. */
    void seek(long offset) throws IOException {
        file.position(offset);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

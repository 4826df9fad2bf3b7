package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/*
 *   | magic and version 4 | size 8 | modified 8 | covered 8 | sum of the first bytes 4 | sum of the last ones 4 | CRC-32C 4 |
 */
/**
 * Of which segment an index is. It stays the index of one that has grown since; one of the same size must not have been written since. A
 * segment that was cut and written again has other bytes where the index ends.
 *
 * @param size of the segment when the index was made, in bytes
 * @param modified when the segment was written last, in nanoseconds or what the file system has
 * @param covered how many bytes of the segment the index knows, from its beginning
 * @param first the sum of its first bytes
 * @param last the sum of those before {@code covered}
 */
record Seal(long size, long modified, long covered, int first, int last) {
    /** In bytes. */
    static final int SIZE = Integer.BYTES + 3 * Long.BYTES + 2 * Integer.BYTES + Checked.SIZE;

    /** "DWX" and the version. */
    private static final int MAGIC = 0x44_57_58_02;

    private static final int SAMPLE = 4096;

    static Seal of(FileChannel segment, long size, FileTime modified, long covered) throws IOException {
        return new Seal(
                size,
                modified.to(TimeUnit.NANOSECONDS),
                covered,
                sum(segment, 0, Math.min(SAMPLE, covered)),
                sum(segment, Math.max(0, covered - SAMPLE), covered));
    }

    private static int sum(FileChannel segment, long from, long to) throws IOException {
        return Checked.sum(Checked.read(segment, from, (int) (to - from)));
    }

    /** Whether it is of this segment. */
    boolean isOf(FileChannel segment, FileTime modifiedNow) throws IOException {
        long sizeNow = segment.size();
        if (sizeNow < size || covered < 0 || covered > sizeNow) {
            return false;
        }
        Seal now = of(segment, sizeNow, modifiedNow, covered);
        return now.first == first && now.last == last && (sizeNow > size || now.modified == modified);
    }

    void write(ByteBuffer bytes) {
        int from = bytes.position();
        bytes.putInt(MAGIC)
                .putLong(size)
                .putLong(modified)
                .putLong(covered)
                .putInt(first)
                .putInt(last);
        Checked.close(bytes, from);
    }

    /** @throws DamagedIndexException if it is none of this version */
    static Seal read(ByteBuffer bytes) throws DamagedIndexException {
        Checked.check(bytes);
        int magic = bytes.getInt();
        if (magic != MAGIC) {
            throw new DamagedIndexException("it begins with [" + Integer.toHexString(magic) + "]");
        }
        return new Seal(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getInt());
    }
}

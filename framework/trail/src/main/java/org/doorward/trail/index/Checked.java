package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Bytes with their CRC-32C (RFC 3720) behind them: a disk that forgets may cost time, and must not hide an event. */
final class Checked {
    /** Of the sum, in bytes. */
    static final int SIZE = Integer.BYTES;

    private Checked() {}

    /** Puts the sum of what stands from {@code from} to the position there. */
    static void close(ByteBuffer bytes, int from) {
        bytes.putInt(sum(bytes.duplicate().limit(bytes.position()).position(from)));
    }

    /** Checks all that is left but the sum at its end, and leaves the position where it is. */
    static void check(ByteBuffer bytes) throws DamagedIndexException {
        int end = bytes.limit() - SIZE;
        if (end < bytes.position() || sum(bytes.duplicate().limit(end)) != bytes.getInt(end)) {
            throw new DamagedIndexException("a part has not its sum");
        }
    }

    static int sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Reads so many bytes. @throws DamagedIndexException if there are less */
    static ByteBuffer read(FileChannel file, long position, int size) throws IOException {
        if (size < 0 || position + size > file.size()) {
            throw new DamagedIndexException("[" + size + "] bytes at [" + position + "] of [" + file.size() + "]");
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
            // more
        }
        return bytes.flip();
    }
}

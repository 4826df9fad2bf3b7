package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** What the disk allows a single writer: a write of one event and fdatasync, into a file whose blocks are there already. */
final class SyncFloor {
    private static final int FILE_BYTES = 32 << 20;

    private SyncFloor() {}

    /** Syncs per second. */
    static double perSecond(Path file, int eventBytes, int seconds) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
            for (int written = 0; written < FILE_BYTES; written += zeros.capacity()) {
                zeros.clear();
                channel.write(zeros);
            }
            channel.force(true);
            channel.position(0);
            ByteBuffer event = ByteBuffer.allocateDirect(eventBytes);
            long count = 0;
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            long now = start;
            while (now < end) {
                if (channel.position() + eventBytes > FILE_BYTES) {
                    channel.position(0);
                }
                event.clear();
                channel.write(event);
                channel.force(false);
                count++;
                now = System.nanoTime();
            }
            return count * 1e9 / (now - start);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

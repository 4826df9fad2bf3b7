package org.doorward.trail.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One writer for a trail: a lock of the kernel on {@code audit.log.lock}, which ends with its process. A file that a killed process left
 * behind refuses nobody.
 */
final class TrailLock implements AutoCloseable {
    /** The trails that this JVM writes. The kernel frees a process's lock when the process closes any channel of the file. */
    private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

    private final Path written;
    private final FileChannel channel;

    private TrailLock(Path written, FileChannel channel) {
        this.written = written;
        this.channel = channel;
    }

    /**
     * Takes the lock, without waiting.
     *
     * @param segment that is written; its folder is there
     * @throws TrailInUseException if another writer has it
     */
    static TrailLock take(Path segment) throws IOException {
        Path file = segment.resolveSibling(segment.getFileName() + ".lock");
        Path written = segment.getParent().toRealPath().resolve(segment.getFileName());
        if (!WRITTEN.add(written)) {
            throw new TrailInUseException(file);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FileDisk.OWNER_ONLY);
            if (!tryLock(channel)) {
                throw new TrailInUseException(file);
            }
            return new TrailLock(written, channel);
        } catch (IOException | RuntimeException e) {
            try (FileChannel ignored = channel) {
                WRITTEN.remove(written);
            }
            throw e;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this JVM
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close(); // and with it the lock
        } finally {
            WRITTEN.remove(written);
        }
    }
}

package org.doorward.osgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One instance for each home: {@code DIR/run/doorward.pid} holds the process id and is locked as long as the process lives. The
 * operating system drops the lock with the process, so that a file left by a dead one refuses nothing.
 */
public final class InstanceLock implements AutoCloseable {
    private final FileChannel file;

    private InstanceLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock. Does not wait.
     *
     * @throws StartRefusedException if another process has it, naming that process, or the file cannot be written
     */
    public static InstanceLock take(EngineHome home) throws StartRefusedException {
        Path path = home.lockFile();
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isOurs(file)) {
                String other = read(file);
                file.close();
                throw new StartRefusedException("home [" + home + "] is in use by process [" + other
                        + "]: stop that one, or choose another home with --home");
            }
            write(file, ProcessHandle.current().pid() + "\n");
            return new InstanceLock(file);
        } catch (IOException e) {
            throw new StartRefusedException("lock [" + path + "] cannot be taken: " + e, e);
        }
    }

    private static boolean isOurs(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another engine in this JVM
        }
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        file.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
    }

    private static void write(FileChannel file, String content) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Lets another instance start. Further calls do nothing. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest; there is nothing left to do with this file.
        }
    }
}

package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the writer of a trail does with the disk, and all of it: tests put faults in its place, {@link WatchedDisk} a clock around it. */
interface Disk {
    /** Opens a file for writing, at its end; makes it if it is missing. It is the owner's alone from now on. */
    Channel open(Path file) throws IOException;

    /** Whether something has this name. */
    boolean exists(Path file);

    /** Gives a file another name at once; what has that name is gone. */
    void move(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** Bytes that this process may still write. */
    long usable(Path folder) throws IOException;

    /** Bytes of the file system. */
    long total(Path folder) throws IOException;

    /** A file that is written. */
    interface Channel extends AutoCloseable {
        int write(ByteBuffer from) throws IOException;

        /** Where the next write goes: the end. */
        long position() throws IOException;

        void truncate(long size) throws IOException;

        /** Makes the content durable. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}

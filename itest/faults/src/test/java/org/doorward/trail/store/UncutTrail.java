package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.doorward.event.EventText;

/** The trail on a disk that says it has cut a file, and has not: what a write left of an event stays. For controls only. */
public final class UncutTrail {
    private UncutTrail() {}

    /** Opens it. */
    public static TrailFile open(TrailSettings settings, EventText text) throws IOException {
        return new TrailFile(settings, text, TrailListener.NONE, new UncutDisk(new FileDisk()), System::nanoTime);
    }

    private record UncutDisk(Disk disk) implements Disk {
        @Override
        public Channel open(Path file) throws IOException {
            return new UncutChannel(disk.open(file));
        }

        @Override
        public boolean exists(Path file) {
            return disk.exists(file);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            disk.move(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            disk.delete(file);
        }

        @Override
        public void syncFolder(Path folder) throws IOException {
            disk.syncFolder(folder);
        }

        @Override
        public long usable(Path folder) throws IOException {
            return disk.usable(folder);
        }

        @Override
        public long total(Path folder) throws IOException {
            return disk.total(folder);
        }
    }

    private record UncutChannel(Disk.Channel channel) implements Disk.Channel {
        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public void truncate(long size) {
            // That it does nothing is what is wrong with it.
        }

        @Override
        public void force() throws IOException {
            channel.force();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk whose every call that may hang is seen by a {@link StallClock}, and whose writes and syncs are timed. */
final class WatchedDisk implements Disk {
    private final Disk disk;
    private final StallClock clock;
    private final CallTimes writes;
    private final CallTimes syncs;

    /** {@code writes}, {@code syncs}: where the times of those calls go that concern the content of files. */
    WatchedDisk(Disk disk, StallClock clock, CallTimes writes, CallTimes syncs) {
        this.disk = disk;
        this.clock = clock;
        this.writes = writes;
        this.syncs = syncs;
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    private <T> T watched(Call<T> call) throws IOException {
        clock.begin();
        try {
            return call.make();
        } finally {
            clock.end();
        }
    }

    @Override
    public Channel open(Path file) throws IOException {
        return new WatchedChannel(watched(() -> disk.open(file)));
    }

    @Override
    public boolean exists(Path file) {
        clock.begin();
        try {
            return disk.exists(file);
        } finally {
            clock.end();
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        watched(() -> {
            disk.move(from, to);
            return null;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        watched(() -> {
            disk.delete(file);
            return null;
        });
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        watched(() -> {
            disk.syncFolder(folder);
            return null;
        });
    }

    @Override
    public long usable(Path folder) throws IOException {
        return watched(() -> disk.usable(folder));
    }

    @Override
    public long total(Path folder) throws IOException {
        return watched(() -> disk.total(folder));
    }

    /* Written out: a lambda for each write would be garbage on the drain's way. */
    private final class WatchedChannel implements Channel {
        private final Channel channel;

        WatchedChannel(Channel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            clock.begin();
            try {
                return channel.write(from);
            } finally {
                clock.end(writes);
            }
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public void truncate(long size) throws IOException {
            clock.begin();
            try {
                channel.truncate(size);
            } finally {
                clock.end();
            }
        }

        @Override
        public void force() throws IOException {
            clock.begin();
            try {
                channel.force();
            } finally {
                clock.end(syncs);
            }
        }

        @Override
        public void close() throws IOException {
            clock.begin();
            try {
                channel.close();
            } finally {
                clock.end();
            }
        }
    }
}

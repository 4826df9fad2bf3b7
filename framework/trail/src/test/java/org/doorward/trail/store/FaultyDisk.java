package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A disk that fails when it is told to, before or after it has done what it was asked for. Counts its calls; its syncs take no time. */
final class FaultyDisk implements Disk {
    /** The kinds of calls that may fail. */
    enum Call {
        OPEN,
        MOVE,
        DELETE,
        SYNC_FOLDER,
        WRITE,
        TRUNCATE,
        FORCE,
        CLOSE
    }

    /** What was done: a kind of call, the name of the file. */
    record Done(Call call, String file) {}

    private final Disk disk = new FileDisk();
    final List<Done> done = new ArrayList<>();
    /** Which calls fail; the call in question is the last of {@link #done}. */
    Predicate<Done> fails = call -> false;

    boolean afterwards;
    String message = "Input/output error";
    /** If set, thrown instead of an IOException: the process ends here. */
    Error crash;

    int mostBytes = Integer.MAX_VALUE;
    long usable = 1L << 40;
    long total = 1L << 41;
    Runnable during = () -> {};

    /** Fails the Nth call of this kind from now on, and no other. */
    FaultyDisk failing(Call call, int number) {
        int[] left = {number};
        fails = now -> now.call == call && --left[0] == 0;
        return this;
    }

    /** Fails each call of these kinds. */
    FaultyDisk failing(Call... calls) {
        List<Call> kinds = List.of(calls);
        fails = now -> kinds.contains(now.call);
        return this;
    }

    void heal() {
        fails = call -> false;
    }

    long count(Call call) {
        return done.stream().filter(now -> now.call == call).count();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void call(Call call, Path file, Work work) throws IOException {
        Done now = new Done(call, file.getFileName().toString());
        done.add(now);
        during.run();
        boolean fault = fails.test(now);
        if (!fault || afterwards) {
            work.run();
        }
        if (fault) {
            if (crash != null) {
                throw crash;
            }
            throw new IOException(message);
        }
    }

    @Override
    public Channel open(Path file) throws IOException {
        Channel[] opened = new Channel[1];
        try {
            call(Call.OPEN, file, () -> opened[0] = disk.open(file));
        } catch (IOException e) {
            if (opened[0] != null) {
                opened[0].close();
            }
            throw e;
        }
        return new Faulty(file, opened[0]);
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        call(Call.MOVE, from, () -> disk.move(from, to));
    }

    @Override
    public void delete(Path file) throws IOException {
        call(Call.DELETE, file, () -> disk.delete(file));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        call(Call.SYNC_FOLDER, folder, () -> {});
    }

    @Override
    public long usable(Path folder) {
        return usable;
    }

    @Override
    public long total(Path folder) {
        return total;
    }

    private final class Faulty implements Channel {
        private final Path file;
        private final Channel channel;

        Faulty(Path file, Channel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            ByteBuffer part = from.slice();
            part.limit(Math.min(mostBytes, part.limit()));
            call(Call.WRITE, file, () -> {
                int written = channel.write(part);
                from.position(from.position() + written);
            });
            return part.position();
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public void truncate(long size) throws IOException {
            call(Call.TRUNCATE, file, () -> channel.truncate(size));
        }

        @Override
        public void force() throws IOException {
            call(Call.FORCE, file, () -> {});
        }

        @Override
        public void close() throws IOException {
            call(Call.CLOSE, file, channel::close);
        }
    }
}

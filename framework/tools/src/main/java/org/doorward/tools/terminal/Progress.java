package org.doorward.tools.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.doorward.tools.CommandThread;
import picocli.CommandLine;

/*
 * Locks: who prints holds the lock of its writer and takes that of this object; who shows holds the latter and takes none of a writer that is asked
 * for a turn, only that below it (TerminalWriter.printNow). So there is no circle.
 */
/**
 * Says how far a long scan is, on standard error if that is a terminal: first after a second, in one line that is erased before anything
 * else is printed, and at the end. It has a thread of its own, which ends with {@link #close}.
 */
public final class Progress implements AutoCloseable {
    static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final String ERASE = "\r\033[K";
    private static final double MEGABYTE = 1e6;

    /** Or {@code null}. */
    private final TerminalWriter out;

    private final TerminalWriter err;
    private final LongSupplier position;
    private final long size;
    private final Duration first;
    private final long begunNanos = System.nanoTime();
    private CommandThread thread;
    private boolean shown;

    private Progress(TerminalWriter out, TerminalWriter err, LongSupplier position, long size, Duration first) {
        this.out = out;
        this.err = err;
        this.position = position;
        this.size = size;
        this.first = first;
    }

    /**
     * Begins to watch a scan.
     *
     * @param command whose output it is
     * @param position how many bytes were read, asked by another thread
     * @param size how many there are; 0: not known
     * @return {@code null} if there is no terminal to say it on
     */
    public static Progress of(CommandLine command, LongSupplier position, long size) {
        return of(command, position, size, FIRST);
    }

    static Progress of(CommandLine command, LongSupplier position, long size, Duration first) {
        if (!(command.getErr() instanceof TerminalWriter err)) {
            return null;
        }
        TerminalWriter out = command.getOut() instanceof TerminalWriter terminal ? terminal : null;
        Progress progress = new Progress(out, err, position, size, first);
        err.turn(progress::makeRoom);
        if (progress.out != null) { // the same place, most likely
            progress.out.turn(progress::makeRoom);
        }
        progress.thread = CommandThread.start("doorward-progress", progress::run);
        return progress;
    }

    private void run() {
        try {
            Thread.sleep(first.toMillis());
            while (true) {
                show();
                Thread.sleep(AGAIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private synchronized void show() {
        if (!err.isAtLineStart() || out != null && !out.isAtLineStart()) {
            return; // half a line stands there
        }
        err.printNow(ERASE + text(position.getAsLong(), size, System.nanoTime() - begunNanos));
        shown = true;
    }

    private synchronized void makeRoom(Runnable print) {
        erase();
        print.run();
    }

    private synchronized void erase() {
        if (shown) {
            err.printNow(ERASE);
            shown = false;
        }
    }

    /** @param elapsedNanos above 0 */
    static String text(long position, long size, long elapsedNanos) {
        String rate = String.format(Locale.ROOT, "%.0f MB/s", position / MEGABYTE / (elapsedNanos / 1e9));
        return position > size ? rate : String.format(Locale.ROOT, "%d %%, %s", 100 * position / size, rate);
    }

    @Override
    public void close() {
        thread.close();
        erase();
    }
}

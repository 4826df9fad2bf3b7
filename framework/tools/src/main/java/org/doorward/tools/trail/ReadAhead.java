package org.doorward.tools.trail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.doorward.tools.CommandThread;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;

/*
 * Reading a trail takes about as long as reporting on it, so each has a thread. Batches keep the hand-over cheap, few of them the memory:
 * at most six are there at a time, each of the events that end while 256 KiB are read, or of what is read at once if that is more. How it can go wrong:
 *   - the reader fails: what it read before is handed over, then its failure is thrown (ReadAheadTest.aFailureComesBehindWhatWasRead)
 *   - the report fails or ends early: close() ends the reader, also one that waits for room (ReadAheadTest.closingEndsTheReaderThatWaitsForRoom)
 *   - who waits for a batch is interrupted: InterruptedIOException, and close() as above
 */
/** Reads a trail on a thread of its own. One thread takes what it read, and closes it. */
final class ReadAhead<T> implements Closeable {
    private static final int BATCHES = 4;
    private static final int BATCH_BYTES = 256 * 1024;

    private final TrailReader trail;
    private final LongSupplier position;
    private final Function<TrailEvent, T> prepare;
    private final BlockingQueue<List<T>> batches = new ArrayBlockingQueue<>(BATCHES);
    private final CommandThread thread;
    private volatile Throwable failure;

    /**
     * Begins to read. Closing closes the trail, too.
     *
     * @param position how many bytes of the trail were read
     * @param prepare done on the thread that reads
     */
    ReadAhead(TrailReader trail, LongSupplier position, Function<TrailEvent, T> prepare) {
        this.trail = trail;
        this.position = position;
        this.prepare = prepare;
        thread = CommandThread.start("doorward-read-ahead", this::read);
    }

    private void read() {
        try {
            try {
                fill();
            } catch (IOException | RuntimeException | Error e) {
                failure = e; // for the thread that reports
            }
            batches.put(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody wants more
        }
    }

    private void fill() throws IOException, InterruptedException {
        List<T> batch = new ArrayList<>();
        long full = position.getAsLong() + BATCH_BYTES;
        TrailEvent event = next(batch);
        while (event != null) {
            batch.add(prepare.apply(event));
            if (position.getAsLong() >= full) {
                batches.put(batch);
                batch = new ArrayList<>(batch.size());
                full = position.getAsLong() + BATCH_BYTES;
            }
            event = next(batch);
        }
        if (!batch.isEmpty()) {
            batches.put(batch);
        }
    }

    private TrailEvent next(List<T> before) throws IOException, InterruptedException {
        try {
            return trail.next();
        } catch (IOException | RuntimeException e) {
            if (!before.isEmpty()) {
                batches.put(before);
            }
            throw e;
        }
    }

    /** The next ones, at least one; empty at the end. @throws IOException if the trail could not be read to its end */
    List<T> next() throws IOException {
        List<T> batch;
        try {
            batch = batches.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the trail was read");
        }
        if (batch.isEmpty()) {
            rethrow();
        }
        return batch;
    }

    private void rethrow() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        thread.close();
        trail.close();
    }
}

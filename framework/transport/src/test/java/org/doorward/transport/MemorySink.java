package org.doorward.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.doorward.event.EventDecoder;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventSink;

/**
 * A sink that keeps what it is given as a trail would: what a failed flush or sync covered is gone. Can be held up, and can fail at the
 * Nth call.
 */
final class MemorySink implements EventSink {
    private final List<byte[]> kept = new ArrayList<>();
    private final List<byte[]> unflushed = new ArrayList<>();
    final AtomicInteger appends = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger syncs = new AtomicInteger();
    /** What the Nth call (from 1) throws; null = nothing. */
    volatile IntFunction<Throwable> appendFault = n -> null;

    volatile IntFunction<Throwable> flushFault = n -> null;
    volatile IntFunction<Throwable> syncFault = n -> null;
    /** What the sink has to say of itself. */
    final Queue<Consumer<EventEncoder>> facts = new ConcurrentLinkedQueue<>();

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean suspended;

    /** If set, each append takes a permit. */
    volatile Semaphore appendGate;
    /** If set, each sync takes a permit. */
    volatile Semaphore syncGate;

    final AtomicInteger waitingForSync = new AtomicInteger();

    @Override
    public void append(byte[] event, int offset, int length) throws IOException {
        Semaphore gate = appendGate;
        if (gate != null) {
            gate.acquireUninterruptibly();
        }
        raise(appendFault.apply(appends.incrementAndGet()));
        unflushed.add(Arrays.copyOfRange(event, offset, offset + length));
    }

    @Override
    public void flush() throws IOException {
        take(flushFault.apply(flushes.incrementAndGet()));
    }

    @Override
    public void sync() throws IOException {
        waitingForSync.incrementAndGet();
        Semaphore gate = syncGate;
        if (gate != null) {
            gate.acquireUninterruptibly();
        }
        take(syncFault.apply(syncs.incrementAndGet()));
    }

    private void take(Throwable fault) throws IOException {
        if (fault == null) {
            synchronized (kept) {
                kept.addAll(unflushed);
            }
        }
        unflushed.clear();
        raise(fault);
    }

    private static void raise(Throwable fault) throws IOException {
        if (fault instanceof IOException) {
            throw (IOException) fault;
        }
        if (fault instanceof RuntimeException) {
            throw (RuntimeException) fault;
        }
        if (fault instanceof Error) {
            throw (Error) fault;
        }
    }

    @Override
    public boolean nextFact(EventEncoder into) {
        asked.incrementAndGet();
        Consumer<EventEncoder> fact = facts.poll();
        if (fact != null) {
            fact.accept(into);
        }
        return fact != null;
    }

    @Override
    public boolean suspended() {
        return suspended;
    }

    @Override
    public void close() {}

    /** The events that are in the trail, in its order. */
    List<Kept> kept() {
        synchronized (kept) {
            return kept.stream().map(Kept::new).toList();
        }
    }

    /** One event, read by the documented head; text entries are found by searching the bytes. */
    static final class Kept {
        final byte[] bytes;
        final long serial;
        final long stampMillis;
        final boolean lossy;
        final boolean fact;
        final String bundle;

        Kept(byte[] bytes) {
            this.bytes = bytes;
            ByteBuffer head = ByteBuffer.wrap(bytes);
            if (head.getInt(0) != bytes.length) {
                throw new AssertionError("length in head " + head.getInt(0) + ", event " + bytes.length);
            }
            stampMillis = head.getLong(8);
            serial = head.getLong(16);
            lossy = bytes[6] != 0;
            fact = bytes[5] == 2;
            String subject = new EventDecoder().wrap(bytes, 0, bytes.length).bundle();
            bundle = subject == null ? "doorward" : subject;
        }
    }
}

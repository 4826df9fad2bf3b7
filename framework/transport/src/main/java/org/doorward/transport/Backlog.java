package org.doorward.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The ring of bytes between producers and the drain. Many producers, one consumer; no lock, no allocation.
 *
 * <pre>
 *   position of a frame: a multiple of 16, counted from the start of the transport; index = position mod capacity
 *
 *        0            4            8               16           16 + length
 *        +------------+------------+---------------+------------+----------+
 *        | int length | int mark   | long serial   | event ...  | up to 15 |
 *        +------------+------------+---------------+------------+----------+
 *    length: 0 not published yet | n published | -n given up by its producer (n bytes to skip)
 *    mark, serial: the caller's, handed to the consumer
 *
 *   consumed, zeroed     head                 tail
 *   .....................[frame][frame][......]....................
 * </pre>
 *
 * <p>A claim is one addition to the tail and never fails for lack of room: whoever claims holds credits for {@link #charge} bytes, all
 * credits together are at most the capacity, and they come back only after the consumer has freed the bytes ({@link Credits}). A frame
 * may run over the end of the ring: both ends copy, so that nothing has to be padded; a head never does, since all is a multiple of 16.
 *
 * <p>Between claim and publication there is the copy and nothing else, and publication is in a finally block: no consumer waits for a
 * producer that failed. The whole region is zeroed before its credits come back, because any multiple of 16 may become a head.
 *
 * <p>Closing sets the sign of the tail: claims after that are refused, and what was claimed before is known to the byte.
 */
final class Backlog {
    static final int HEAD = 16;
    static final long CLOSED = -1;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final byte[] ZEROS = new byte[8192];

    private final ByteBuffer ring;
    private final int capacity;
    private final long mask;
    private final PaddedLong tail = new PaddedLong();
    private long freed;

    /** Where the last claim ended; larger than any position until {@link #close} knows it. */
    private volatile long closedAt = Long.MAX_VALUE;

    private long head;

    Backlog(long bytes) {
        capacity = (int) Math.max(64, Long.highestOneBit(bytes - 1) << 1);
        mask = capacity - 1L;
        // Direct memory is zeroed by the JDK, and so touched: no page fault is left for the hot path.
        ring = ByteBuffer.allocateDirect(capacity + 8).alignedSlice(8).order(ByteOrder.nativeOrder());
    }

    /** The bytes that an event of this length takes. */
    static int charge(int length) {
        return (length + HEAD + 15) & ~15;
    }

    int capacity() {
        return capacity;
    }

    /** Takes room for one event; the caller holds credits for it. Returns the position, or {@link #CLOSED}. */
    long claim(int length) {
        long position = tail.getAndAdd(charge(length));
        return position < 0 ? CLOSED : position;
    }

    /** Copies the event to where it was claimed and hands it to the consumer, or gives the room up if the copy fails. */
    void publish(long position, byte[] event, int length, int mark, long serial) {
        int index = (int) (position & mask);
        boolean copied = false;
        try {
            int first = Math.min(length, capacity - index - HEAD);
            ring.put(index + HEAD, event, 0, first);
            if (first < length) {
                ring.put(0, event, first, length - first);
            }
            copied = true;
        } finally {
            ring.putInt(index + 4, mark);
            ring.putLong(index + 8, serial);
            INT.setRelease(ring, index, copied ? length : -length);
        }
    }

    /** Consumer: the length field of the next frame: 0 = nothing there yet, negative = skip it. */
    int next() {
        return (int) INT.getAcquire(ring, (int) (head & mask));
    }

    /** Consumer: the mark of the next frame. */
    int mark() {
        return ring.getInt((int) (head & mask) + 4);
    }

    /** Consumer: the serial of the next frame. */
    long serial() {
        return ring.getLong((int) (head & mask) + 8);
    }

    /** Consumer: the position of the next frame. */
    long head() {
        return head;
    }

    /** Consumer: copies the next frame's event. */
    void copy(byte[] to, int length) {
        int index = (int) (head & mask);
        int first = Math.min(length, capacity - index - HEAD);
        ring.get(index + HEAD, to, 0, first);
        if (first < length) {
            ring.get(0, to, first, length - first);
        }
    }

    /** Consumer: goes on to the frame after the next one. The room is not given back before {@link #free}. */
    void advance(int length) {
        head += charge(Math.abs(length));
    }

    /** Consumer: zeroes what was passed by {@link #advance}; only then may its credits be released. */
    void free() {
        long from = freed;
        while (from < head) {
            int index = (int) (from & mask);
            int run = (int) Math.min(Math.min(head - from, capacity - index), ZEROS.length);
            ring.put(index, ZEROS, 0, run);
            from += run;
        }
        freed = from;
    }

    /** Consumer: whether everything claimed so far has been consumed. */
    boolean isEmpty() {
        return tail() == head;
    }

    /** Where the next claim begins, or the last one ended. */
    long tail() {
        long now = tail.get();
        // Refused claims go on adding to a closed tail.
        return now < 0 ? closedAt : now;
    }

    /** Refuses all later claims. To be called once. */
    void close() {
        closedAt = tail.getAndAdd(Long.MIN_VALUE);
    }

    /** Alone on its cache lines: the one word that all producers write. */
    static final class PaddedLong {
        private final AtomicLongArray cells = new AtomicLongArray(32);

        long get() {
            return cells.get(16);
        }

        long getAndAdd(long delta) {
            return cells.getAndAdd(16, delta);
        }

        boolean compareAndSet(long expected, long value) {
            return cells.compareAndSet(16, expected, value);
        }
    }
}

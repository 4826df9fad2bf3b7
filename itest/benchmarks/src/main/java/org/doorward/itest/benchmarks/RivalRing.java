package org.doorward.itest.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's many-to-one ring with a consumer that copies each message out and backs off as the drain does. */
public final class RivalRing {
    /** Bytes of a message: about what the event of the benchmarks takes. */
    static final int EVENT = 320;

    private static final int BYTES = 8 << 20;
    private static final long NAP_NANOS = 500_000;

    private final ManyToOneRingBuffer ring = new ManyToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final int eventBytes;
    private final byte[] taken;
    private final Thread consumer = new Thread(this::consume, "rival-drain");
    private volatile boolean closed;

    RivalRing() {
        this(EVENT);
    }

    /** A ring whose messages have so many bytes each. */
    public RivalRing(int eventBytes) {
        this.eventBytes = eventBytes;
        taken = new byte[eventBytes];
        consumer.setDaemon(true);
        consumer.start();
    }

    /** Copies a message into the ring; false: it is full. */
    public boolean tryOffer(DirectBuffer event) {
        return ring.write(1, event, 0, eventBytes);
    }

    void offer(DirectBuffer event) {
        if (!tryOffer(event)) {
            throw new IllegalStateException("the rival ring is full: make the bursts shorter");
        }
    }

    void drained() {
        while (ring.size() > 0) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private void consume() {
        MessageHandler copy = (type, buffer, index, length) -> buffer.getBytes(index, taken, 0, length);
        while (!closed) {
            if (ring.read(copy) == 0) {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    /** Ends the consumer. */
    public void close() throws InterruptedException {
        closed = true;
        consumer.join();
    }
}

package org.doorward.event;

import java.io.Closeable;
import java.io.IOException;

/**
 * What the drain writes to. Called by the drain's thread only, never by a producer. An exception means that the event (of {@link
 * #append}) or everything since the last successful {@link #flush} or {@link #sync} was not taken.
 */
public interface EventSink extends Closeable {
    /**
     * Takes one event.
     *
     * @param event in the layout of {@link EventLayout}, from {@code offset}; valid during this call, not to be changed
     * @param length its length in bytes
     * @throws IOException if it cannot be taken; it is then lost, reason disk
     */
    void append(byte[] event, int offset, int length) throws IOException;

    /** Hands what was appended to the operating system: other readers see it. */
    void flush() throws IOException;

    /** Makes what was appended durable: it survives a power cut. After an exception nothing that it covered is durable. */
    void sync() throws IOException;

    /**
     * What the sink has to say of itself: a new segment, a stall, a stage of the disk, a failed sync. Asked by the drain between two runs, when
     * nothing is appended that was not flushed, until there is nothing more; and at least once a second while nothing happens, so that a
     * sink may use it to look after itself. The drain stamps the fact and appends it before any further event.
     *
     * @param into is begun and filled, if there is a fact
     * @return false if there is none
     */
    default boolean nextFact(EventEncoder into) {
        return false;
    }

    /**
     * Any thread, does not block: whether ordinary events are refused until further notice, be it that the sink still takes facts and the
     * events of the administrator. Stays true while a single {@link #sync} succeeds.
     */
    default boolean suspended() {
        return false;
    }

    /** Flushes, syncs and closes. */
    @Override
    void close() throws IOException;
}

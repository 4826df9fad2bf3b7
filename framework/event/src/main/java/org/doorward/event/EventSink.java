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

    /** Flushes, syncs and closes. */
    @Override
    void close() throws IOException;
}

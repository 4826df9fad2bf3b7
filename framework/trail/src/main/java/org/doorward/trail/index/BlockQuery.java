package org.doorward.trail.index;

import java.io.IOException;
import java.util.BitSet;

/** What somebody looks for, so that blocks without it need not be read. It may let through a block without it, and never rules out one with it. */
public interface BlockQuery {
    /** Whether an event may be wanted whose stamp and serial are within, all ends included. */
    boolean mayMatch(long fromMillis, long toMillis, long fromSerial, long toSerial);

    /** Takes from a set of blocks of a chunk those without the texts that are wanted. */
    void retain(BitSet blocks, Chunk chunk) throws IOException;
}

package org.doorward.trail.index;

import java.io.IOException;

/** An index says what cannot be. It is not believed any further: the segment is read. */
final class DamagedIndexException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedIndexException(String what) {
        super("the index is damaged: " + what);
    }
}

package org.doorward.trail.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another writer has the trail. */
public final class TrailInUseException extends IOException {
    private static final long serialVersionUID = 1;

    TrailInUseException(Path lock) {
        super("the trail [" + lock.getParent() + "] has a writer already, which holds [" + lock
                + "]; stop that instance, or give this one a folder of its own");
    }
}

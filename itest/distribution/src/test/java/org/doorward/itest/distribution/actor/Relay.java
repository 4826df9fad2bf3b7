package org.doorward.itest.distribution.actor;

import java.io.File;
import java.util.function.Consumer;

/** Defined once more, in a loader that the bundle makes. */
public final class Relay implements Consumer<File> {
    @Override
    public void accept(File file) {
        file.delete();
    }
}

package org.doorward.tools.checkpoint;

import java.io.IOException;

/** A checkpoint that cannot be used, or not be written. */
public final class CheckpointException extends IOException {
    /** The file is no checkpoint, cannot be read, or none of the trail's segments is the one that it names. */
    public static final int UNUSABLE = 10;
    /** It cannot be written. */
    public static final int NOT_WRITTEN = 11;
    /** The segment that it names has not the event that it names. */
    public static final int CORRUPTED = 12;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    CheckpointException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What the command ends with, as {@code ausearch(8)}. */
    public int exitCode() {
        return exitCode;
    }
}

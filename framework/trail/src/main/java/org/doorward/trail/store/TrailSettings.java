package org.doorward.trail.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the trail lies, and how it lives with its disk. Immutable.
 *
 * @param file the segment that is written, usually {@code audit.log}; its folder is created if it is missing
 * @param rotation when a new segment is begun
 * @param disk what is done as the disk fills up or fails
 * @param stallTime a write, sync or rename that takes longer is a stall ({@code stall_time})
 */
public record TrailSettings(Path file, RotationSettings rotation, DiskSettings disk, Duration stallTime) {
    private static final Duration STALL_TIME = Duration.ofSeconds(2);

    public TrailSettings {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(rotation, "rotation");
        Objects.requireNonNull(disk, "disk");
        if (stallTime.isNegative() || stallTime.isZero()) {
            throw new IllegalArgumentException("stall_time must be > 0: stall_time=" + stallTime);
        }
    }

    /** Rotates by size, and has no limits of space. */
    public TrailSettings(Path file, int maxLogFileMegabytes, int numLogs) {
        this(file, RotationSettings.of(maxLogFileMegabytes, numLogs), DiskSettings.none(), STALL_TIME);
    }

    /** The same trail with these limits of space. */
    public TrailSettings with(DiskSettings other) {
        return new TrailSettings(file, rotation, other, stallTime);
    }

    /** The same trail with this rotation. */
    public TrailSettings with(RotationSettings other) {
        return new TrailSettings(file, other, disk, stallTime);
    }
}

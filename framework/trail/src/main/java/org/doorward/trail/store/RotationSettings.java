package org.doorward.trail.store;

import java.time.Duration;
import java.util.Objects;

/**
 * When a new segment is begun, with the names of {@code auditd.conf(5)}. Immutable.
 *
 * @param maxLogFileMegabytes a segment has its size when it passes this; 0 = never ({@code max_log_file})
 * @param maxLogFileAge a segment that is not empty has its age so long after it was opened; zero = never. By a clock that does not jump
 * @param action what is done then ({@code max_log_file_action})
 * @param numLogs how many segments are kept, at least 2 ({@code num_logs})
 */
public record RotationSettings(int maxLogFileMegabytes, Duration maxLogFileAge, MaxLogFileAction action, int numLogs) {
    public RotationSettings {
        Objects.requireNonNull(action, "action");
        if (maxLogFileMegabytes < 0) {
            throw new IllegalArgumentException("max_log_file must be >= 0: max_log_file=" + maxLogFileMegabytes);
        }
        if (maxLogFileAge.isNegative()) {
            throw new IllegalArgumentException("max_log_file_age must be >= 0: max_log_file_age=" + maxLogFileAge);
        }
        if (numLogs < 2 || numLogs > 999) {
            throw new IllegalArgumentException("num_logs must be 2 to 999: num_logs=" + numLogs);
        }
    }

    /** Rotates by size. */
    public static RotationSettings of(int maxLogFileMegabytes, int numLogs) {
        return new RotationSettings(maxLogFileMegabytes, Duration.ZERO, MaxLogFileAction.ROTATE, numLogs);
    }

    long limitBytes() {
        return maxLogFileMegabytes == 0 ? Long.MAX_VALUE : maxLogFileMegabytes * SpaceLimit.MEGABYTE;
    }

    /** Never, if there is no limit. */
    boolean isOld(long ageNanos) {
        return !maxLogFileAge.isZero() && ageNanos >= maxLogFileAge.toNanos();
    }
}

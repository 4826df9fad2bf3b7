package org.doorward.trail.store;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the trail lies.
 *
 * @param file the segment that is written, usually {@code audit.log}; its folder is created if it is missing
 * @param maxLogFileMegabytes rotate when the segment passes this size; 0 = never ({@code max_log_file} of {@code auditd.conf(5)})
 * @param numLogs how many segments are kept, at least 2 ({@code num_logs})
 */
public record TrailSettings(Path file, int maxLogFileMegabytes, int numLogs) {
    public TrailSettings {
        Objects.requireNonNull(file, "file");
        if (maxLogFileMegabytes < 0) {
            throw new IllegalArgumentException("max_log_file must be >= 0: max_log_file=" + maxLogFileMegabytes);
        }
        if (numLogs < 2 || numLogs > 999) {
            throw new IllegalArgumentException("num_logs must be 2 to 999: num_logs=" + numLogs);
        }
    }
}

package org.doorward.trail.store;

/** What is done when a segment has its size or its age: {@code max_log_file_action} of {@code auditd.conf(5)}. */
public enum MaxLogFileAction {
    /** Nothing: it is written on. */
    IGNORE,
    /** A message in the log, once for a segment: it is written on. */
    SYSLOG,
    /** Nothing is recorded but facts and the administrator's events, until this setting or max_log_file is changed. */
    SUSPEND,
    /** A new segment is begun, and the oldest deleted beyond num_logs. */
    ROTATE,
    /** A new segment is begun, none deleted. */
    KEEP_LOGS;

    boolean rotates() {
        return this == ROTATE || this == KEEP_LOGS;
    }
}

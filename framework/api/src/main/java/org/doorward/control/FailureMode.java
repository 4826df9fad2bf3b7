package org.doorward.control;

/** What happens when a record of the reliable lane cannot be kept, as {@code auditctl -f}. */
public enum FailureMode {
    /** 0: counted. */
    SILENT,
    /** 1: counted and logged. */
    LOG,
    /** 2: operations that need a record are refused while none can be kept. */
    DENY
}

package org.doorward.control;

/** Whether what modules flag and rules select is recorded, as {@code auditctl -e}; the order is that of its numbers. */
public enum Enabled {
    /** 0: it is not. Denials and the engine's own facts are recorded all the same. */
    OFF,
    /** 1: it is. */
    ON,
    /** 2: it is, and rules, settings, modes and modules stay as they are until the process ends. */
    LOCKED
}

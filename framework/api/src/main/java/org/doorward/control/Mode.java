package org.doorward.control;

import java.util.Locale;

/** Whether a module's denials count. */
public enum Mode {
    /** A DENY denies. */
    ENFORCE,
    /** A DENY is recorded with {@code permissive=1} and passes. */
    COMPLAIN;

    /** The word in settings and records. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.doorward.audit;

import java.util.Locale;

/** How a record travels: both lanes share one backlog, and the lossy one gives way first. */
public enum Lane {
    /** Records for auditing. Room is reserved before the operation starts. */
    RELIABLE,
    /** Records for debugging. Dropped when there is no room or the rate limit says so; every drop is counted. */
    LOSSY;

    private final String token = name().toLowerCase(Locale.ROOT);

    /** The word in records: {@code reliable}, {@code lossy}. */
    public String token() {
        return token;
    }
}

package org.doorward.audit;

import org.osgi.annotation.versioning.ProviderType;

/** How an operation ended. A flyweight: valid during the call that hands it out. */
@ProviderType
public interface Outcome {
    /** Whether the operation did what it was called for. */
    boolean succeeded();

    /** 0, or the negative errno that the record says ({@code errno(3)}; -2 is ENOENT). */
    int exit();

    /** The class name of what the operation threw, or {@code null}. */
    String exceptionClass();
}

package org.doorward.core;

/** A call of a woven method that has not returned: one of a chain for each thread, innermost first. */
interface OpenCall {
    /** The call that this one was made in, or {@code null}. */
    OpenCall outer();
}

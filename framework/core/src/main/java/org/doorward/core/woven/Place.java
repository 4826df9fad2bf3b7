package org.doorward.core.woven;

/**
 * Where an argument of an operation stands in a call: one PLACE of the hook table. Immutable, safe for all threads.
 *
 * <pre>
 *   call[3] this   call[4..] parameters   call[1] result
 * </pre>
 */
public interface Place {
    /**
     * What stands there, or {@code null} if nothing does. Reads fields and array elements, and calls methods of JDK classes that nobody can
     * override: never code of the caller.
     */
    Object read(Object[] call);

    /** The index in the call, where that is all there is to it; else -1. */
    default int element() {
        return -1;
    }

    /** Whether there is something to read only when the method has returned. */
    default boolean atExit() {
        return false;
    }

    /** What {@code X+Y} reads: a name that is taken from a folder. Either may be {@code null}. */
    record Below(Object folder, Object name) {}

    /** What {@code X&Y} reads: several values that belong together. */
    record Together(Object[] values) {}
}

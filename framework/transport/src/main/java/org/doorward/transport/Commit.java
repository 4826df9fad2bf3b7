package org.doorward.transport;

/** When the caller of an operation sees its result, in relation to the record. */
public enum Commit {
    /** The record is queued. */
    NONE,
    /** The record is durable before the caller sees the result. */
    EXIT
}

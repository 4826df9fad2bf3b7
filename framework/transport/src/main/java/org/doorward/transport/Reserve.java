package org.doorward.transport;

/** What a credit is taken for; each purpose has room that the others cannot use up. */
public enum Reserve {
    /** The record of an operation that ends soon. */
    OPERATION,
    /** The record of a denial: may use the room that operations must leave, so that a flood of operations hides no denial. */
    DENIAL,
    /** The record of an operation that may take for ever (accept, receive, detached): has a budget of its own. */
    UNBOUNDED,
    /**
     * The record of an operation of the administrator, when there is no room for others: has a budget of its own, which is there when all
     * else is full and while operations are refused.
     */
    ADMINISTRATOR
}

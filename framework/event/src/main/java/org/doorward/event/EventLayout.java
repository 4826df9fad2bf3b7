package org.doorward.event;

/** The head of an event in bytes. */
public final class EventLayout {
    /** The largest event, in bytes: text beyond it is cut and counted. */
    public static final int MAXIMUM = 256 * 1024;

    private EventLayout() {}
}

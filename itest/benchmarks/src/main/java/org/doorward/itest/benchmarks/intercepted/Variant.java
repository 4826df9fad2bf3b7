package org.doorward.itest.benchmarks.intercepted;

import org.doorward.itest.benchmarks.judge.Way;

/** What stands between a call and the JDK. */
public enum Variant {
    /** Nothing: the same instance and the same bundles, in a JVM without an agent. */
    BARE(false, null),
    /** The agent, and no module. Files are judged by the engine, which defends its own; the other kinds nobody wants. */
    UNWANTED(true, null),
    /** A module that compares the argument and does not read the subject. */
    JUDGED(true, Way.JUDGE),
    /** The same, and it reads the subject's label. */
    LABELLED(true, Way.LABEL),
    /** As {@link #JUDGED}, and it looks for the bundle by itself, with a plain stack walker. */
    WALKED(true, Way.WALK),
    /** As {@link #JUDGED}, and it flags: each call leaves an event in the trail. */
    FLAGGED(true, Way.FLAG);

    private final boolean agent;
    private final Way way;

    Variant(boolean agent, Way way) {
        this.agent = agent;
        this.way = way;
    }

    /** As {@code DOORWARD_AGENT}: what {@link java.io.File#exists} is, is woven on request. */
    String agent() {
        return agent ? "hot=file.stat" : "off";
    }

    boolean hasModule() {
        return way != null;
    }

    Way way() {
        return way;
    }

    /** Milliseconds after each burst, in which the trail is written. */
    int pauseMillis() {
        return this == FLAGGED ? 20 : 0;
    }
}

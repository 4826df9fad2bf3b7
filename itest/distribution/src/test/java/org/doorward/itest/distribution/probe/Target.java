package org.doorward.itest.distribution.probe;

/** What the probe may reach: shows that its attempts work. */
public class Target {
    /** Public state. */
    public static String open = "open";

    private static String closed = "closed";
    private final int number;

    /** A public constructor. */
    public Target() {
        this(1);
    }

    private Target(int number) {
        this.number = number;
    }

    /** A public method. */
    public int number() {
        return number;
    }

    private static String secret() {
        return closed;
    }

    static String both() {
        return open + secret();
    }
}

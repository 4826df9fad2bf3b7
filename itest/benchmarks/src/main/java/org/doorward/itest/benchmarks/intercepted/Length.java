package org.doorward.itest.benchmarks.intercepted;

/**
 * How long it takes.
 *
 * @param instances how many instances of each variant, one after the other in turns
 * @param warmupMillis before each call is measured
 * @param rounds of each call in each instance
 * @param burst calls in a row
 * @param starts how many starts are timed, with and without the agent
 */
public record Length(int instances, int warmupMillis, int rounds, int roundMillis, int burst, int starts) {
    /** Tells counts and bytes, in half a minute. Its times are worth nothing. */
    public static final Length SHORT = new Length(1, 60, 3, 20, 200, 1);

    /** Tells times, in six minutes. */
    public static final Length FULL = new Length(2, 400, 6, 130, 500, 10);
}

package org.doorward.core;

/**
 * Whom operations are for. Immutable.
 *
 * @param principal {@code null}: nobody said
 * @param tenant {@code null}: nobody said
 */
record Assumption(String principal, String tenant) {
    /** The names that go into one event, with all that an exit adds to it, fit into the room that is reserved for that. */
    private static final int LONGEST = 256;

    /** Of a task that was submitted by a thread without one. */
    static final Assumption NONE = new Assumption(null, null);

    /** @throws IllegalArgumentException if a name is empty or too long, or there is no principal */
    static Assumption of(String principal, String tenant) {
        check("principal", principal);
        if (tenant != null) {
            check("tenant", tenant);
        }
        return new Assumption(principal, tenant);
    }

    private static void check(String what, String name) {
        if (name == null || name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException(what + " ["
                    + (name == null || name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...")
                    + "]: expected a name of 1 to " + LONGEST + " characters");
        }
    }
}

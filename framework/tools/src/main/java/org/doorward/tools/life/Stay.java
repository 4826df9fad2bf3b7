package org.doorward.tools.life;

/**
 * Something that was there for a while, or was tried. Times in milliseconds since 1970-01-01T00:00Z.
 *
 * @param what of what it is one
 * @param name of the instance's release, the module or the bundle
 * @param version its version, or empty
 * @param by who brought it
 * @param from since when; {@link #UNKNOWN}: the trail begins later
 * @param serial of the event of its beginning; 0: none
 */
record Stay(What what, String name, String version, String by, long from, long serial) {
    /** A time that the trail does not say. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** What is listed. */
    enum What {
        INSTANCE("instance"),
        MODULE("module"),
        INSTALLED("installed"),
        STARTED("started"),
        UPDATED("updated");

        private final String word;

        What(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean isBundle() {
            return this == INSTALLED || this == STARTED || this == UPDATED;
        }
    }

    /** How a stay ended. */
    enum How {
        /** By somebody. */
        ENDED,
        /** With its instance. */
        DOWN,
        /** With its instance, which did not say so. */
        CRASH,
        /** Not at all. */
        RUNNING,
        /** It was done at once. */
        MOMENT,
        /** It was tried, and failed. */
        FAILED
    }

    /**
     * Its end.
     *
     * @param how it ended
     * @param at when
     * @param by who ended it, or why it failed
     * @param serial of the event of the end; 0: none
     */
    record End(How how, long at, String by, long serial) {
        static final End RUNNING = new End(How.RUNNING, UNKNOWN, "", 0);
    }
}

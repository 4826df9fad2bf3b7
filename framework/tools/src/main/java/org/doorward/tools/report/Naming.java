package org.doorward.tools.report;

import org.doorward.tools.trail.Facts;

/** How numbers are shown: as they are, or interpreted. */
interface Naming {
    /** Begins the next event: what auditd added to it may name who acted. */
    default void begin(Facts facts) {}

    /** A user's number, {@link Facts#UNSET} or {@link Facts#NO_LOGIN_USER}. */
    String user(int user);

    /** The system call of an event. */
    String syscall(Facts facts);

    /** A record type where the original prints its number. */
    String type(int type);

    /** Numbers as they are. */
    static Naming numbers() {
        return new Naming() {
            @Override
            public String user(int user) {
                return String.valueOf(user);
            }

            @Override
            public String syscall(Facts facts) {
                return String.valueOf(facts.syscall());
            }

            @Override
            public String type(int type) {
                return String.valueOf(type);
            }
        };
    }
}

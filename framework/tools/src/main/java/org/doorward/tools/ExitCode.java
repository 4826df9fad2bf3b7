package org.doorward.tools;

/** What the commands of Doorward tell the shell that called them. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;
    /** Done, with findings, or nothing found: as {@code ausearch(8)}. */
    public static final int NOTHING_FOUND = 1;
    /** Refused, or wrong usage. */
    public static final int REFUSED = 2;
    /** The instance ended by itself: an action {@code halt} of {@code doorward.cfg}. */
    public static final int HALTED = 3;
    /** Refused, as {@code auditctl(8)} says it. */
    public static final int AS_AUDITCTL = 255;

    private ExitCode() {}
}

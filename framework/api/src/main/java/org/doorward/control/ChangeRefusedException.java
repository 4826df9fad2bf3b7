package org.doorward.control;

/** A change that the operator asked for was not made; what was in force before stays, and the attempt was recorded. */
public final class ChangeRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** With what is wrong, in words for people: those of {@code auditctl(8)} where it has them. */
    public ChangeRefusedException(String message) {
        super(message);
    }
}

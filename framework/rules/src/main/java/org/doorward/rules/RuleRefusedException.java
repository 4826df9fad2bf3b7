package org.doorward.rules;

/** A change that cannot be made, in the words of {@code auditctl(8)}. */
public final class RuleRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    RuleRefusedException(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    /** The word for {@code reason=} of a CONFIG_CHANGE record. */
    public String reason() {
        return reason;
    }
}

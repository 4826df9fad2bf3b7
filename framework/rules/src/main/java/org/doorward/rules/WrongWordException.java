package org.doorward.rules;

/** A word of a rule is wrong; where it stands is added by {@link RuleParser}. */
final class WrongWordException extends Exception {
    private static final long serialVersionUID = 1;

    WrongWordException(String message) {
        super(message);
    }
}

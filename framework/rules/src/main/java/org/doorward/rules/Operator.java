package org.doorward.rules;

/** How a field is compared. The longer texts stand first: they are tried in this order. */
enum Operator {
    NOT_EQUAL("!="),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    ALL_BITS("&="),
    ANY_BIT("&"),
    EQUAL("="),
    LESS("<"),
    GREATER(">");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The one that this text begins with; {@code null} if it begins with none. */
    static Operator at(String text) {
        for (Operator operator : values()) {
            if (text.startsWith(operator.text)) {
                return operator;
            }
        }
        return null;
    }

    /** Whether it goes with numbers only. */
    boolean comparesNumbers() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /** Whether a number and the one of the rule satisfy this operator, as the kernel compares them ({@code audit_comparator}). */
    boolean accepts(long number, long wanted) {
        return switch (this) {
            case EQUAL -> number == wanted;
            case NOT_EQUAL -> number != wanted;
            case LESS -> number < wanted;
            case LESS_OR_EQUAL -> number <= wanted;
            case GREATER -> number > wanted;
            case GREATER_OR_EQUAL -> number >= wanted;
            case ALL_BITS -> (number & wanted) == wanted;
            case ANY_BIT -> (number & wanted) != 0;
        };
    }

    /** Whether equality or its absence satisfies this operator, where there is no order. */
    boolean accepts(boolean equal) {
        return equal == (this == EQUAL);
    }
}

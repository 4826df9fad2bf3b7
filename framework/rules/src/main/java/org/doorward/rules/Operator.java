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

    boolean ordersNumbers() {
        return this != EQUAL && this != NOT_EQUAL && !testsBits();
    }

    boolean testsBits() {
        return this == ALL_BITS || this == ANY_BIT;
    }

    /** Whether the outcome of a comparison, as {@link Integer#compare} gives it, satisfies this operator. */
    boolean accepts(int compared) {
        return switch (this) {
            case EQUAL -> compared == 0;
            case NOT_EQUAL -> compared != 0;
            case LESS -> compared < 0;
            case LESS_OR_EQUAL -> compared <= 0;
            case GREATER -> compared > 0;
            case GREATER_OR_EQUAL -> compared >= 0;
            case ALL_BITS, ANY_BIT -> throw new IllegalStateException("the parser lets no field have " + text);
        };
    }

    /** Whether equality or its absence satisfies this operator, where there is no order. */
    boolean accepts(boolean equal) {
        return equal == (this == EQUAL);
    }
}

package org.doorward.module;

/** A slot that holds a decimal number: a {@code long} of units and a fixed number of decimals. {@code 12050} with two decimals is 120.50. */
public final class DecimalArgument extends Argument {
    private final int decimals;

    DecimalArgument(Kind kind, String name, int decimals) {
        super(kind, name);
        if (decimals < 0 || decimals > 18) {
            throw new IllegalArgumentException(this + ": decimals must be 0 to 18: decimals=" + decimals);
        }
        this.decimals = decimals;
    }

    /** Digits after the point, 0 to 18. */
    public int decimals() {
        return decimals;
    }
}

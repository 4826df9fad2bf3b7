package org.doorward.trail.index;

/*
 * What nearly every event says fills rows, and what has full rows rules out no block. So the values have rows of their own: the four bytes of what every
 * event says fill a quarter of theirs, its few dozen values a tenth.
 */
/**
 * The numbers of the rows of a {@link Chunk}. Each gram has two that both say in which blocks it stands. Others have one of them as well, and
 * hardly ever both: a block that one of them leaves out surely has it not.
 */
enum Rows {
    /** Of four bytes in a row. */
    GRAMS(0, 12),

    /** Of a name's end and the whole value behind it. */
    VALUES(1 << 12, 11);

    /** How many there are of all kinds. */
    static final int COUNT = VALUES.first + (1 << VALUES.bits);

    /** 2^32 divided by the golden ratio: spreads neighbouring numbers (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final int SPREAD = 0x9E37_79B1;
    /** Another odd number without a pattern. */
    private static final int OTHER_SPREAD = 0x85EB_CA6B;

    private final int first;
    private final int bits;

    Rows(int first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    int row(int gram) {
        return first + (gram * SPREAD >>> Integer.SIZE - bits);
    }

    int otherRow(int gram) {
        return first + ((gram ^ gram >>> 15) * OTHER_SPREAD >>> Integer.SIZE - bits);
    }
}

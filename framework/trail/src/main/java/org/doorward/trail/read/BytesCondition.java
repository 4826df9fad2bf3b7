package org.doorward.trail.read;

/*
 * A number may be written in many ways: 1000, 01000, +1000, 4294968296 (the original takes 32 bits), -1, unset. The plain form of up to
 * nine digits is compared; any other form lets the event through, to be looked at.
 */
/** One of several parts must be there. Immutable. */
final class BytesCondition {
    private static final int MOST_DIGITS = 9;

    private final Needle[] parts;
    private final Needle[] numbers;

    /**
     * @param parts one of which must be there
     * @param numbers or else one of these must stand before what is no plain number; {@code null}: none
     */
    BytesCondition(byte[][] parts, byte[][] numbers) {
        this.parts = needles(parts);
        this.numbers = needles(numbers == null ? new byte[0][] : numbers);
    }

    private static Needle[] needles(byte[][] parts) {
        Needle[] needles = new Needle[parts.length];
        for (int i = 0; i < parts.length; i++) {
            needles[i] = new Needle(parts[i]);
        }
        return needles;
    }

    /** False if the condition surely does not hold for what is between. */
    boolean mayHold(byte[] bytes, int from, int to) {
        for (Needle part : parts) {
            if (part.indexIn(bytes, from, to) >= 0) {
                return true;
            }
        }
        for (Needle number : numbers) {
            int at = number.indexIn(bytes, from, to);
            while (at >= 0) {
                int value = at + number.length();
                if (!isPlainNumber(bytes, value, to)) {
                    return true;
                }
                at = number.indexIn(bytes, value, to);
            }
        }
        return false;
    }

    private static boolean isPlainNumber(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        int digits = end - from;
        boolean ends = end == to || bytes[end] == ' ' || bytes[end] == '\n' || bytes[end] == '\r';
        return ends && digits > 0 && digits <= MOST_DIGITS && (digits == 1 || bytes[from] != '0');
    }
}

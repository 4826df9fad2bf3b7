package org.doorward.core;

/** Text from outside, made fit for a frame or a message. */
final class Words {
    private static final int LONGEST_IN_MESSAGE = 200;

    private Words() {}

    /**
     * Copies at most {@code limit} characters into {@code builder}, made if {@code null}; {@code null} text empties it. The length is
     * asked for once and each character read once, whatever class the text is of.
     */
    static StringBuilder copy(CharSequence text, StringBuilder builder, int limit) {
        StringBuilder target = builder == null ? new StringBuilder(128) : builder;
        target.setLength(0);
        if (text != null) {
            int size = Math.min(text.length(), limit);
            for (int i = 0; i < size; i++) {
                target.append(text.charAt(i));
            }
        }
        return target;
    }

    /** The first bytes of a text, cut on a character boundary. */
    static String cut(String text, int bytes) {
        int size = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (size > bytes) {
                break;
            }
            i += Character.charCount(point);
        }
        return text.substring(0, i);
    }

    /** Text for a message: short, control characters replaced. */
    static String printable(CharSequence text) {
        int size = Math.min(text.length(), LONGEST_IN_MESSAGE);
        StringBuilder out = new StringBuilder(size + 3);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            boolean unfit = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029';
            out.append(unfit ? '?' : c);
        }
        return size < text.length() ? out.append("...").toString() : out.toString();
    }
}

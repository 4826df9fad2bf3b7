package org.doorward.tools.interpret;

import java.util.Locale;

/** Modes of files, as {@code inode(7)}. */
final class Modes {
    private static final long TYPE = 0xf000;
    private static final Words TYPES = Words.of("file-type");

    private Modes() {}

    /** {@code file,suid,755}. */
    static String full(long mode) {
        String type = TYPES.word(mode & TYPE);
        StringBuilder text = new StringBuilder(type != null ? type : octal((mode & TYPE) >> 12));
        special(text, mode);
        return text.append(',').append(octal(mode & 0777)).toString();
    }

    /** {@code 0755} or {@code suid,0755}. */
    static String withoutType(long mode) {
        StringBuilder text = new StringBuilder();
        special(text, mode);
        text.append(",0").append(octal(mode & 0777));
        return text.substring(1);
    }

    private static void special(StringBuilder text, long mode) {
        if ((mode & 04000) != 0) {
            text.append(",suid");
        }
        if ((mode & 02000) != 0) {
            text.append(",sgid");
        }
        if ((mode & 01000) != 0) {
            text.append(",sticky");
        }
    }

    private static String octal(long bits) {
        return String.format(Locale.ROOT, "%03o", bits);
    }
}

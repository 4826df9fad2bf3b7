package org.doorward.tools.interpret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Texts as records have them: within quotes, as hexadecimal digits, or {@code (null)}. What is none of it stays as it is; what follows the
 * digits is passed over. A text ends at its first NUL, as texts of C do.
 */
final class EncodedText {
    private EncodedText() {}

    static String decode(String value) {
        if (value.startsWith("\"")) {
            int end = value.indexOf('"', 1);
            return end < 0 ? " " : value.substring(1, end);
        }
        // an abstract unix socket's name begins with NUL
        byte[] bytes = bytes(value.startsWith("00") ? value.substring(2) : value);
        if (bytes == null) {
            return nullWord(value);
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Several texts with NUL between them, as the title of a process: blanks instead. */
    static String decodeList(String value) {
        byte[] bytes = value.startsWith("\"") ? null : bytes(value.startsWith("00") ? value.substring(2) : value);
        if (bytes == null) {
            return decode(value);
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 ? (byte) ' ' : bytes[i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The whole text, with all its NULs. */
    static String whole(String value) {
        byte[] bytes = value.startsWith("\"") || value.length() % 2 != 0 || !value.matches("[0-9A-Fa-f]+")
                ? null
                : bytes(value);
        return bytes == null ? decode(value) : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String nullWord(String value) {
        int end = value.startsWith("(") ? value.indexOf(')') : -1;
        return end < 0 ? value : value.substring(0, end + 1);
    }

    /** The bytes of the hexadecimal digits that a value begins with; {@code null} if they are fewer than two. */
    static byte[] bytes(String value) {
        int digits = 0;
        while (digits < value.length() && isDigit(value.charAt(digits))) {
            digits++;
        }
        if (digits < 2) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((digits + 1) / 2);
        for (int i = 0; i < digits; i += 2) {
            int low = i + 1 < digits ? Character.digit(value.charAt(i + 1), 16) : 0;
            bytes.write(Character.digit(value.charAt(i), 16) << 4 | low);
        }
        return bytes.toByteArray();
    }

    private static boolean isDigit(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}

package org.doorward.tools.interpret;

/** What was typed at a terminal: texts within quotes, keys by their names. */
final class TtyText {
    private static final char DELETE = 0x7f;

    private TtyText() {}

    static String of(String value) {
        if (!value.matches("[0-9A-Fa-f]*")) {
            return value;
        }
        byte[] bytes = EncodedText.bytes(value);
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (byte one : bytes == null ? new byte[0] : bytes) {
            String key = key(one & 0xff);
            if (key != null) {
                text.append(quoted ? "\"" : "").append(text.length() > 0 ? "," : "");
                text.append('<').append(key).append('>');
                quoted = false;
                continue;
            }
            if (!quoted) {
                text.append(text.length() > 0 ? ",\"" : "\"");
                quoted = true;
            }
            append(text, one & 0xff);
        }
        return text.append(quoted ? "\"" : "").toString();
    }

    private static void append(StringBuilder text, int c) {
        if (c < ' ' || c > '~') {
            text.append('\\').append(c >> 6 & 7).append(c >> 3 & 7).append(c & 7);
        } else {
            text.append(c == '\\' || c == '"' ? "\\" : "").append((char) c);
        }
    }

    private static String key(int c) {
        return switch (c) {
            case '\b', DELETE -> "backspace";
            case '\t' -> "tab";
            case '\n' -> "nl";
            case '\r' -> "ret";
            case 0x1b -> "esc";
            default -> c > 0 && c < 0x1b ? "^" + (char) ('@' + c) : null;
        };
    }
}

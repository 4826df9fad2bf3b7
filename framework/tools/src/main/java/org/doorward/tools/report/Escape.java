package org.doorward.tools.report;

/** How texts of the trail are made harmless for what reads the report; each mode changes what the one before it changes, and more. */
enum Escape {
    /** As the text is. */
    raw(""),
    /** Control characters, which a terminal would obey. */
    tty(""),
    /** What a shell would obey within double quotes, and blanks. */
    shell(" !\"$'()\\`|"),
    /** All that a shell would obey. */
    shell_quote(" !\"$'()\\`|#&*;<>?[]{}");

    private static final int FIRST_PRINTABLE = 32;

    private final String quoted;

    Escape(String quoted) {
        this.quoted = quoted;
    }

    /** Appends a text of the trail. */
    void append(StringBuilder out, String text) {
        if (this == raw) {
            out.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST_PRINTABLE || c > '~' && c < '\u00a0') {
                out.append('\\');
                out.append((char) ('0' + (c >> 6 & 7)));
                out.append((char) ('0' + (c >> 3 & 7)));
                out.append((char) ('0' + (c & 7)));
            } else {
                if (quoted.indexOf(c) >= 0) {
                    out.append('\\');
                }
                out.append(c);
            }
        }
    }
}

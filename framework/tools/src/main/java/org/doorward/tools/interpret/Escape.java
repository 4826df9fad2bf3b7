package org.doorward.tools.interpret;

/** How texts of the trail are made harmless for who reads them; each mode changes what the one before it changes, and more. */
public enum Escape {
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

    /**
     * The mode of a word of {@code --escape}.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    public static Escape of(String word) {
        for (Escape mode : values()) {
            if (mode.name().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("--escape [" + word + "]: expected raw, tty, shell or shell_quote");
    }

    /** The mode for what surrounds the texts: nothing in it is meant for a shell. */
    public Escape forLines() {
        return this == raw ? raw : tty;
    }

    /** Appends a text of the trail. */
    public void append(StringBuilder out, String text) {
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

package org.doorward.tools.interpret;

import java.util.Locale;
import org.doorward.tools.terminal.ControlCharacters;

/** How texts of the trail are made harmless for who reads them; each mode changes what the one before it changes, and more. */
public enum Escape {
    /** As the text is. */
    RAW(""),
    /** Control characters, which a terminal would obey. */
    TTY(""),
    /** What a shell would obey within double quotes, and blanks. */
    SHELL(" !\"$'()\\`|"),
    /** All that a shell would obey. */
    SHELL_QUOTE(" !\"$'()\\`|#&*;<>?[]{}");

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
            if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("--escape [" + word + "]: expected raw, tty, shell or shell_quote");
    }

    /** The mode for what surrounds the texts: nothing in it is meant for a shell. */
    public Escape forLines() {
        return this == RAW ? RAW : TTY;
    }

    /** Appends a text of the trail. */
    public void append(StringBuilder out, String text) {
        if (this == RAW) {
            out.append(text);
            return;
        }
        int from = 0; // most texts have nothing of the kind
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isControl = ControlCharacters.isControl(c);
            if (isControl || quoted.indexOf(c) >= 0) {
                out.append(text, from, i);
                if (isControl) {
                    ControlCharacters.append(out, c);
                } else {
                    out.append('\\').append(c);
                }
                from = i + 1;
            }
        }
        out.append(from == 0 ? text : text.substring(from));
    }
}

package org.doorward.dist.demo;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.doorward.tools.control.ShellWord;

/** A line for the shell of an instance that can also be read, and typed. */
final class ShellLine {
    private ShellLine() {}

    /** The line of these words, whatever is in them. */
    static String of(String... words) {
        return Arrays.stream(words).map(ShellLine::word).collect(Collectors.joining(" "));
    }

    /* In single quotes rather than with a backslash at every sign, where the shell takes what is between them as it is. */
    private static String word(String word) {
        String quoted = ShellWord.quote(word);
        return quoted.equals(word) || word.contains("'") || word.contains("\\") ? quoted : "'" + word + "'";
    }

    /** The line as one word of {@code sh}, to stand behind {@code doorward exec}. */
    static String typed(String line) {
        return line.contains("'") ? '"' + line.replaceAll("([\\\\\"$`])", "\\\\$1") + '"' : "'" + line + "'";
    }
}

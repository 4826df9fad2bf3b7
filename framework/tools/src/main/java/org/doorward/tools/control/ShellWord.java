package org.doorward.tools.control;

/** A word of a line for the shell of an instance. */
public final class ShellWord {
    private ShellWord() {}

    /*
     * Not in quotes: inside double quotes Gogo still looks for the end of a single one.
     */
    /** The word as it must stand in a line, so that the shell takes it as it is, whatever is in it. */
    public static String quote(String word) {
        return word.isEmpty() ? "''" : word.replaceAll("([^A-Za-z0-9/._-])", "\\\\$1");
    }
}

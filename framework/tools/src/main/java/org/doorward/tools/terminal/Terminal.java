package org.doorward.tools.terminal;

import picocli.CommandLine;

/**
 * Which of the two streams of a command is a terminal.
 *
 * @param out standard output
 * @param err standard error
 */
public record Terminal(boolean out, boolean err) {
    /** Neither. */
    public static final Terminal NONE = new Terminal(false, false);

    /** That of this process, as its start script says it (property {@code doorward.terminals}). */
    public static Terminal ofProcess() {
        String descriptors = System.getProperty("doorward.terminals", "");
        return new Terminal(descriptors.contains("1"), descriptors.contains("2"));
    }

    /** Whether standard output has colours. */
    public boolean isColoured(ColorOption color) {
        return color.isOn(out, System.getenv());
    }

    /** Gives a command that is about to run the writers that suit eyes; what is for none stays as it is. */
    public void prepare(CommandLine command, ColorOption color) {
        boolean coloured = isColoured(color);
        if (out || coloured) {
            command.setOut(new TerminalWriter(command.getOut(), coloured));
        }
        if (err) {
            command.setErr(new TerminalWriter(command.getErr(), coloured));
        }
    }
}

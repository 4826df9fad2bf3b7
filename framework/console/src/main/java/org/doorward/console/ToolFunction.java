package org.doorward.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.PicocliTool;
import org.doorward.tools.terminal.Terminal;

/** A tool command as a function of the shell. Its exit code is left in the session's variable {@value #EXIT}. */
final class ToolFunction implements Function {
    /** Variable of a session: the exit code of the last tool command. */
    static final String EXIT = "exit";
    /** Variable of a session that nobody sits at. */
    static final String NO_TERMINAL = ".doorward.no-terminal";

    private static final int OUT = 1;
    private static final int ERR = 2;

    private final ToolCommand command;

    ToolFunction(ToolCommand command) {
        this.command = Objects.requireNonNull(command, "command");
    }

    /** Runs it; the result is what it printed. */
    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        // In a pipe the streams are those of the process, not of the session.
        Process process = Process.Utils.current();
        PrintStream out = process == null ? session.getConsole() : process.out();
        PrintStream err = process == null ? session.getConsole() : process.err();
        boolean attended = session.get(NO_TERMINAL) == null;
        Terminal terminal =
                attended && process != null ? new Terminal(process.isTty(OUT), process.isTty(ERR)) : Terminal.NONE;
        int exit = run(session, arguments.stream().map(String::valueOf).toList(), out, err, terminal);
        out.flush();
        err.flush();
        if (process != null) {
            process.error(exit); // what && and || go by
        }
        session.put(EXIT, exit);
        return null;
    }

    private int run(CommandSession session, List<String> words, PrintStream out, PrintStream err, Terminal terminal) {
        if (!(command instanceof PicocliTool tool)) {
            return command.run(words, out, err);
        }
        if (!tool.isLive() || session.get(NO_TERMINAL) != null) {
            return tool.run(words, out, err, terminal);
        }
        err.println(command.name() + ": Enter ends it");
        try (EnterKey key = new EnterKey(session.getKeyboard())) {
            return tool.run(words, key.shielded(out), key.shielded(err), terminal);
        }
    }
}

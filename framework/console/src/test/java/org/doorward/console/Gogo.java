package org.doorward.console;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.doorward.tool.ToolCommand;

/** Gogo itself, without a framework, with tool commands in it. */
final class Gogo implements AutoCloseable {
    /** What a line printed and ended with. */
    record Ran(int exitCode, String out, String err) {}

    /** What a command of these tests does. */
    interface Action {
        int run(List<String> arguments, PrintStream out, PrintStream err);
    }

    private record Command(String name, String description, Action action) implements ToolCommand {
        @Override
        public int run(List<String> arguments, PrintStream out, PrintStream err) {
            return action.run(arguments, out, err);
        }
    }

    private final ThreadIOImpl io = new ThreadIOImpl();
    private final CommandProcessorImpl processor;
    private final LineRunner runner;

    Gogo() {
        io.start();
        processor = new CommandProcessorImpl(io);
        runner = new LineRunner(() -> processor);
    }

    static ToolCommand command(String name, Action action) {
        return new Command(name, "does " + name, action);
    }

    Gogo with(String name, Action action) {
        return with(command(name, action));
    }

    Gogo with(ToolCommand command) {
        processor.addCommand(ToolFunctions.SCOPE, new ToolFunction(command), command.name());
        return this;
    }

    /** Adds a command that is none of Doorward's: every public method of that name. */
    Gogo withForeign(String scope, Object target, String name) {
        processor.addCommand(scope, target, name);
        return this;
    }

    /** Runs lines as the interactive shell does. @return what they printed */
    String runOnTerminal(InputStream keyboard, String... lines) throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(shown, true);
        try (CommandSession session = processor.createSession(keyboard, terminal, terminal)) {
            for (String line : lines) {
                session.execute(line);
            }
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    LineRunner runner() {
        return runner;
    }

    Ran run(String line) {
        return run(runner, line);
    }

    static Ran run(LineRunner runner, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = runner.run(line, new PrintStream(out, true), new PrintStream(err, true));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        processor.stop();
        io.stop();
    }
}

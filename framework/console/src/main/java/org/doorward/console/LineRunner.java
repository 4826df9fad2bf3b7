package org.doorward.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Runs one line of the shell in a session of its own. Safe for all threads. */
final class LineRunner {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private final Supplier<CommandProcessor> processors;

    /** Over the shell that is there when a line comes; {@code null} if there is none. */
    LineRunner(Supplier<CommandProcessor> processors) {
        this.processors = processors;
    }

    /**
     * Runs the line. Blocks until it has ended. Throws nothing, whatever the line throws.
     *
     * @return the exit code of the tool command that ran last, else 0; 1 if the line threw, 2 if there is no shell
     */
    int run(String line, PrintStream out, PrintStream err) {
        CommandProcessor processor = processors.get();
        if (processor == null) {
            err.println("doorward: the shell is not running: is org.apache.felix.gogo.runtime started?");
            return REFUSED;
        }
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err)) {
            session.put(ToolFunction.EXIT, DONE);
            session.put(ToolFunction.NO_TERMINAL, true);
            // Without a scope a command of Doorward comes before one of the same name in another scope: help.
            session.put("SCOPE", ToolFunctions.SCOPE + ":*");
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return session.get(ToolFunction.EXIT) instanceof Integer exit ? exit : DONE;
        } catch (Throwable e) { // what a command threw, linkage errors of its bundle included
            err.println(message(e));
            return FAILED;
        }
    }

    /** What is to be said of a line that threw. */
    static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return "doorward: " + (message == null || thrown instanceof Error ? thrown.toString() : message);
    }
}

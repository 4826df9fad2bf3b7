package org.doorward.console;

import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.util.tracker.ServiceTracker;

/** Runs one line of the shell in a session of its own. Safe for all threads. */
final class LineRunner {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private final ServiceTracker<CommandProcessor, CommandProcessor> processors;

    LineRunner(ServiceTracker<CommandProcessor, CommandProcessor> processors) {
        this.processors = processors;
    }

    /**
     * Runs the line. Blocks until it has ended.
     *
     * @return the exit code of the tool command that ran last, else 0; 1 if the line threw, 2 if there is no shell
     */
    int run(String line, PrintStream out, PrintStream err) {
        CommandProcessor processor = processors.getService();
        if (processor == null) {
            err.println("doorward: the shell is not running: is org.apache.felix.gogo.runtime started?");
            return REFUSED;
        }
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err)) {
            session.put(ToolFunction.EXIT, DONE);
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return session.get(ToolFunction.EXIT) instanceof Integer exit ? exit : DONE;
        } catch (Exception e) { // CommandSession.execute throws what the command threw
            String message = e.getMessage();
            err.println("doorward: " + (message == null ? e.toString() : message));
            return FAILED;
        }
    }
}

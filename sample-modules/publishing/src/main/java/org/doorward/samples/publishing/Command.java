package org.doorward.samples.publishing;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.doorward.guard.OperationDeniedException;
import org.doorward.tool.ToolCommand;

/**
 * A command with a fixed number of words. Exit codes: 0 done, 1 denied or failed, 2 wrong usage.
 *
 * @param name the word that calls it
 * @param usage the words after the name
 * @param description one line
 * @param action what it does
 */
record Command(String name, String usage, String description, Action action) implements ToolCommand {
    /** What a command does; returns the exit code. */
    @FunctionalInterface
    interface Action {
        int run(List<String> words, PrintStream out, PrintStream err) throws IOException;
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.size() != usage.split(" ").length) {
            err.println("usage: " + name + " " + usage);
            return 2;
        }
        try {
            return action.run(arguments, out, err);
        } catch (OperationDeniedException e) {
            err.println(Words.denied(e));
            return 1;
        } catch (IOException e) {
            err.println(Words.failed(e));
            return 1;
        } catch (IllegalArgumentException e) {
            err.println(name + ": " + e.getMessage());
            return 2;
        }
    }
}

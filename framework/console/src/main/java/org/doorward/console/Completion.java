package org.doorward.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.PicocliTool;
import org.doorward.tools.terminal.ControlCharacters;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * What may stand at the cursor of the shell: a command, and of commands that picocli knows an option, one of its values, or a file. Safe for
 * all threads.
 */
final class Completion implements Completer {
    /** What a command ends with, and another one begins behind. */
    private static final Set<String> BETWEEN_COMMANDS = Set.of("|", ";", "&&", "||");

    private static final Completer FILES = new Completers.FileNameCompleter();

    private final Supplier<Collection<ToolCommand>> commands;

    /** Over the commands that are there when somebody asks. */
    Completion(Supplier<Collection<ToolCommand>> commands) {
        this.commands = commands;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words().subList(0, line.wordIndex() + 1);
        for (int i = words.size() - 2; i >= 0; i--) {
            if (BETWEEN_COMMANDS.contains(words.get(i))) {
                words = words.subList(i + 1, words.size());
                break;
            }
        }
        if (words.size() == 1) {
            commands.get().forEach(command -> candidates.add(candidate(command)));
            return;
        }
        String name = words.get(0);
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        for (ToolCommand command : commands.get()) {
            if (command instanceof PicocliTool tool && command.name().equals(name)) {
                tool.completions(arguments).stream()
                        .filter(Completion::isPlain)
                        .forEach(word -> candidates.add(argument(word)));
                if (tool.takesFile(arguments)) {
                    FILES.complete(reader, line, candidates);
                }
            }
        }
    }

    /** Whether a terminal obeys none of it: names come from files that others wrote. */
    private static boolean isPlain(String word) {
        return word.chars().noneMatch(ControlCharacters::isControl);
    }

    /** A word that ends with an operator goes on: no blank stands behind it. */
    private static Candidate argument(String word) {
        return new Candidate(word, word, null, null, null, null, !word.endsWith("="));
    }

    private static Candidate candidate(ToolCommand command) {
        return new Candidate(command.name(), command.name(), null, command.description(), null, null, true);
    }
}

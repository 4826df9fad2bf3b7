package org.doorward.dist;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.doorward.tools.Tools;
import org.doorward.tools.life.AulastCommand;
import org.doorward.tools.report.AureportCommand;
import org.doorward.tools.search.AusearchCommand;
import org.doorward.tools.search.AutailCommand;
import org.doorward.tools.why.WhyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The subcommands by their names, in the order of the help text. Each is made when it is asked for: picocli's models of all take longer than
 * most commands run, and so do lambdas of all and a look at the names of the engine's. Not safe for several threads.
 */
final class Subcommands {
    private static final List<String> FIRST = List.of(
            "run", "exec", "demo", "auditctl", "ausearch", "autail", "aulast", "aureport", "completion", "archive");
    private static final String LAST = "why";

    private final DoorwardCommand root;
    private final InTheInstance there;

    /** @param coloured whether the output is to have colours */
    Subcommands(DoorwardCommand root, BooleanSupplier coloured) {
        this.root = root;
        there = new InTheInstance(root::home, coloured);
    }

    /** Runs those that the instance must run there. */
    InTheInstance there() {
        return there;
    }

    /* One of FIRST or LAST; null if it is none. */
    private CommandLine make(String name) {
        Supplier<Path> trail = () -> root.home().auditFolder();
        return switch (name) {
            case "run" -> new CommandLine(new RunCommand(root));
            case "exec" -> ExecCommand.commandLine(root);
            case "demo" -> new CommandLine(new DemoCommand(root));
            case "auditctl" -> new CommandLine(new AuditctlForward(root));
            case "ausearch" -> new CommandLine(AusearchCommand.over(trail));
            case "autail" -> new CommandLine(AutailCommand.over(trail));
            case "aulast" -> new CommandLine(AulastCommand.over(trail));
            case "aureport" -> new CommandLine(AureportCommand.over(trail));
            case "completion" -> new CommandLine(new CompletionCommand());
            case "archive" -> new CommandLine(new ArchiveCommand());
            case LAST -> there.addPreferably(new CommandLine(WhyCommand.over(trail, () -> null, () -> null)));
            default -> null;
        };
    }

    private static Map<String, Object> ofTheEngine() {
        Map<String, Object> commands = new LinkedHashMap<>();
        for (Supplier<?> tool : Tools.ofTheEngine(() -> null, () -> null)) {
            Object command = tool.get();
            commands.put(command.getClass().getAnnotation(Command.class).name(), command);
        }
        return commands;
    }

    private void addAll(CommandLine line) {
        FIRST.forEach(name -> line.addSubcommand(name, make(name)));
        ofTheEngine().forEach((name, command) -> line.addSubcommand(name, there.add(new CommandLine(command))));
        line.addSubcommand(LAST, make(LAST));
    }

    /** Adds the one that these words name; all if they name none, or the one that describes the others. */
    void addNamed(CommandLine line, String... words) {
        String name = name(words);
        if (name == null || name.equals("completion")) {
            addAll(line);
            return;
        }
        CommandLine one = make(name);
        if (one == null) {
            Object command = ofTheEngine().get(name);
            one = command == null ? null : there.add(new CommandLine(command));
        }
        if (one == null) {
            addAll(line);
        } else {
            line.addSubcommand(name, one);
        }
    }

    /** The first word that is neither an option nor the value of one; {@code null} if there is none. */
    static String name(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--home") || words[i].equals("--color")) {
                i++;
            } else if (!words[i].startsWith("-")) {
                return words[i];
            }
        }
        return null;
    }
}

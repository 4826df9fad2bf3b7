package org.doorward.dist;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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
 * most commands run. Not safe for several threads.
 */
final class Subcommands {
    private final Map<String, Supplier<CommandLine>> makers = new LinkedHashMap<>();
    private final InTheInstance there;

    /** @param coloured whether the output is to have colours */
    Subcommands(DoorwardCommand root, BooleanSupplier coloured) {
        there = new InTheInstance(root::home, coloured);
        Supplier<Path> trail = () -> root.home().auditFolder();
        makers.put("run", () -> new CommandLine(new RunCommand(root)));
        makers.put("exec", () -> ExecCommand.commandLine(root));
        makers.put("demo", () -> new CommandLine(new DemoCommand(root)));
        makers.put("auditctl", () -> new CommandLine(new AuditctlForward(root)));
        makers.put("ausearch", () -> new CommandLine(new AusearchCommand(trail)));
        makers.put("autail", () -> new CommandLine(new AutailCommand(trail)));
        makers.put("aulast", () -> new CommandLine(new AulastCommand(trail)));
        makers.put("aureport", () -> new CommandLine(new AureportCommand(trail)));
        makers.put("completion", () -> new CommandLine(new CompletionCommand()));
        makers.put("archive", () -> new CommandLine(new ArchiveCommand()));
        for (Supplier<?> tool : Tools.ofTheEngine(() -> null, () -> null)) {
            Object command = tool.get();
            makers.put(
                    command.getClass().getAnnotation(Command.class).name(), () -> there.add(new CommandLine(command)));
        }
        makers.put("why", () -> there.addPreferably(new CommandLine(new WhyCommand(trail, () -> null))));
    }

    /** Runs those that the instance must run there. */
    InTheInstance there() {
        return there;
    }

    private void addAll(CommandLine line) {
        makers.forEach((name, maker) -> line.addSubcommand(name, maker.get()));
    }

    /** Adds the one that these words name; all if they name none, or the one that describes the others. */
    void addNamed(CommandLine line, String... words) {
        String name = name(words);
        if (makers.containsKey(name) && !name.equals("completion")) {
            line.addSubcommand(name, makers.get(name).get());
        } else {
            addAll(line);
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

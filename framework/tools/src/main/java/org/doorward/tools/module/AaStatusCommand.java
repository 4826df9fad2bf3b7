package org.doorward.tools.module;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.doorward.control.AuditControl;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.control.TrailStatus;
import org.doorward.tools.ExitCode;
import org.doorward.tools.terminal.Style;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code aa-status}: which modules enforce and which complain, as {@code aa-status(8)} says it of profiles. What it says of processes
 * has no counterpart: a module decides on every operation of its kinds, whoever does it. Last comes what the trail takes its time for.
 */
@Command(
        name = "aa-status",
        description = "Shows which modules are loaded, and which of them enforce.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:modules are loaded", "1:no module is loaded", "2:refused, or wrong usage"})
public final class AaStatusCommand implements Callable<Integer> {
    private final Supplier<AuditControl> control;

    @ArgGroup
    private Form form = new Form();

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    static final class Form {
        @Option(names = "--enabled", description = "Prints nothing; the exit code says whether modules are loaded.")
        boolean enabled;

        @Option(names = "--profiled", description = "Prints how many modules are loaded.")
        boolean profiled;

        @Option(names = "--enforced", description = "Prints how many modules are in mode enforce.")
        boolean enforced;

        @Option(names = "--complaining", description = "Prints how many modules are in mode complain.")
        boolean complaining;

        @Option(names = "--json", description = "Prints all as JSON, in the form of the original.")
        boolean json;

        @Option(names = "--verbose", description = "Prints all in words; so it does without an option.")
        boolean verbose;
    }

    /** The command over these controls, which are asked for when it runs. */
    public AaStatusCommand(Supplier<AuditControl> control) {
        this.control = control;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<ModuleStatus> modules = control.get().modules();
        if (form.profiled) {
            out.println(modules.size());
        } else if (form.enforced) {
            out.println(in(Mode.ENFORCE, modules).size());
        } else if (form.complaining) {
            out.println(in(Mode.COMPLAIN, modules).size());
        } else if (form.json) {
            out.println(json(modules));
        } else if (!form.enabled) {
            out.println("doorward module is loaded.");
            out.println(modules.size() + " modules are loaded.");
            for (Mode mode : Mode.values()) {
                List<String> names = in(mode, modules);
                out.println(names.size() + " modules are in " + mode.token() + " mode.");
                Style style = mode == Mode.COMPLAIN ? Style.WOULD_DENY : Style.PLAIN;
                names.forEach(name -> style.println(out, "   " + name));
            }
            dontaudited(modules, out);
            trail(control.get().status().trail(), out);
        }
        return modules.isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.DONE;
    }

    /* Denials that nobody finds in the trail: never silent. */
    private static void dontaudited(List<ModuleStatus> modules, PrintWriter out) {
        for (ModuleStatus module : modules) {
            module.dontaudited()
                    .forEach((rule, count) -> out.println(count + " denials of " + module.name()
                            + (rule.isEmpty() ? "" : " by rule " + rule) + " left no record (dontaudit)."));
        }
    }

    private static void trail(TrailStatus trail, PrintWriter out) {
        if (trail != null) {
            out.println("trail is " + trail.state().name().toLowerCase(Locale.ROOT) + "; in the last minute: write p99 "
                    + micros(trail.writeTime().p99Micros()) + ", sync p99 "
                    + micros(trail.syncTime().p99Micros()) + ".");
        }
    }

    private static String micros(long time) {
        return time < 0 ? "none" : time + " us";
    }

    private static List<String> in(Mode mode, List<ModuleStatus> modules) {
        return modules.stream()
                .filter(module -> module.mode() == mode)
                .map(ModuleStatus::name)
                .sorted()
                .toList();
    }

    /* Names have no letter that JSON would escape: 1 to 64 of A-Z a-z 0-9 . _ - */
    private static String json(List<ModuleStatus> modules) {
        return modules.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .map(module -> "\"" + module.name() + "\": \"" + module.mode().token() + "\"")
                .collect(Collectors.joining(", ", "{\"version\": \"2\", \"profiles\": {", "}, \"processes\": {}}"));
    }
}

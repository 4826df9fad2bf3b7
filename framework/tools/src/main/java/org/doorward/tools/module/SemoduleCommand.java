package org.doorward.tools.module;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.ModuleControl;
import org.doorward.control.ModuleStatus;
import org.doorward.control.PolicyStatus;
import org.doorward.tools.ExitCode;
import org.doorward.tools.LiveNames;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code semodule}: the modules of the instance, in the words of {@code semodule(8)}. What comes and goes does so through the deploy
 * folder: what is on the disk and what runs agree.
 */
@Command(
        name = "semodule",
        description = "Lists the security modules; installs, removes, enables and disables those of the deploy folder.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no module and no policy is loaded", "2:refused, or wrong usage"})
public final class SemoduleCommand implements Callable<Integer> {
    private final Supplier<AuditControl> control;
    private final Supplier<ModuleControl> switches;

    @ArgGroup(multiplicity = "1")
    private Action action;

    @Option(
            names = {"-v", "--full"},
            description =
                    "With -l: version, mode, how many operations it was asked about, denied, would have denied, of"
                            + " these without a record (dontaudit), and flagged, how often it failed, its mean time in microseconds (of a sample), the SHA-256 of its jar.")
    private boolean full;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    static final class Action {
        @Option(
                names = {"-l", "--list-modules"},
                required = true,
                description =
                        "Lists the modules in the order in which they are asked, then the policies: bundles of rules.")
        boolean list;

        @Option(
                names = {"-i", "--install"},
                required = true,
                paramLabel = "FILE",
                description =
                        "Copies a jar into the deploy folder, waits until it is deployed, and prints its modules, or its policy. If"
                                + " it is refused, the folder is as before.")
        Path install;

        @Option(
                names = {"-r", "--remove"},
                required = true,
                paramLabel = "NAME",
                completionCandidates = LiveNames.AllModules.class,
                description =
                        "Deletes the jar of a module or a policy from the deploy folder, and prints all that go with it.")
        String remove;

        @Option(
                names = {"-e", "--enable"},
                required = true,
                paramLabel = "NAME",
                completionCandidates = LiveNames.DisabledModules.class,
                description = "Deploys the jar of a disabled module or policy again.")
        String enable;

        @Option(
                names = {"-d", "--disable"},
                required = true,
                paramLabel = "NAME",
                completionCandidates = LiveNames.LoadedModules.class,
                description = "Keeps the jar of a module or a policy in the deploy folder and does not deploy it.")
        String disable;
    }

    /** The command over these controls, which are asked for when it runs. */
    public SemoduleCommand(Supplier<AuditControl> control, Supplier<ModuleControl> switches) {
        this.control = control;
        this.switches = switches;
    }

    @Override
    public Integer call() throws ChangeRefusedException {
        if (full && !action.list) {
            throw new ParameterException(spec.commandLine(), "[--full]: goes with -l only");
        }
        if (action.list) {
            return list(control.get().modules(), switches.get().policies());
        }
        List<String> names = change(switches.get());
        if (names.isEmpty()) {
            spec.commandLine().getErr().println("semodule: deployed; it has registered no module that is asked");
        }
        names.forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }

    private List<String> change(ModuleControl modules) throws ChangeRefusedException {
        if (action.install != null) {
            return modules.install(action.install.toAbsolutePath());
        }
        if (action.enable != null) {
            return modules.enable(action.enable);
        }
        return action.disable != null ? modules.disable(action.disable) : modules.remove(action.remove);
    }

    private int list(List<ModuleStatus> modules, List<PolicyStatus> policies) {
        PrintWriter out = spec.commandLine().getOut();
        if (modules.isEmpty() && policies.isEmpty()) {
            spec.commandLine().getErr().println("No modules.");
            return ExitCode.NOTHING_FOUND;
        }
        if (!full) {
            modules.forEach(module -> out.println(module.name()));
            policies.forEach(policy -> out.println(policy.name()));
            return ExitCode.DONE;
        }
        if (!modules.isEmpty()) {
            ModuleTable.print(modules, out);
        }
        for (PolicyStatus policy : policies) {
            out.println("policy " + policy.name() + " " + policy.version() + "  rules " + policy.rules() + "  sha256 "
                    + policy.sha256());
        }
        return ExitCode.DONE;
    }
}

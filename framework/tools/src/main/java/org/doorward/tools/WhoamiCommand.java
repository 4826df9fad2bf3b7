package org.doorward.tools;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.SubjectStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code whoami BUNDLE}: what policy sees when that bundle acts. */
@Command(
        name = "whoami",
        description = "Shows what policy sees when a bundle acts, and how configuration can name it.",
        mixinStandardHelpOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no such bundle", "2:refused, or wrong usage"})
public final class WhoamiCommand implements Callable<Integer> {
    private final Supplier<AuditControl> control;

    @Parameters(
            paramLabel = "BUNDLE",
            completionCandidates = LiveNames.Bundles.class,
            description = "The symbolic name or the number of an installed bundle.")
    private String bundle;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over these controls, which are asked for when it runs. */
    public WhoamiCommand(Supplier<AuditControl> control) {
        this.control = control;
    }

    @Override
    public Integer call() {
        AuditControl controls = control.get();
        if (controls == null) {
            throw new IllegalStateException("the engine is not running");
        }
        List<SubjectStatus> found = controls.whoami(bundle);
        if (found.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("whoami: no bundle [" + bundle
                            + "]: expected the symbolic name or the number of an installed"
                            + " bundle, as lb -s lists them");
            return ExitCode.NOTHING_FOUND;
        }
        PrintWriter out = spec.commandLine().getOut();
        for (SubjectStatus subject : found) {
            out.println("subj " + subject.label());
            if (!subject.location().isEmpty()) {
                out.println("location " + subject.location());
            }
            subject.matches().forEach(match -> out.println("match " + match));
            out.println("acts " + (subject.transparent() ? "for its callers" : "for itself"));
        }
        return ExitCode.DONE;
    }
}

package org.doorward.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.doorward.dist.demo.Demo;
import org.doorward.dist.demo.StepFailedException;
import org.doorward.osgi.StartRefusedException;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doorward demo}: the main job, on real files, not interactive. */
@Command(
        name = "demo",
        description = {
            "Starts an instance in which an application works on real files, drops modules in, updates and removes them while it works,"
                    + " and shows what is decided and recorded.",
            "Takes less than a minute and asks nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:each step did what it says", "1:a step did not", "2:refused, or wrong usage"})
final class DemoCommand implements Callable<Integer> {
    private final DoorwardCommand root;

    @Mixin
    private HelpOption help;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The files to work on; a copy of them is. Default: the documentation of the distribution.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    DemoCommand(DoorwardCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, StartRefusedException, InterruptedException {
        Path originals = folder == null
                ? root.distribution().documentation()
                : folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(originals)) {
            throw new ParameterException(
                    spec.commandLine(), "FOLDER [" + originals + "] is no folder: expected one with files to work on");
        }
        try {
            new Demo(
                            root.home(),
                            root.distribution(),
                            root.agent(),
                            originals,
                            spec.commandLine().getOut())
                    .run();
            return ExitCode.DONE;
        } catch (StepFailedException e) {
            spec.commandLine()
                    .getErr()
                    .println("doorward: the step failed: " + e.getMessage() + "; see "
                            + root.home().logFolder().resolve("doorward.log"));
            return ExitCode.NOTHING_FOUND;
        }
    }
}

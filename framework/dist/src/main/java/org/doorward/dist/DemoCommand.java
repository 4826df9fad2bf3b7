package org.doorward.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.doorward.dist.demo.Demo;
import org.doorward.dist.demo.StepFailedException;
import org.doorward.osgi.StartRefusedException;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doorward demo}: the main job, on a real database or on real files, not interactive. */
@Command(
        name = "demo",
        description = {
            "Starts an instance in which a database works that knows nothing of Doorward, drops modules in and removes them while it"
                    + " works, attacks them by SQL, and shows what is decided and recorded.",
            "Takes less than a minute and asks nothing."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each step did what it says; with --sql: the script ran, and the trail tells what the database did",
            "1:a step did not",
            "2:refused, or wrong usage"
        })
final class DemoCommand implements Callable<Integer> {
    /** Another demo in the place of ours. */
    static final class Other {
        @Option(
                names = "--guard",
                description = "Shows an application that asks for its decisions itself, without the agent's help.")
        private boolean guard;

        @Option(
                names = "--sql",
                paramLabel = "FILE",
                description =
                        "Runs the SQL of this file, in UTF-8, in the place of the demo's own; @folder in it is the copy of FOLDER,"
                                + " whose files are listed in files.csv. Statements that fail do not end it.")
        private Path sql;
    }

    private final DoorwardCommand root;

    @Mixin
    private HelpOption help;

    @ArgGroup
    private Other other = new Other();

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
            run(
                    new Demo(
                            root.home(),
                            root.distribution(),
                            root.agent(),
                            spec.commandLine().getOut()),
                    originals);
            return ExitCode.DONE;
        } catch (StepFailedException e) {
            spec.commandLine()
                    .getErr()
                    .println("doorward: the step failed: " + e.getMessage() + "; see "
                            + root.home().logFolder().resolve("doorward.log"));
            return ExitCode.NOTHING_FOUND;
        }
    }

    private void run(Demo demo, Path originals)
            throws StartRefusedException, IOException, InterruptedException, StepFailedException {
        if (other.guard) {
            demo.guard(originals);
        } else if (other.sql != null) {
            demo.statements(script(), originals);
        } else {
            demo.database(originals);
        }
    }

    private Path script() {
        Path script = other.sql.toAbsolutePath().normalize();
        if (!Files.isRegularFile(script) || !Files.isReadable(script)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sql FILE [" + script + "] " + (Files.exists(script) ? "cannot be read" : "is not there")
                            + ": expected a readable file with SQL statements");
        }
        return script;
    }
}

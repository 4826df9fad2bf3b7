package org.doorward.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.doorward.dist.archive.ClassArchive;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doorward archive}: what makes commands start sooner. */
@Command(
        name = "archive",
        description = {
            "Makes the archive of classes (CDS) from which all commands but run and demo start in half of the time.",
            "Once after Doorward was installed, and again after each update of it or of Java: until then commands start without it, later"
                    + " than if there were none.",
            "It lies in lib/archive of the distribution, belongs to the Java that made it, and replaces that of another."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:made", "2:refused, or wrong usage"})
final class ArchiveCommand implements Callable<Integer> {
    /** The start script says where it looks for the archive. */
    private static final String FILE = "doorward.archive";

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String file = System.getProperty(FILE);
        if (file == null) {
            throw new IOException("[archive] needs the class path of the start script: start it with bin/doorward");
        }
        Path java = Path.of(System.getProperty("java.home"));
        new ClassArchive(Path.of(file), java, System.getProperty("java.class.path")).make(Rehearsal.class.getName());
        spec.commandLine().getOut().println("archive [" + file + "] made for Java [" + java + "]");
        return ExitCode.DONE;
    }
}

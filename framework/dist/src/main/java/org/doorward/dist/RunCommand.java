package org.doorward.dist;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.doorward.osgi.Engine;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.EngineOptions;
import org.doorward.osgi.InstanceLock;
import org.doorward.osgi.StartRefusedException;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doorward run}: an instance in the foreground. */
@Command(
        name = "run",
        description = {
            "Runs an instance in the foreground: with a shell on a terminal, otherwise until SIGTERM.",
            "The end of standard input does not stop it."
        })
final class RunCommand implements Callable<Integer> {
    private final DoorwardCommand root;

    @Spec
    private CommandSpec spec;

    RunCommand(DoorwardCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        EngineHome home = root.home();
        try {
            home.create(root.distribution().templates());
            // Before anything is opened: a second instance must not write into the files of the first.
            try (InstanceLock lock = InstanceLock.take(home)) {
                Logging.open(home);
                run(home);
            }
            return ExitCode.DONE;
        } catch (StartRefusedException e) {
            spec.commandLine().getErr().println("doorward: " + e.getMessage());
            return ExitCode.REFUSED;
        }
    }

    private void run(EngineHome home) throws StartRefusedException, InterruptedException {
        boolean shell = Boolean.getBoolean("doorward.terminal");
        EngineOptions options = new EngineOptions(
                root.distribution().bundles(), shell, root.distribution().version());
        Engine engine = Engine.start(home, options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(engine), "doorward-shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("doorward ready: home " + home + ", pid "
                + ProcessHandle.current().pid());
        out.flush();
        engine.awaitStop();
    }

    private static void stop(Engine engine) {
        engine.close();
        Logging.close();
    }
}

package org.doorward.dist;

import java.util.Optional;
import java.util.Set;
import org.doorward.dist.instance.Distribution;
import org.doorward.tools.ExitCode;

/**
 * The main class of all commands but those that start an instance. Here are no bundles, so it needs neither agent nor private layer: a plain
 * class path starts in half of the time.
 */
public final class Client {
    private static final Set<String> STARTS_AN_INSTANCE = Set.of("run", "demo");

    private Client() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] words) {
        String name = Subcommands.name(words);
        if (name != null && STARTS_AN_INSTANCE.contains(name)) {
            System.err.println(
                    "doorward: [" + name + "] needs the agent and the private layer: start it with bin/doorward");
            System.exit(ExitCode.REFUSED);
        }
        System.exit(run(words));
    }

    /** Runs the command; its exit code. */
    static int run(String... words) {
        System.setProperty("picocli.disable.closures", "true"); // or picocli looks into all jars for Groovy's
        return DoorwardCommand.commandLine(Distribution.here(), Optional.empty(), words)
                .execute(words);
    }
}

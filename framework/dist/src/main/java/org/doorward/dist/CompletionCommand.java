package org.doorward.dist;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doorward completion}: what bash needs to complete this command line. Made of the commands themselves, so it is always theirs. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash that completes commands and options: source <(doorward completion)",
            "For all users: doorward completion > /etc/bash_completion.d/doorward"
        })
final class CompletionCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println(AutoComplete.bash(
                        "doorward", DoorwardCommand.described(spec.root().commandLine())));
    }
}

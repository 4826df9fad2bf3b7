package org.doorward.dist;

import picocli.CommandLine.Option;

/** {@code --help}, for each command by itself: the tools that are run in the instance bring their own. */
public final class HelpOption {
    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;
}

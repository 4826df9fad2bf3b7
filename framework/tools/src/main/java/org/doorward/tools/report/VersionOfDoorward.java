package org.doorward.tools.report;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The version that the command line above says; in a shell, which has none, only whose command it is.
 *
 * @param command whose version is asked for
 */
record VersionOfDoorward(CommandSpec command) implements IVersionProvider {
    @Override
    public String[] getVersion() {
        CommandSpec root = command.root();
        return root == command ? new String[] {command.name() + " of Doorward"} : root.version();
    }
}

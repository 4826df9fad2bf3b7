package org.doorward.tools.report;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The version that the command line above says; in a shell, which has none, only whose command it is. Used by picocli. */
final class VersionOfDoorward implements IVersionProvider {
    @Spec
    private CommandSpec spec;

    @Override
    public String[] getVersion() {
        CommandSpec root = spec.root();
        return root == spec ? new String[] {spec.name() + " of Doorward"} : root.version();
    }
}

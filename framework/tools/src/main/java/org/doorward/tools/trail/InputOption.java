package org.doorward.tools.trail;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;

/** {@code -if}: the trail that a command reads. Not safe for several threads. */
public final class InputOption {
    private final OptionValue<Path> file;
    private final Supplier<Path> trail;

    /**
     * Adds it to those of a command.
     *
     * @param trail the one that is read when it is not given
     */
    public InputOption(Options options, Supplier<Path> trail) {
        this.trail = trail;
        file = options.file(
                OptionSpec.builder("-if", "--input")
                        .paramLabel("FILE")
                        .description(
                                "Reads this trail: a file, or a folder of audit.log, audit.log.1, ...; packed by gzip or not."));
    }

    /** The trail, which need not be there. */
    public Path source() {
        return file.valueOr(trail);
    }
}

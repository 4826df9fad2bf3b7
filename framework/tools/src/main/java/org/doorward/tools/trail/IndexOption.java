package org.doorward.tools.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.terminal.Progress;
import org.doorward.trail.read.TrailIndex;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/*
 * Who searches in a file that somebody has sent wants nothing written beside it; who runs an instance wants its trail searched quickly. A trail
 * that may be read and not written is searched without an index, as ever.
 */
/** {@code --index}: whether a search makes an index of the trail, and uses it. Not safe for several threads. */
public final class IndexOption {
    /** Whether there is an index. */
    public enum When {
        /** Of a folder one is made, if that can be done; one that is there is used. */
        auto,
        /** Of a file one is made, too, or it is said why not. */
        always,
        /** None is made, and none is used. */
        never
    }

    private final OptionValue<When> when;

    /** Adds it to those of a command. */
    public IndexOption(Options options) {
        when = options.word(
                When.class,
                OptionSpec.builder("--index")
                        .paramLabel("auto|always|never")
                        .defaultValue("auto")
                        .description(
                                "Makes an index of the trail, in the folder .index beside it, and reads then only what may answer;"
                                        + " auto, as without it: of a folder, not of a single file. never: reads all, whatever an index says."));
    }

    /**
     * Opens a trail for a search, and makes its index first.
     *
     * @param command whose terminal is told how far that is
     * @throws IOException as {@link TrailScan}; and with {@code always} if the index cannot be made
     */
    public TrailScan scan(Path source, TrailQuery query, CommandLine command) throws IOException {
        Path trail = TrailScan.existing(source);
        if (!query.isAll() && (when.value() == When.always || when.value() == When.auto && Files.isDirectory(trail))) {
            update(trail, command);
        }
        return new TrailScan(trail, query, when.value() != When.never);
    }

    private void update(Path trail, CommandLine command) throws IOException {
        TrailIndex index = new TrailIndex(trail);
        try (Progress progress = Progress.of(command, index::position, TrailScan.size(trail))) {
            index.update();
        } catch (IOException e) {
            if (when.value() == When.always) {
                throw new IOException(
                        "the index of [" + trail + "] cannot be made: " + e.getMessage()
                                + "; without --index always it is searched without one",
                        e);
            }
        }
    }
}

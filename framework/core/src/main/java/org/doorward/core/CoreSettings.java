package org.doorward.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.doorward.event.Commit;

/**
 * What core is told at its start. Immutable.
 *
 * @param workingFolder the absolute folder that relative names are taken from
 * @param hookLimit how long a hook may run before its module counts as hanging
 * @param detachDeadline how long a detached operation may stay without an outcome
 * @param commit when the caller of an operation sees its result, in relation to the record
 * @param unmediated what this installation does not mediate, in words for people; empty if nothing is left out
 */
public record CoreSettings(
        String workingFolder, Duration hookLimit, Duration detachDeadline, Commit commit, String unmediated) {
    /** @throws IllegalArgumentException for a relative folder or a time that is not positive, with the value */
    public CoreSettings {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(unmediated, "unmediated");
        if (!workingFolder.startsWith("/")) {
            throw new IllegalArgumentException("workingFolder [" + workingFolder + "]: expected an absolute path");
        }
        requirePositive("hookLimit", hookLimit);
        requirePositive("detachDeadline", detachDeadline);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " [" + value + "]: expected more than nothing");
        }
    }

    /** The JVM's working folder, hooks 10 s, detached operations 1 h, commit none. */
    public static CoreSettings defaults() {
        return new CoreSettings(
                Path.of("").toAbsolutePath().toString(), Duration.ofSeconds(10), Duration.ofHours(1), Commit.NONE, "");
    }

    /** The same with another working folder. */
    public CoreSettings withWorkingFolder(String folder) {
        return new CoreSettings(folder, hookLimit, detachDeadline, commit, unmediated);
    }

    /** The same with another limit for hooks. */
    public CoreSettings withHookLimit(Duration limit) {
        return new CoreSettings(workingFolder, limit, detachDeadline, commit, unmediated);
    }

    /** The same with another deadline for detached operations. */
    public CoreSettings withDetachDeadline(Duration deadline) {
        return new CoreSettings(workingFolder, hookLimit, deadline, commit, unmediated);
    }

    /** The same with another commit. */
    public CoreSettings withCommit(Commit when) {
        return new CoreSettings(workingFolder, hookLimit, detachDeadline, when, unmediated);
    }

    /** The same with other words on what is not mediated. */
    public CoreSettings withUnmediated(String words) {
        return new CoreSettings(workingFolder, hookLimit, detachDeadline, commit, words);
    }
}

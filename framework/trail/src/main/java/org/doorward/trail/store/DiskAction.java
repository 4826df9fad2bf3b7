package org.doorward.trail.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * What is done when a {@link DiskStage} is reached: the actions of {@code auditd.conf(5)}.
 *
 * @param kind which
 * @param program with {@code EXEC}: an absolute path, which is run without arguments; else {@code null}
 */
public record DiskAction(Kind kind, Path program) {
    /** The actions. */
    public enum Kind {
        /** Nothing but the record. */
        IGNORE,
        /** A message in the log. */
        SYSLOG,
        /** A new segment is begun, and the oldest deleted beyond num_logs, each time. */
        ROTATE,
        /** A program is run. */
        EXEC,
        /** Nothing is recorded until the stage is left. */
        SUSPEND,
        /** The instance stops in order. */
        HALT;

        /** As in settings and records. */
        public String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DiskAction {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.EXEC) != (program != null) || program != null && !program.isAbsolute()) {
            throw new IllegalArgumentException(
                    "exec takes an absolute path, the others take none: [" + kind.token() + "] [" + program + "]");
        }
    }

    /** An action without a program. */
    public static DiskAction of(Kind kind) {
        return new DiskAction(kind, null);
    }

    /** Runs a program. */
    public static DiskAction exec(Path program) {
        return new DiskAction(Kind.EXEC, program);
    }

    String token() {
        return kind.token();
    }
}

package org.doorward.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What every record says of this process. Read once, at start, from {@code /proc/self} ({@code proc(5)}); 4294967295 where it is
 * unknown. Immutable.
 *
 * @param node {@code node=} of every line, or {@code null} for none
 * @param version of Doorward, in {@code subj=doorward:VERSION}
 * @param ids uid, gid, euid, suid, fsuid, egid, sgid, fsgid in this order
 * @param terminal of the JVM, {@code (none)}
 * @param java the java binary
 * @param workingFolder absolute
 * @param title java binary and main class or jar, each by NUL, at most 128 bytes
 */
public record ProcessIdentity(
        String node,
        String version,
        long pid,
        long parentPid,
        long loginUid,
        long session,
        List<Long> ids,
        String terminal,
        String java,
        String workingFolder,
        byte[] title) {
    /** The kernel's word for unset and unknown: (uid_t) -1. */
    public static final long UNKNOWN = 4294967295L;

    private static final int MAXIMUM_NODE = 255;
    private static final int MAXIMUM_TITLE = 128;

    public ProcessIdentity {
        if (node != null && (!node.matches("[A-Za-z0-9._:-]+") || node.length() > MAXIMUM_NODE)) {
            throw new IllegalArgumentException(
                    "node [" + node + "]: expected at most " + MAXIMUM_NODE + " of A-Z a-z 0-9 . _ : -");
        }
        ids = List.copyOf(ids);
        title = title.clone();
    }

    /** This process. */
    public static ProcessIdentity current(String node, String doorwardVersion) {
        ProcessHandle self = ProcessHandle.current();
        String java = self.info().command().orElse(System.getProperty("java.home") + "/bin/java");
        long[] uid = statusIds("Uid:");
        long[] gid = statusIds("Gid:");
        return new ProcessIdentity(
                node,
                doorwardVersion,
                self.pid(),
                self.parent().map(ProcessHandle::pid).orElse(0L),
                number("/proc/self/loginuid"),
                number("/proc/self/sessionid"),
                List.of(uid[0], gid[0], uid[1], uid[2], uid[3], gid[1], gid[2], gid[3]),
                "(none)",
                java,
                Path.of("").toAbsolutePath().toString(),
                title(java));
    }

    private static byte[] title(String java) {
        // sun.java.command is main class or jar followed by its arguments, which may hold secrets: the first word only.
        String main = System.getProperty("sun.java.command", "").split(" ", 2)[0];
        byte[] utf8 = (main.isEmpty() ? java : java + "\0" + main).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(utf8, Utf8.boundary(utf8, 0, utf8.length, MAXIMUM_TITLE));
    }

    private static long number(String file) {
        try {
            return Long.parseLong(Files.readString(Path.of(file)).trim());
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** Real, effective, saved, file-system id. */
    private static long[] statusIds(String label) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(label)) {
                    return Arrays.stream(line.substring(label.length()).trim().split("\\s+"))
                            .mapToLong(Long::parseLong)
                            .toArray();
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux, or /proc is not there
        }
        return new long[] {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};
    }
}

package org.doorward.rules;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;

/** What {@code -S} and {@code -F kind} name: {@code family.verb}, {@code family.*}, {@code all}, or a system call of Linux. */
final class KindPattern {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]*\\.([a-z][a-z0-9]*|\\*)");
    private static final Pattern CALL = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    /** Calls that Linux has beside the one in the table of kinds, for the same operation. */
    private static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("open", "openat"),
            Map.entry("openat2", "openat"),
            Map.entry("open_by_handle_at", "openat"),
            Map.entry("mkdirat", "mkdir"),
            Map.entry("renameat", "rename"),
            Map.entry("renameat2", "rename"),
            Map.entry("linkat", "link"),
            Map.entry("symlinkat", "symlink"),
            Map.entry("readlinkat", "readlink"),
            Map.entry("unlinkat", "unlink"),
            Map.entry("rmdir", "unlink"),
            Map.entry("getdents", "getdents64"),
            Map.entry("lstat", "stat"),
            Map.entry("fstat", "stat"),
            Map.entry("newfstatat", "stat"),
            Map.entry("statx", "stat"),
            Map.entry("faccessat", "access"),
            Map.entry("faccessat2", "access"),
            Map.entry("lgetxattr", "getxattr"),
            Map.entry("fgetxattr", "getxattr"),
            Map.entry("lsetxattr", "setxattr"),
            Map.entry("fsetxattr", "setxattr"),
            Map.entry("removexattr", "setxattr"),
            Map.entry("lremovexattr", "setxattr"),
            Map.entry("fremovexattr", "setxattr"),
            Map.entry("chmod", "setxattr"),
            Map.entry("fchmod", "setxattr"),
            Map.entry("fchmodat", "setxattr"),
            Map.entry("chown", "setxattr"),
            Map.entry("lchown", "setxattr"),
            Map.entry("fchown", "setxattr"),
            Map.entry("fchownat", "setxattr"),
            Map.entry("utimensat", "setxattr"),
            Map.entry("utimes", "setxattr"),
            Map.entry("execveat", "execve"),
            Map.entry("accept4", "accept"),
            Map.entry("sendmsg", "sendto"),
            Map.entry("recvmsg", "recvfrom"),
            Map.entry("clone3", "clone"));

    private KindPattern() {}

    /** The patterns that a word of {@code -S} stands for. */
    static List<String> resolve(String word) throws WrongWordException {
        if (CALL.matcher(word).matches() && !word.equals("all")) {
            return known(KindTable.contract().standingFor(CALLS.getOrDefault(word, word)), word);
        }
        if (NUMBER.matcher(word).matches()) {
            int number = Integer.parseInt(word);
            List<String> kinds = KindTable.contract().all().stream()
                    .filter(kind -> kind.number() == number)
                    .map(KindSpec::name)
                    .toList();
            return known(kinds, word);
        }
        check(word);
        return List.of(word);
    }

    private static List<String> known(List<String> kinds, String word) throws WrongWordException {
        if (kinds.isEmpty()) {
            throw new WrongWordException(
                    "Syscall name unknown: [" + word + "]; expected family.verb, family.* or a call that a kind stands"
                            + " for, such as file.rename or rename; docs/rules.md lists them");
        }
        return kinds;
    }

    /** Makes sure that a pattern can match: {@code all}, {@code family.*}, or a kind that there is, or an application's own. */
    static void check(String kind) throws WrongWordException {
        if (kind.equals("all")) {
            return;
        }
        if (!KIND.matcher(kind).matches()) {
            throw new WrongWordException("kind [" + kind + "]: expected family.verb or family.*, such as file.rename");
        }
        String family = kind.substring(0, kind.indexOf('.'));
        if (KindTable.contract().owns(family)
                && !kind.endsWith(".*")
                && KindTable.contract().find(kind) == null) {
            throw new WrongWordException(
                    "unknown kind [" + kind + "]: family " + family + " has no such verb; docs/hooks.md lists them");
        }
    }

    /** {@code all}, {@code family.*} and {@code family.verb} of the contract; applications have kinds of their own beside them. */
    static Stream<String> known() {
        return Stream.concat(
                Stream.of("all"),
                KindTable.contract().all().stream()
                        .map(KindSpec::name)
                        .flatMap(kind -> Stream.of(kind.substring(0, kind.indexOf('.')) + ".*", kind))
                        .distinct());
    }

    static boolean matches(String pattern, String kind) {
        return pattern.equals(kind)
                || pattern.equals("all")
                || pattern.endsWith(".*") && kind.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}

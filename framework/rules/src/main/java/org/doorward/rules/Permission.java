package org.doorward.rules;

import java.util.Map;
import org.doorward.module.OpenFlags;

/*
 * The kernel sorts system calls into classes (lib/audit.c); these are the kinds that stand for calls of those classes. An open counts by
 * its options, as there. A copy reads and writes; a listing reads, because Linux opens the folder for it.
 */
/** {@code -F perm=}: what an operation does to its files, as bits of r, w, x and a. */
final class Permission {
    static final String LETTERS = "rwxa";

    private static final int READ = 1;
    private static final int WRITE = 1 << 1;
    private static final int EXECUTE = 1 << 2;
    private static final int ATTRIBUTES = 1 << 3;

    private static final int WRITING = OpenFlags.WRITE
            | OpenFlags.APPEND
            | OpenFlags.CREATE
            | OpenFlags.CREATE_NEW
            | OpenFlags.TRUNCATE
            | OpenFlags.DELETE_ON_CLOSE;

    private static final Map<String, Integer> KINDS = Map.ofEntries(
            Map.entry("file.create", WRITE),
            Map.entry("file.mkdir", WRITE),
            Map.entry("file.rename", WRITE),
            Map.entry("file.link", WRITE | ATTRIBUTES),
            Map.entry("file.symlink", WRITE),
            Map.entry("file.delete", WRITE),
            Map.entry("file.copy", READ | WRITE),
            Map.entry("file.list", READ),
            Map.entry("file.readlink", READ),
            Map.entry("file.getattr", READ),
            Map.entry("file.setattr", ATTRIBUTES),
            Map.entry("process.exec", EXECUTE));

    private Permission() {}

    static Condition.Test test(String letters) throws WrongWordException {
        int wanted = 0;
        for (char letter : letters.toCharArray()) {
            int at = LETTERS.indexOf(letter);
            if (at < 0) {
                throw new WrongWordException("Permission can only contain  'rwxa': [" + letters + "]");
            }
            wanted |= 1 << at;
        }
        int bits = wanted;
        return operation -> (of(operation) & bits) != 0;
    }

    private static int of(Candidate operation) {
        if (operation.kind().equals("file.open")) {
            int options = operation.openFlags();
            int access = (options & OpenFlags.READ) != 0 ? READ : 0;
            access |= (options & WRITING) != 0 ? WRITE : 0;
            access |= (options & OpenFlags.EXECUTE) != 0 ? EXECUTE : 0;
            return access == 0 ? READ : access; // an open that says nothing reads
        }
        Integer known = KINDS.get(operation.kind());
        return known == null ? 0 : known;
    }
}

package org.doorward.tools.report;

/**
 * The room for distinct names that the tallies of a report share, so that no trail can exhaust the memory: 96 MiB, which are about 600,000
 * file names. Not safe for several threads.
 */
final class NameRoom {
    /** In bytes. */
    static final long MOST = 96L * 1024 * 1024;

    /** Of an entry besides its characters: the text's header and array, the map's entry and its place in the table, the count. */
    private static final int ENTRY = 144;

    private long left;

    NameRoom(long bytes) {
        left = bytes;
    }

    /** Whether there is room for one more. */
    boolean take(Object name) {
        long need = ENTRY + (name instanceof String text ? 2L * text.length() : 0);
        if (need > left) {
            left = 0; // no later, shorter one instead: what is counted is what came first
            return false;
        }
        left -= need;
        return true;
    }
}

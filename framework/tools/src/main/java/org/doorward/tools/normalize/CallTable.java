package org.doorward.tools.normalize;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.doorward.tools.interpret.Table;

/** What system calls do, and what records beside them say: {@code calls.tsv}. */
final class CallTable {
    private static final String BY_MODE = "mode:";
    private static final Map<String, Row> ROWS = new HashMap<>();

    static {
        for (String[] row : Table.rows(CallTable.class, "calls.tsv")) {
            boolean byMode = row[1].startsWith(BY_MODE);
            String kind = byMode ? row[1].substring(BY_MODE.length()) : row[1];
            for (String name : row[4].split(" ")) {
                ROWS.put(name, new Row(row[0], kind, byMode, Place.of(row[2]), Place.of(row[3])));
            }
        }
    }

    private CallTable() {}

    /**
     * What a call does.
     *
     * @param byMode whether the mode of the file says a better kind
     */
    record Row(String action, String kind, boolean byMode, Place object, Place second) {}

    /** The ways to find what a call was done to, as {@link CallObject} goes them. */
    enum Way {
        NONE,
        /** The file of a record of a number. */
        PATH,
        /** The device or the folder of mount(2). */
        MOUNT,
        /** The name in a record of a number. */
        NAME,
        /** The address of a socket. */
        ADDRESS,
        /** The processes of kill(2). */
        SIGNAL,
        /** The program that calls; how it was done is then the call. */
        PROGRAM,
        /** The program that got memory. */
        MEMORY,
        /** A field of a name in the event. */
        FIELD,
        /** A field of a name, from the record at hand on. */
        HERE,
        /** A device of the network, and what became of it. */
        DEVICE,
        /** A program of bpf(2). */
        BPF,
        /** A group of netlink(7). */
        LISTENER,
        /** An argument of a name. */
        ARGUMENT,
        /** The user in an argument of a name, or the group behind it. */
        OWNER,
        /** The first of a number of identities that is changed. */
        IDENTITY
    }

    /**
     * Where something is.
     *
     * @param what the number or the name that the way asks for, or {@code null}
     */
    record Place(Way way, String what) {
        private static Place of(String column) {
            if (column.equals("-")) {
                return new Place(Way.NONE, null);
            }
            String[] words = column.split(" ");
            return new Place(Way.valueOf(words[0].toUpperCase(Locale.ROOT)), words.length < 2 ? null : words[1]);
        }

        int number() {
            return Integer.parseInt(what);
        }
    }

    /** The row of a call, or of a type of records; {@code null} if there is none. */
    static Row row(String name) {
        return name == null ? null : ROWS.get(name);
    }
}

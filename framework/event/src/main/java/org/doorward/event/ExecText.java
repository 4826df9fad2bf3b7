package org.doorward.event;

import java.util.List;

/*
 * The kernel's form (audit_log_execve_info): an argument that is too long for a line becomes aN_len= with the length of its encoded form
 * and pieces aN[0]=, aN[1]=, over as many records as it takes. Readers join the pieces. Where the event has no room left, pieces or
 * arguments are missing: the sum of the pieces is then less than aN_len, or fewer arguments are there than argc says.
 */
/** Writes the arguments of a process: EXECVE records, and the command line in one text. Not safe for several threads. */
final class ExecText {
    /** A line of this record, without its line end. */
    static final int LONGEST = 7500;

    /** The longest encoded form, quotes apart, that is written in one piece. */
    static final int LONGEST_WHOLE = 7400;

    /** A piece of an encoded form. */
    private static final int PIECE = 7000;
    /** What may be in the event when the last of these records ends: folder, paths and what modules judged still have room. */
    private static final int END = EventLayout.MAXIMUM / 4 * 3;

    private final EventDecoder event;
    private final OperationEntries entries;
    private final Lines lines;
    private final TextBuffer word = new TextBuffer(8 * 1024);

    ExecText(EventDecoder event, OperationEntries entries, Lines lines) {
        this.event = event;
        this.entries = entries;
        this.lines = lines;
    }

    /** Writes the records, if the operation starts a process; returns how many arguments are not there as whole as the event has them. */
    int write() {
        if (!entries.startsProcess) {
            return 0;
        }
        lines.begin(RecordType.EXECVE).ascii("argc=").decimal(entries.argc);
        List<Integer> arguments = entries.argv;
        int number = 0;
        while (number < arguments.size() && argument(number, arguments.get(number))) {
            number++;
        }
        lines.end();
        int cut = 0;
        for (int entry : arguments.subList(number, arguments.size())) {
            event.seek(entry);
            event.readByte();
            cut += event.readTextLength() > event.left() ? 0 : 1; // the encoder has counted what it shortened
        }
        return cut;
    }

    /** Writes one argument; {@code false} if the event has no room for all of it. */
    private boolean argument(int number, int entry) {
        event.seek(entry);
        int flags = event.readByte();
        int full = event.readTextLength();
        int kept = event.left();
        word.clear();
        word.letter('a').decimal(number).letter('=');
        if ((flags & EventLayout.MASKED) != 0) {
            word.masked();
            return append();
        }
        if (full < 0) {
            word.nothing();
            return append();
        }
        boolean plain =
                (flags & EventLayout.REST_NOT_PLAIN) == 0 && TextBuffer.isPlain(event.array(), event.at(), kept);
        long encoded = (plain ? 1L : 2L) * Math.max(full, kept);
        int room = LONGEST - lines.headLength(RecordType.EXECVE) - word.length() - "\"\"".length();
        if (full <= kept && encoded <= Math.min(LONGEST_WHOLE, room)) {
            word.untrusted(event.array(), event.at(), kept);
            return append();
        }
        word.clear();
        word.letter('a').decimal(number).ascii("_len=").decimal(encoded);
        return append() && pieces(number, plain);
    }

    private boolean pieces(int number, boolean plain) {
        int size = plain ? PIECE : PIECE / 2;
        int end = event.at() + event.left();
        int piece = 0;
        for (int at = event.at(); at < end; at += size) {
            int length = Math.min(size, end - at);
            word.clear();
            word.letter('a').decimal(number).letter('[').decimal(piece++).ascii("]=");
            if (plain) {
                word.letter('"').raw(event.array(), at, length).letter('"');
            } else {
                word.upperHex(event.array(), at, length);
            }
            if (!append()) {
                return false;
            }
        }
        return true;
    }

    /** Appends the word to this line or the next; {@code false} if the event has no room for it. */
    private boolean append() {
        if (lines.length() + lines.headLength(RecordType.EXECVE) + word.length() + 2 > END) {
            return false;
        }
        if (lines.lineLength() + 1 + word.length() > LONGEST) {
            lines.end();
            lines.begin(RecordType.EXECVE);
        } else {
            lines.out().letter(' ');
        }
        lines.out().raw(word.array(), 0, word.length());
        return true;
    }

    /** Writes, not yet encoded, the arguments joined by blanks, secrets left out; returns how long it is uncut. */
    long commandLine(TextBuffer into) {
        long full = 0;
        boolean first = true;
        for (int entry : entries.argv) {
            event.seek(entry);
            if ((event.readByte() & EventLayout.MASKED) != 0) {
                continue;
            }
            if (!first) {
                into.letter(' ');
                full++;
            }
            first = false;
            full += Math.max(0, event.readTextLength());
            into.raw(event.array(), event.at(), event.left());
        }
        return full;
    }
}

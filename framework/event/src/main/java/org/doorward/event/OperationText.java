package org.doorward.event;

import java.util.List;
import org.doorward.event.KindSpec.PathItem;
import org.doorward.module.OpenFlags;

/** Writes the records of an operation but for KERNEL_OTHER, which has rules of its own. Not safe for several threads. */
final class OperationText {
    private static final int COMM_LIMIT = 64;
    private static final int KEYS_LIMIT = 256;
    private static final long AT_FDCWD = 0xffffff9cL;
    /** What denials may take of an event: room is left for the rest. */
    private static final int ROOM_FOR_DENIALS = EventLayout.MAXIMUM / 2;

    private static final int SHORTEST_DENIAL = 2048;

    private static final String[] OPTIONS = {
        "read",
        "write",
        "append",
        "create",
        "create-new",
        "truncate",
        "delete-on-close",
        "sync",
        "replace-existing",
        "atomic-move",
        "copy-attributes"
    };

    private final EventDecoder event;
    private final OperationEntries entries = new OperationEntries();
    private final Lines lines;
    private final TextBuffer out;
    private final KernelOther kernelOther;
    private final ProcessIdentity process;
    private final byte[] processFields;
    private final byte[] title;

    OperationText(EventDecoder event, Lines lines, ProcessIdentity process, byte[] hmacKey) {
        this.event = event;
        this.lines = lines;
        this.out = lines.out();
        this.process = process;
        this.kernelOther = new KernelOther(event, entries, lines, hmacKey);
        this.processFields = processFields(process);
        this.title = new TextBuffer(256)
                .ascii("proctitle=")
                .upperHex(process.title(), 0, process.title().length)
                .toBytes();
    }

    private static byte[] processFields(ProcessIdentity process) {
        List<Long> ids = process.ids();
        TextBuffer text = new TextBuffer(256);
        text.ascii(" ppid=").decimal(process.parentPid());
        text.ascii(" pid=").decimal(process.pid()).ascii(" auid=").decimal(process.loginUid());
        String[] names = {"uid", "gid", "euid", "suid", "fsuid", "egid", "sgid", "fsgid"};
        for (int i = 0; i < names.length; i++) {
            text.letter(' ').ascii(names[i]).letter('=').decimal(ids.get(i));
        }
        text.ascii(" tty=").ascii(process.terminal()).ascii(" ses=").decimal(process.session());
        return text.toBytes();
    }

    void write() {
        entries.gather(event);
        KindSpec kind = entries.kind;
        List<PathItem> items =
                entries.paths[0] == 0 ? List.of() : kind.items((entries.options & OpenFlags.CREATE_NEW) != 0);
        int cut = entries.cut + denials(kind);
        systemCall(kind, items);
        if (!items.isEmpty()) {
            workingFolder();
            for (int i = 0; i < items.size(); i++) {
                path(kind, i, items.get(i));
            }
        }
        kernelOther.write(cut, lines.headLength(RecordType.PROCTITLE) + title.length + 1);
        lines.begin(RecordType.PROCTITLE).raw(title);
        lines.end();
    }

    /** Writes one AVC for each module that denied; returns how many had no room. */
    private int denials(KindSpec kind) {
        List<Integer> denials = entries.denials;
        if (denials.isEmpty()) {
            return 0;
        }
        int longest = Math.min(Lines.LONGEST, Math.max(SHORTEST_DENIAL, ROOM_FOR_DENIALS / denials.size() - 1));
        int written = 0;
        while (written < denials.size() && lines.length() + longest < ROOM_FOR_DENIALS + 1) {
            do {
                accessVector(kind, denials.get(written));
            } while (!lines.end(longest));
            written++;
        }
        return denials.size() - written;
    }

    private void accessVector(KindSpec kind, int entry) {
        lines.begin(RecordType.AVC);
        out.ascii("avc:  denied  { ").ascii(kind.verb()).ascii(" } for  pid=").decimal(process.pid());
        comm();
        if (entries.paths[0] != 0 && kind.family().equals("file")) {
            event.seek(entries.paths[0]);
            event.readByte();
            out.letter(' ');
            lines.text("path", event);
        }
        out.ascii(" scontext=").ascii(entries.label).ascii(" tcontext=unlabeled tclass=");
        event.seek(entry);
        out.ascii(kind.family()).ascii(event.readByte() != 0 ? " permissive=1 " : " permissive=0 ");
        lines.text("module", event.readToken());
        String rule = event.readToken();
        if (rule != null) {
            out.letter(' ');
            lines.text("rule", rule);
        }
        if (event.hasText()) {
            out.letter(' ');
            lines.text("info", event);
        }
    }

    private void systemCall(KindSpec kind, List<PathItem> items) {
        do {
            lines.begin(RecordType.SYSCALL);
            out.ascii("arch=c000003e syscall=").decimal(kind.number());
            out.ascii(entries.success ? " success=yes exit=" : " success=no exit=")
                    .decimal(entries.exit);
            long[] arguments = systemCallArguments(kind);
            for (int i = 0; i < arguments.length; i++) {
                out.ascii(" a").decimal(i).letter('=').lowerHex(arguments[i]);
            }
            out.ascii(" items=").decimal(items.size()).raw(processFields);
            comm();
            out.letter(' ');
            lines.text("exe", entries.location.isEmpty() ? process.java() : Location.executable(entries.location));
            out.ascii(" subj=")
                    .ascii(entries.label)
                    .ascii(" kind=")
                    .ascii(kind.name())
                    .letter(' ');
            lines.text("bundle", entries.bundle);
            if (entries.entry >= 0) {
                out.ascii(" entry=").decimal(entries.entry);
            }
            if (entries.exception != null) {
                out.letter(' ');
                lines.text("exception", entries.exception);
            }
            if (entries.duration >= 0) {
                out.ascii(" dur_us=").decimal(entries.duration);
            }
            out.ascii(" lane=").ascii(event.lane().token());
            options();
            out.ascii(" key=");
            keys();
        } while (!lines.end());
    }

    /** The arguments of the Linux call where it has them; 0 elsewhere. */
    private long[] systemCallArguments(KindSpec kind) {
        return switch (kind.name()) {
            case "file.open" ->
                new long[] {AT_FDCWD, openFlags(entries.options), creates(entries.options) ? 0666 : 0, 0};
            case "file.create" -> new long[] {0, 0666, 0, 0};
            case "file.mkdir" -> new long[] {0, 0777, 0, 0};
            default -> new long[4];
        };
    }

    private static boolean creates(int options) {
        return (options & (OpenFlags.CREATE | OpenFlags.CREATE_NEW)) != 0;
    }

    /** Bits of {@code open(2)} on x86_64. */
    private static long openFlags(int options) {
        boolean write = (options & (OpenFlags.WRITE | OpenFlags.APPEND)) != 0;
        boolean read = (options & OpenFlags.READ) != 0;
        long flags = write ? read ? 2 : 1 : 0;
        flags |= creates(options) ? 0x40 : 0;
        flags |= (options & OpenFlags.CREATE_NEW) != 0 ? 0x80 : 0;
        flags |= (options & OpenFlags.TRUNCATE) != 0 ? 0x200 : 0;
        flags |= (options & OpenFlags.APPEND) != 0 ? 0x400 : 0;
        flags |= (options & OpenFlags.SYNC) != 0 ? 0x101000 : 0;
        return flags;
    }

    /** Bits without a word say nothing. */
    private void options() {
        String before = " options=";
        for (int i = 0; i < OPTIONS.length; i++) {
            if ((entries.options & 1 << i) != 0) {
                out.ascii(before).ascii(OPTIONS[i]);
                before = ",";
            }
        }
    }

    private void comm() {
        byte[] utf8 = Utf8.bytes(entries.bundle);
        out.ascii(" comm=").untrusted(utf8, 0, Utf8.boundary(utf8, 0, utf8.length, COMM_LIMIT));
    }

    private void keys() {
        if (entries.keys.isEmpty()) {
            out.nothing();
            return;
        }
        byte[] joined = Utf8.bytes(String.join("\1", entries.keys));
        out.untrusted(joined, 0, Utf8.boundary(joined, 0, joined.length, KEYS_LIMIT));
    }

    private void workingFolder() {
        do {
            lines.begin(RecordType.CWD);
            lines.text("cwd", process.workingFolder());
        } while (!lines.end());
    }

    private void path(KindSpec kind, int number, PathItem item) {
        boolean two = kind.pathCount() > 1 && entries.paths[1] != 0;
        boolean second = two && !item.argument().equals(kind.slots().get(0).name());
        event.seek(entries.paths[second ? 1 : 0]);
        event.readByte();
        int full = event.readTextLength();
        lines.begin(RecordType.PATH).ascii("item=").decimal(number).ascii(" name=");
        int kept = event.left();
        if (full < 0) {
            out.nothing();
        } else if (item.parent()) {
            out.untrusted(event.array(), event.at(), parentLength(event.array(), event.at(), kept));
        } else {
            out.untrusted(event.array(), event.at(), kept);
        }
        out.ascii(" nametype=").ascii(item.nametype());
        if (!item.parent() && two) {
            out.ascii(second ? " role=target" : " role=source");
        }
        if (!item.parent() && full > kept) {
            out.ascii(" name_len=").decimal(full);
        }
        lines.end();
    }

    /** The length of a path's folder with its slash; of the root, all. */
    private static int parentLength(byte[] path, int at, int length) {
        int size = length;
        while (size > 1 && path[at + size - 1] == '/') {
            size--;
        }
        while (size > 1 && path[at + size - 1] != '/') {
            size--;
        }
        return size;
    }
}

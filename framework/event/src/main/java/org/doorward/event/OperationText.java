package org.doorward.event;

import java.util.List;
import org.doorward.event.KindSpec.PathItem;

/** Writes the records of an operation, in their order; EXECVE and KERNEL_OTHER have rules of their own. Not safe for several threads. */
final class OperationText {
    /** What denials may take of an event: room is left for the rest. */
    private static final int ROOM_FOR_DENIALS = EventLayout.MAXIMUM / 2;

    private static final int SHORTEST_DENIAL = 2048;

    private final EventDecoder event;
    private final OperationEntries entries;
    private final Lines lines;
    private final TextBuffer out;
    private final SubjectText subject;
    private final ExecText exec;
    private final AddressText address;
    private final KernelOther kernelOther;
    private final ProcessIdentity process;
    private final byte[] processFields;
    private final byte[] workingFolder;
    private final byte[] title;

    OperationText(
            EventDecoder event,
            OperationEntries entries,
            Lines lines,
            SubjectText subject,
            ExecText exec,
            AddressText address,
            KernelOther kernelOther,
            ProcessIdentity process) {
        this.event = event;
        this.entries = entries;
        this.lines = lines;
        this.out = lines.out();
        this.subject = subject;
        this.exec = exec;
        this.address = address;
        this.kernelOther = kernelOther;
        this.process = process;
        this.processFields = processFields(process);
        this.workingFolder = Utf8.bytes(process.workingFolder());
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
        List<PathItem> items = entries.items();
        int cut = entries.cut + denials(items);
        systemCall(items.size());
        cut += exec.write();
        socket();
        process();
        if (!items.isEmpty()) {
            workingFolder();
            for (int i = 0; i < items.size(); i++) {
                path(i, items.get(i));
            }
        }
        kernelOther.write(cut, lines.headLength(RecordType.PROCTITLE) + title.length + 1);
        lines.begin(RecordType.PROCTITLE).raw(title);
        lines.end();
    }

    /** Writes one AVC for each module that denied; returns how many had no room. */
    private int denials(List<PathItem> items) {
        List<Integer> denials = entries.denials;
        if (denials.isEmpty()) {
            return 0;
        }
        String object = ObjectLabel.of(entries, event, address);
        int longest = Math.min(Lines.LONGEST, Math.max(SHORTEST_DENIAL, ROOM_FOR_DENIALS / denials.size() - 1));
        int written = 0;
        while (written < denials.size() && lines.length() + longest < ROOM_FOR_DENIALS + 1) {
            do {
                accessVector(object, !items.isEmpty(), denials.get(written));
            } while (!lines.end(longest));
            written++;
        }
        return denials.size() - written;
    }

    private void accessVector(String object, boolean ofPath, int entry) {
        KindSpec kind = entries.kind;
        lines.begin(RecordType.AVC);
        out.ascii("avc:  denied  { ").ascii(kind.verb()).ascii(" } for  pid=").decimal(process.pid());
        subject.comm();
        if (ofPath) {
            event.seek(entries.paths[0]);
            event.readByte();
            out.letter(' ');
            lines.text("path", event);
        }
        out.ascii(" scontext=").ascii(entries.label).ascii(" tcontext=").ascii(object);
        event.seek(entry);
        out.ascii(" tclass=").ascii(kind.family());
        out.ascii(event.readByte() != 0 ? " permissive=1 " : " permissive=0 ");
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

    private void systemCall(int items) {
        KindSpec kind = entries.kind;
        long[] arguments = CallArguments.of(entries, event, address);
        do {
            lines.begin(RecordType.SYSCALL);
            out.ascii("arch=c000003e syscall=").decimal(kind.number());
            out.ascii(entries.success ? " success=yes exit=" : " success=no exit=")
                    .decimal(entries.exit);
            for (int i = 0; i < arguments.length; i++) {
                out.ascii(" a").decimal(i).letter('=').lowerHex(arguments[i]);
            }
            out.ascii(" items=").decimal(items).raw(processFields);
            subject.comm();
            subject.executable();
            out.ascii(" subj=").ascii(entries.label).ascii(" kind=").ascii(kind.name());
            subject.bundle();
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
            CallArguments.options(kind, entries.options, out);
            out.ascii(" key=");
            subject.keys();
        } while (!lines.end());
    }

    private void socket() {
        if (entries.socket != 0 && address.read(entries.socket).isResolved()) {
            address.structure(lines.begin(RecordType.SOCKADDR));
            lines.end();
        }
    }

    private void process() {
        if (entries.process == 0) {
            return;
        }
        do {
            event.seek(entries.process);
            event.readName();
            lines.begin(RecordType.OBJ_PID).ascii("opid=").decimal(event.readLong());
            out.ascii(" oauid=").decimal(orOwn(event.readLong(), process.loginUid()));
            out.ascii(" ouid=").decimal(orOwn(event.readLong(), process.ids().get(0)));
            out.ascii(" oses=")
                    .decimal(orOwn(event.readLong(), process.session()))
                    .letter(' ');
            lines.text("ocomm", event);
        } while (!lines.end());
    }

    private static long orOwn(long said, long own) {
        return said < 0 ? own : said;
    }

    private void workingFolder() {
        do {
            lines.begin(RecordType.CWD);
            lines.text("cwd", workingFolder, workingFolder.length, workingFolder.length);
        } while (!lines.end());
    }

    private void path(int number, PathItem item) {
        boolean two = entries.hasTwoPathRecords();
        boolean second =
                two && !item.argument().equals(entries.kind.slots().get(0).name());
        event.seek(entries.paths[second ? 1 : 0]);
        event.readByte();
        int full = event.readTextLength();
        lines.begin(RecordType.PATH).ascii("item=").decimal(number).ascii(" name=");
        int kept = Utf8.boundary(event.array(), event.at(), event.left(), EventLayout.MAXIMUM_TEXT);
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

package org.doorward.event;

/** Writes the entry of an operation that is about to run: one MAC_CHECK. Not safe for several threads. */
final class EntryText {
    private static final int LONGEST_TEXT = 1024;

    private final EventDecoder event;
    private final OperationEntries entries;
    private final Lines lines;
    private final TextBuffer out;
    private final SubjectText subject;
    private final ExecText exec;
    private final AddressText address;
    private final ProcessIdentity process;
    private final TextBuffer command = new TextBuffer(256);

    EntryText(
            EventDecoder event,
            OperationEntries entries,
            Lines lines,
            SubjectText subject,
            ExecText exec,
            AddressText address,
            ProcessIdentity process) {
        this.event = event;
        this.entries = entries;
        this.lines = lines;
        this.out = lines.out();
        this.subject = subject;
        this.exec = exec;
        this.address = address;
        this.process = process;
    }

    void write() {
        entries.gather(event);
        do {
            line();
        } while (!lines.end());
    }

    private void line() {
        lines.begin(RecordType.MAC_CHECK).ascii("pid=").decimal(process.pid());
        out.ascii(" uid=").decimal(process.ids().get(0)).ascii(" auid=").decimal(process.loginUid());
        out.ascii(" ses=").decimal(process.session()).ascii(" subj=").ascii(entries.label);
        out.ascii(" msg='op=enter kind=").ascii(entries.kind.name());
        subject.bundle();
        if (!entries.items().isEmpty()) {
            path("path", entries.paths[0]);
            if (entries.hasTwoPathRecords()) {
                path("target", entries.paths[1]);
            }
        }
        command();
        if (!entries.keys.isEmpty()) {
            out.ascii(" flag=");
            subject.keys();
        }
        subject.comm();
        subject.executable();
        out.ascii(" hostname=? addr=");
        if (entries.socket != 0 && address.read(entries.socket).isNumeric()) {
            address.number(out);
        } else {
            out.letter('?');
        }
        out.ascii(" terminal=? res=success'");
    }

    private void path(String name, int place) {
        event.seek(place);
        event.readByte();
        out.letter(' ');
        lines.text(name, event, LONGEST_TEXT);
    }

    private void command() {
        if (entries.startsProcess) {
            command.clear();
            long full = exec.commandLine(command);
            int kept = Utf8.boundary(command.array(), 0, command.length(), LONGEST_TEXT);
            out.letter(' ');
            lines.text("cmd", command.array(), kept, full);
        }
    }
}

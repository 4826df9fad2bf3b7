package org.doorward.event;

import java.nio.charset.StandardCharsets;

/** Writes a fact of the core: one record, framed as its type wants it. Not safe for several threads. */
final class FactText {
    private final EventDecoder event;
    private final Lines lines;
    private final ProcessIdentity process;
    private final String subject;

    private RecordType type;
    private boolean success;

    FactText(EventDecoder event, Lines lines, ProcessIdentity process) {
        this.event = event;
        this.lines = lines;
        this.process = process;
        this.subject = Label.of("doorward", process.version());
    }

    void write() {
        event.rewind();
        if (event.next() != EventLayout.TAG_KIND) {
            throw new IllegalArgumentException("not an event: the first entry is not the record type");
        }
        type = RecordType.of(event.readInt());
        int fields = event.entry();
        do {
            event.seek(fields);
            line();
        } while (!lines.end());
    }

    private void line() {
        TextBuffer out = lines.begin(type);
        switch (type.form()) {
            case USER -> {
                out.ascii("pid=").decimal(process.pid());
                out.ascii(" uid=").decimal(process.ids().get(0)).letter(' ');
                identity();
                out.ascii(" msg='");
                fields();
                lines.text("comm", "doorward").out().letter(' ');
                lines.text("exe", process.java());
                out.ascii(" hostname=? addr=? terminal=? res=").ascii(success ? "success'" : "failed'");
            }
            case DAEMON -> {
                fields();
                out.ascii("auid=").decimal(process.loginUid()).ascii(" pid=").decimal(process.pid());
                out.ascii(" uid=").decimal(process.ids().get(0)).ascii(" ses=").decimal(process.session());
                out.ascii(" subj=").ascii(subject).ascii(success ? " res=success" : " res=failed");
            }
            case CONFIG -> {
                fields();
                out.ascii(success ? "res=1" : "res=0");
            }
            default -> throw new IllegalArgumentException("not an event: [" + type + "] is no fact");
        }
    }

    /** Writes the fact's own fields, a blank behind each. */
    private void fields() {
        success = true;
        for (int tag = event.next(); tag != 0; tag = event.next()) {
            switch (tag) {
                case EventLayout.TAG_RESULT -> success = event.readByte() != 0;
                case EventLayout.TAG_TOKEN -> token(event.readName());
                case EventLayout.TAG_TEXT -> lines.text(name(), event).out().letter(' ');
                case EventLayout.TAG_NUMBER ->
                    lines.out()
                            .ascii(name())
                            .letter('=')
                            .decimal(event.readLong())
                            .letter(' ');
                case EventLayout.TAG_CUT ->
                    lines.out().ascii("cut=").decimal(event.readInt()).letter(' ');
                default -> throw new IllegalArgumentException("not an event: tag [" + tag + "] in a fact");
            }
        }
    }

    private String name() {
        String name = event.readName();
        FieldName.check(name);
        return name;
    }

    private void token(String name) {
        if (name.equals("auid")) {
            identity(); // CONFIG_CHANGE has the identity among its own fields, in two orders
        } else {
            FieldName.check(name);
            int size = event.readTextLength() < 0 ? 0 : Math.min(event.left(), EventLayout.MAXIMUM_TEXT);
            String word = new String(event.array(), event.at(), size, StandardCharsets.UTF_8);
            lines.out().ascii(name).letter('=').ascii(word(word));
        }
        lines.out().letter(' ');
    }

    /** Tokens are checked where they are registered; a stray byte here must still not forge a field. */
    private static String word(String text) {
        return text.isEmpty() ? "?" : text.replaceAll("[^A-Za-z0-9._:/*()-]", "_");
    }

    private void identity() {
        lines.out().ascii("auid=").decimal(process.loginUid()).ascii(" ses=").decimal(process.session());
        lines.out().ascii(" subj=").ascii(subject);
    }
}

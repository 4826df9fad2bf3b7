package org.doorward.event;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/*
 * A record of arguments has no fixed length. It is split where a line would pass KERNEL_OTHER's limit, each piece with the same first
 * fields; a single value that would not fit even alone is cut and marked; and what would take the event beyond its maximum is left
 * out and counted. Room for the records that follow, and for the count itself, is set aside.
 */
/** Writes the KERNEL_OTHER records of an operation: arguments that no other record holds, then what each module judged. */
final class KernelOther {
    /** A line of this record, without its line end. */
    static final int LONGEST = 8900;

    /** Encoded form of a module's name, a key, a rule's name: they stand first in every piece. */
    private static final int LONGEST_FIRST = 512;

    private static final int HASH_DIGITS = 32;
    private static final int ROOM_FOR_CUT = " cut=".length() + 10;
    private static final byte[] LOWER = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final EventDecoder event;
    private final OperationEntries entries;
    private final Lines lines;
    private final AddressText address;
    private final Mac mac;
    private final TextBuffer spoken = new TextBuffer(256);
    private final TextBuffer first = new TextBuffer(256);
    private final TextBuffer field = new TextBuffer(16 * 1024);
    private final List<Integer> fields = new ArrayList<>();

    private int end;
    private int cut;
    private boolean open;
    private boolean empty;

    KernelOther(EventDecoder event, OperationEntries entries, Lines lines, AddressText address, byte[] hmacKey) {
        this.event = event;
        this.entries = entries;
        this.lines = lines;
        this.address = address;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hmacKey, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256, which every JDK must have, is not there", e);
        }
    }

    /**
     * @param alreadyCut what was left out before
     * @param reserved bytes of the event that records behind these need
     */
    void write(int alreadyCut, int reserved) {
        cut = alreadyCut;
        firstOfKind();
        end = EventLayout.MAXIMUM - reserved - pieceHead() - ROOM_FOR_CUT - 1;
        if (entries.pathWithoutRecord() != 0) {
            path();
            append();
        }
        for (int entry : entries.arguments) {
            if (entry == entries.socket && !address.read(entry).wasAskedFor()) {
                continue; // SOCKADDR says all of it
            }
            value(event.seek(entry));
            append();
        }
        for (int section : entries.sections) {
            finish();
            section(section);
        }
        if (cut > 0) {
            if (!open) {
                firstOfKind();
                start();
            }
            lines.out().ascii(" cut=").decimal(cut);
        }
        finish();
    }

    private void firstOfKind() {
        first.clear();
        first.ascii("kind=").ascii(entries.kind.name());
    }

    private void section(int entry) {
        event.seek(entry);
        first.clear();
        firstField("module", event.readToken());
        String key = event.readToken();
        if (key != null) {
            first.letter(' ');
            firstField("flag", key);
        }
        fields.clear();
        for (int tag = event.next(); tag != 0 && tag != EventLayout.TAG_SECTION; tag = event.next()) {
            if (tag == EventLayout.TAG_SECTION_RULE) {
                first.letter(' ');
                firstField("rule", event.readToken());
            } else if ((tag & EventLayout.FIELD) != 0) {
                fields.add(event.entry());
            }
        }
        if (lines.length() + pieceHead() + 1 > end) {
            cut += Math.max(1, fields.size());
            return;
        }
        start();
        for (int at : fields) {
            value(event.seek(at) & ~EventLayout.FIELD);
            append();
        }
    }

    private void firstField(String name, String value) {
        if (first.length() > 3 * LONGEST_FIRST) { // a second rule in one section: none of ours writes it
            throw new IllegalArgumentException("not an event: a section with more than one rule");
        }
        if (value == null) {
            first.ascii(name).letter('=').nothing();
            return;
        }
        byte[] utf8 = Utf8.bytes(value);
        Lines.text(first, name, utf8, 0, utf8.length, utf8.length, LONGEST_FIRST);
    }

    /** Bytes that a piece begins with. */
    private int pieceHead() {
        return lines.headLength(RecordType.KERNEL_OTHER) + first.length();
    }

    private void start() {
        lines.begin(RecordType.KERNEL_OTHER).raw(first.array(), 0, first.length());
        open = true;
        empty = true;
    }

    private void append() {
        boolean fits = open && (empty || lines.lineLength() + 1 + field.length() <= LONGEST);
        int more = 1 + field.length() + (fits ? 0 : pieceHead() + 1);
        if (lines.length() + more > end) {
            cut++;
            return;
        }
        if (!fits) {
            finish();
            start();
        }
        lines.out().letter(' ').raw(field.array(), 0, field.length());
        empty = false;
    }

    private void finish() {
        if (open) {
            lines.end();
            open = false;
        }
    }

    /** Writes NAME=VALUE of the entry under the cursor into {@link #field}. */
    private void value(int tag) {
        field.clear();
        String name = FieldName.written(event.readName());
        switch (tag) {
            case EventLayout.TAG_TEXT -> text(name);
            case EventLayout.TAG_NUMBER -> named(name).decimal(event.readLong());
            case EventLayout.TAG_DECIMAL -> {
                long units = event.readLong();
                named(name).decimal(units, FieldName.checkDecimals(name, event.readByte()));
            }
            case EventLayout.TAG_BOOLEAN -> named(name).ascii(event.readByte() != 0 ? "true" : "false");
            case EventLayout.TAG_SECRET -> named(name).masked();
            case EventLayout.TAG_HASHED -> hashed(name);
            case EventLayout.TAG_ADDRESS, EventLayout.TAG_UNIX_ADDRESS -> address(name);
            default -> throw new IllegalArgumentException("not an event: tag [" + tag + "] holds no value");
        }
    }

    private TextBuffer named(String name) {
        return field.ascii(name).letter('=');
    }

    private void text(String name) {
        int full = event.readTextLength();
        text(name, event.array(), event.at(), event.left(), full);
    }

    /** Writes a text as far as it fits into a line of its own; {@code full} less than 0 is null. */
    private void text(String name, byte[] from, int offset, int size, long full) {
        if (full < 0) {
            named(name).nothing();
            return;
        }
        int mark = name.length() + " =".length() + name.length() + " _len=".length() + 10;
        int longest = Math.min(Lines.LONGEST_VALUE, LONGEST - pieceHead() - mark);
        Lines.text(field, name, from, offset, size, full, longest);
    }

    /** A path that no PATH record holds. */
    private void path() {
        event.seek(entries.pathWithoutRecord());
        event.readByte();
        field.clear();
        text(FieldName.written(entries.kind.slots().stream()
                .filter(slot -> slot.type().equals("path"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .name()));
    }

    private void address(String name) {
        spoken.clear();
        long full = address.read(event.entry()).spoken(spoken);
        text(name, spoken.array(), 0, spoken.length(), full);
    }

    private void hashed(String name) {
        named(name);
        if (event.readTextLength() < 0) {
            field.nothing();
            return;
        }
        mac.update(event.array(), event.at(), event.left());
        byte[] digest = mac.doFinal();
        field.ascii("hmac:");
        for (int i = 0; i < HASH_DIGITS / 2; i++) {
            field.letter((char) LOWER[digest[i] >> 4 & 0xf]).letter((char) LOWER[digest[i] & 0xf]);
        }
    }
}

package org.doorward.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.doorward.audit.Lane;

/**
 * Reads an event in the layout of {@link EventLayout}: the head, then a cursor over the entries. {@link #wrap}, then {@link #next}
 * until it returns 0; the values of an entry are read in the order of the layout.
 *
 * <p>Not safe for several threads. Keeps the array that it was given until the next {@code wrap}. Every method throws {@link
 * IllegalArgumentException} with the place if the bytes are not an event: it never reads beyond them.
 */
public final class EventDecoder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int ENTRY_HEAD = 5;

    private final Tokens tokens;
    private byte[] bytes;
    private int start;
    private int end;
    private int cursor;
    private int entryStart;
    private int entryEnd;

    /** A decoder for now and then. */
    public EventDecoder() {
        this(null);
    }

    /** A decoder that reads event after event and knows the words that come again; {@code null}: none. */
    EventDecoder(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Begins to read an event. */
    public EventDecoder wrap(byte[] event, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, event.length);
        bytes = event;
        start = offset;
        end = offset + length;
        if (length < EventLayout.HEAD || length > EventLayout.MAXIMUM) {
            throw malformed(
                    "length [" + length + "], expected " + EventLayout.HEAD + " to " + EventLayout.MAXIMUM, offset);
        }
        int said = (int) INT.get(bytes, offset + EventLayout.AT_LENGTH);
        if (said != length) {
            throw malformed("length in the head [" + said + "], but [" + length + "] bytes were given", offset);
        }
        if (bytes[offset + EventLayout.AT_VERSION] != EventLayout.VERSION) {
            throw malformed("version [" + bytes[offset + EventLayout.AT_VERSION] + "]", offset);
        }
        rewind();
        return this;
    }

    /** Goes back before the first entry. */
    public void rewind() {
        entryEnd = start + EventLayout.HEAD;
        cursor = entryEnd;
    }

    /** Whether this is the event of an operation that has ended; else it is an entry or a fact. */
    public boolean isOperation() {
        return bytes[start + EventLayout.AT_FORM] == EventLayout.FORM_OPERATION;
    }

    /** Whether this is the event of an operation that is about to run. */
    public boolean isEntry() {
        return bytes[start + EventLayout.AT_FORM] == EventLayout.FORM_ENTRY;
    }

    /** The lane. */
    public Lane lane() {
        return bytes[start + EventLayout.AT_LANE] == Lane.LOSSY.ordinal() ? Lane.LOSSY : Lane.RELIABLE;
    }

    /** The stamp in milliseconds since 1970-01-01T00:00Z. */
    public long stampMillis() {
        return (long) LONG.get(bytes, start + EventLayout.AT_STAMP);
    }

    /** The serial. */
    public long serial() {
        return (long) LONG.get(bytes, start + EventLayout.AT_SERIAL);
    }

    /** The symbolic name of the bundle that acted, or {@code null} if the event names none, as facts do. Moves the cursor. */
    public String bundle() {
        rewind();
        for (int tag = next(); tag != 0; tag = next()) {
            if (tag == EventLayout.TAG_SUBJECT) {
                return readToken();
            }
        }
        return null;
    }

    /** Goes to the next entry; returns its tag, or 0 at the end. */
    int next() {
        if (entryEnd == end) {
            return 0;
        }
        int at = entryEnd;
        if (end - at < ENTRY_HEAD) {
            throw malformed("an entry is cut", at);
        }
        int size = (int) INT.get(bytes, at + 1);
        if (size < 0 || size > end - at - ENTRY_HEAD) {
            throw malformed("entry of [" + size + "] bytes, but [" + (end - at - ENTRY_HEAD) + "] are left", at);
        }
        entryStart = at;
        cursor = at + ENTRY_HEAD;
        entryEnd = cursor + size;
        return bytes[at];
    }

    /** The place of the entry under the cursor, for {@link #seek}. */
    int entry() {
        return entryStart;
    }

    /** Goes to an entry that {@link #entry} named; returns its tag. */
    int seek(int entry) {
        entryEnd = entry;
        return next();
    }

    byte[] array() {
        return bytes;
    }

    int readByte() {
        need(1);
        return bytes[cursor++];
    }

    int readInt() {
        need(4);
        int value = (int) INT.get(bytes, cursor);
        cursor += 4;
        return value;
    }

    long readLong() {
        need(8);
        long value = (long) LONG.get(bytes, cursor);
        cursor += 8;
        return value;
    }

    byte[] readBytes(int size) {
        need(size);
        cursor += size;
        return Arrays.copyOfRange(bytes, cursor - size, cursor);
    }

    String readName() {
        int size = readByte();
        need(size);
        String name = word(size, StandardCharsets.US_ASCII);
        cursor += size;
        return name;
    }

    /** A token, or {@code null}. */
    String readToken() {
        need(2);
        int size = (short) (bytes[cursor] << 8 | bytes[cursor + 1] & 0xff);
        cursor += 2;
        if (size < 0) {
            return null;
        }
        need(size);
        String token = word(size, StandardCharsets.UTF_8);
        cursor += size;
        return token;
    }

    private String word(int size, Charset charset) {
        return tokens == null ? new String(bytes, cursor, size, charset) : tokens.word(bytes, cursor, size, charset);
    }

    /** The length of the text that follows before it was cut, in bytes; -1 = null. Its kept bytes run from {@link #at} for {@link #left}. */
    int readTextLength() {
        return readInt();
    }

    /** Whether the text under the cursor is there, not {@code null}; the cursor stays. */
    boolean hasText() {
        need(4);
        return (int) INT.get(bytes, cursor) >= 0;
    }

    /** Where the cursor is. */
    int at() {
        return cursor;
    }

    /** How many bytes of the entry are left. */
    int left() {
        return entryEnd - cursor;
    }

    private void need(int size) {
        if (size < 0 || size > entryEnd - cursor) {
            throw malformed(
                    "[" + size + "] bytes expected, [" + (entryEnd - cursor) + "] are left in the entry", cursor);
        }
    }

    private IllegalArgumentException malformed(String what, int at) {
        return new IllegalArgumentException("not an event: byte " + (at - start) + ": " + what);
    }
}

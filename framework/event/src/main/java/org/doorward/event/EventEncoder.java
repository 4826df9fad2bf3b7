package org.doorward.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.doorward.audit.Lane;
import org.doorward.module.PathArgument;

/*
 * Why the producer writes bytes and not text: formatting is the dearest part of a record, and it is done by the drain. Here text
 * is copied as UTF-8, numbers as they are. The array is kept from event to event, so that a warm encoder allocates nothing.
 *
 * How it can fail, and the test that shows that it does not (EventEncoderTest):
 *  - an event grows without bound:       anEventNeverPassesTheMaximum
 *  - something is left out silently:     whatDoesNotFitIsCounted
 *  - a cut splits a character:           aCutFallsOnACharacterBoundary
 *  - one huge event keeps its memory:    aLargeArrayIsGivenBackOnTheNextEvent
 *  - it outgrows the room that is held:  core's CreditTest.whatAnOutcomeAddsBeyondTheCreditIsCutAndCounted
 */
/**
 * Writes one event in the layout of {@link EventLayout}. {@link #begin} first; then entries in any order.
 *
 * <p>Not safe for several threads. Does not block. Grows by doubling up to {@link EventLayout#MAXIMUM}; what does not fit any more is
 * left out and counted in {@link #cut()}. Once warm it allocates nothing. Nothing that is handed in is kept. Of a {@code CharSequence}
 * only {@code length} and {@code charAt} are called. {@code null} text is written as {@code (null)}.
 */
public final class EventEncoder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL = 1024;
    private static final int KEPT = 64 * 1024;
    /** Room for what the exit adds whatever the modules wrote: subject, outcome, keys, denials. */
    private static final int RESERVED_FOR_EXIT = 16 * 1024;

    private static final int ENTRY_HEAD = 5;

    private byte[] bytes = new byte[INITIAL];
    private int length = EventLayout.HEAD;
    private int cut;
    private int cutEntry;
    private int limit = EventLayout.MAXIMUM;
    private Lane lane = Lane.RELIABLE;

    /** Begins the event of an operation; the lane is reliable until it is set. */
    public void begin(KindSpec kind) {
        begin(EventLayout.FORM_OPERATION);
        int entry = open(EventLayout.TAG_KIND, 3 + kind.name().length());
        putByte(kind.application() ? 1 : 0);
        putToken(kind.name());
        close(entry);
    }

    /** Begins a fact of the core, in the reliable lane. */
    public void begin(RecordType fact) {
        begin(EventLayout.FORM_FACT);
        int entry = open(EventLayout.TAG_KIND, 4);
        putInt(fact.number());
        close(entry);
    }

    private void begin(byte form) {
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
        Arrays.fill(bytes, 0, EventLayout.HEAD, (byte) 0);
        bytes[EventLayout.AT_VERSION] = EventLayout.VERSION;
        bytes[EventLayout.AT_FORM] = form;
        length = EventLayout.HEAD;
        cut = 0;
        cutEntry = 0;
        limit = EventLayout.MAXIMUM;
        lane(Lane.RELIABLE);
    }

    /** Sets the lane. */
    public void lane(Lane value) {
        lane = value;
        bytes[EventLayout.AT_LANE] = (byte) value.ordinal();
    }

    /** The lane. */
    public Lane lane() {
        return lane;
    }

    /** Sets stamp and serial: the transport does, at emission. */
    public void stamp(long millis, long serial) {
        LONG.set(bytes, EventLayout.AT_STAMP, millis);
        LONG.set(bytes, EventLayout.AT_SERIAL, serial);
    }

    /** The stamp in milliseconds since 1970-01-01T00:00Z. */
    public long stampMillis() {
        return (long) LONG.get(bytes, EventLayout.AT_STAMP);
    }

    /** The serial. */
    public long serial() {
        return (long) LONG.get(bytes, EventLayout.AT_SERIAL);
    }

    /** The bytes of the event; the first {@link #length()} count. Valid until the next entry is written. */
    public byte[] array() {
        return bytes;
    }

    /** The length of the event so far, in bytes; also written into its head. */
    public int length() {
        if (cut > 0) {
            writeCut();
        }
        INT.set(bytes, EventLayout.AT_LENGTH, length);
        return length;
    }

    /** Where the next entry begins, for {@link #rewind}. */
    public int mark() {
        return length;
    }

    /** Takes back all entries since the mark. */
    public void rewind(int mark) {
        if (mark < EventLayout.HEAD || mark > length) {
            throw new IllegalArgumentException("mark must be " + EventLayout.HEAD + " to " + length + ": mark=" + mark);
        }
        length = mark;
        if (cutEntry >= mark) {
            cutEntry = 0;
        }
    }

    /**
     * Sets the length beyond which arguments and fields are left out of this event: what room is held for it. What an exit adds
     * whatever the modules wrote (subject, outcome, keys, denials) is written all the same.
     */
    public void limit(int bytes) {
        limit = Math.min(bytes, EventLayout.MAXIMUM);
    }

    /** How many entries were left out for lack of room. */
    public int cut() {
        return cut;
    }

    /** Writes who acted. {@code location} empty means: no bundle's jar, the java binary stands for it. */
    public void subject(String symbolicName, String version, String location, String label) {
        int entry = open(EventLayout.TAG_SUBJECT, tokens(symbolicName, version, location, label));
        if (entry >= 0) {
            putToken(symbolicName);
            putToken(version);
            putToken(location);
            putToken(label);
            close(entry);
        }
    }

    /** Writes an argument of the kind: text. */
    public void text(String argument, CharSequence value) {
        named(EventLayout.TAG_TEXT, argument, value);
    }

    /** Writes an argument of the kind: a whole number. */
    public void number(String argument, long value) {
        number(EventLayout.TAG_NUMBER, argument, value);
    }

    /** Writes an argument of the kind: {@code units} in the last of {@code decimals} decimals. */
    public void decimal(String argument, long units, int decimals) {
        decimal(EventLayout.TAG_DECIMAL, argument, units, decimals);
    }

    /** Writes an argument of the kind: true or false. */
    public void bool(String argument, boolean value) {
        bool(EventLayout.TAG_BOOLEAN, argument, value);
    }

    /** Writes an argument of the kind: that there was a secret. */
    public void secret(String argument) {
        secret(EventLayout.TAG_SECRET, argument);
    }

    /** Writes an argument of the kind that the text form replaces by its keyed hash. */
    public void hashed(String argument, CharSequence value) {
        named(EventLayout.TAG_HASHED, argument, value);
    }

    /** Writes a path: absolute, or the URI on another file system. Source or only path first, target second. */
    public void path(PathArgument.Role role, CharSequence absoluteName) {
        int entry = open(EventLayout.TAG_PATH, 1 + textSize(absoluteName));
        if (entry >= 0) {
            putByte(role.ordinal());
            putText(absoluteName);
            close(entry);
        }
    }

    /** Writes a path as {@link #path(PathArgument.Role, CharSequence)}, from bytes of UTF-8. */
    public void path(PathArgument.Role role, byte[] utf8, int size) {
        int kept = Utf8.boundary(utf8, Math.min(size, EventLayout.MAXIMUM_TEXT));
        int entry = open(EventLayout.TAG_PATH, 5 + kept);
        if (entry >= 0) {
            putByte(role.ordinal());
            putInt(size);
            System.arraycopy(utf8, 0, bytes, length, kept);
            length += kept;
            close(entry);
        }
    }

    /** Writes open options, bits of {@link org.doorward.module.OpenFlags}. */
    public void options(int openFlags) {
        int entry = open(EventLayout.TAG_OPTIONS, 4);
        if (entry >= 0) {
            putInt(openFlags);
            close(entry);
        }
    }

    /** Begins what a module judged: the fields that follow are its own. {@code key} may be {@code null}. */
    public void section(String module, String key) {
        int entry = open(EventLayout.TAG_SECTION, tokens(module, key));
        if (entry >= 0) {
            putToken(module);
            putToken(key);
            close(entry);
        }
    }

    /** Names the rule of the section that was begun last. */
    public void sectionRule(CharSequence rule) {
        int entry = open(EventLayout.TAG_SECTION_RULE, tokenSize(rule));
        if (entry >= 0) {
            putToken(rule);
            close(entry);
        }
    }

    /** Writes a field of a section: text. @throws IllegalArgumentException if the name is malformed */
    public void field(String name, CharSequence value) {
        FieldName.check(name);
        named(EventLayout.TAG_TEXT | EventLayout.FIELD, name, value);
    }

    /** Writes a field of a section: a whole number. @throws IllegalArgumentException if the name is malformed */
    public void field(String name, long value) {
        FieldName.check(name);
        number(EventLayout.TAG_NUMBER | EventLayout.FIELD, name, value);
    }

    /** Writes a field of a section: a decimal number. @throws IllegalArgumentException if the name is malformed */
    public void field(String name, long units, int decimals) {
        FieldName.check(name);
        if (decimals < 0 || decimals > 18) {
            throw new IllegalArgumentException("decimals of [" + name + "] must be 0 to 18: decimals=" + decimals);
        }
        decimal(EventLayout.TAG_DECIMAL | EventLayout.FIELD, name, units, decimals);
    }

    /** Writes a field of a section: true or false. @throws IllegalArgumentException if the name is malformed */
    public void field(String name, boolean value) {
        FieldName.check(name);
        bool(EventLayout.TAG_BOOLEAN | EventLayout.FIELD, name, value);
    }

    /** Writes a field of a section: that there was a secret. @throws IllegalArgumentException if the name is malformed */
    public void fieldSecret(String name) {
        FieldName.check(name);
        secret(EventLayout.TAG_SECRET | EventLayout.FIELD, name);
    }

    /** Writes a field of a section that the text form replaces by its keyed hash. @throws IllegalArgumentException as above */
    public void fieldHashed(String name, CharSequence value) {
        FieldName.check(name);
        named(EventLayout.TAG_HASHED | EventLayout.FIELD, name, value);
    }

    /** Adds a key of the SYSCALL record; the text form drops duplicates. */
    public void key(String key) {
        int entry = open(EventLayout.TAG_KEY, tokenSize(key));
        if (entry >= 0) {
            putToken(key);
            close(entry);
        }
    }

    /** Writes a denial of one module; {@code rule} and {@code reason} may be {@code null}. */
    public void denial(String module, CharSequence rule, CharSequence reason, boolean permissive) {
        int entry = open(EventLayout.TAG_DENIAL, 1 + tokenSize(module) + tokenSize(rule) + textSize(reason));
        if (entry >= 0) {
            putByte(permissive ? 1 : 0);
            putToken(module);
            putToken(rule);
            putText(reason);
            close(entry);
        }
    }

    /** Writes how the operation ended; {@code exceptionClass} may be {@code null}. */
    public void outcome(boolean success, int exit, String exceptionClass) {
        int entry = open(EventLayout.TAG_OUTCOME, 5 + tokenSize(exceptionClass));
        if (entry >= 0) {
            putByte(success ? 1 : 0);
            putInt(exit);
            putToken(exceptionClass);
            close(entry);
        }
    }

    /** Writes the time from entry to outcome, in microseconds. */
    public void duration(long micros) {
        longEntry(EventLayout.TAG_DURATION, micros);
    }

    /** Writes the serial of the event that marked the entry. */
    public void entry(long serial) {
        longEntry(EventLayout.TAG_ENTRY, serial);
    }

    /** Writes a field of a fact without quotes: a registered word, never text from outside. */
    public void factToken(String name, CharSequence token) {
        named(EventLayout.TAG_TOKEN, name, token);
    }

    /** Writes a field of a fact: text. */
    public void factText(String name, CharSequence value) {
        named(EventLayout.TAG_TEXT, name, value);
    }

    /** Writes a field of a fact: a number. */
    public void factNumber(String name, long value) {
        number(name, value);
    }

    /** Writes the result of a fact. */
    public void result(boolean success) {
        int entry = open(EventLayout.TAG_RESULT, 1);
        if (entry >= 0) {
            putByte(success ? 1 : 0);
            close(entry);
        }
    }

    private void writeCut() {
        if (cutEntry == 0) {
            cutEntry = open(EventLayout.TAG_CUT, 4);
            putInt(0);
            close(cutEntry);
        }
        INT.set(bytes, cutEntry + ENTRY_HEAD, cut);
    }

    private void number(int tag, String name, long value) {
        int entry = open(tag, name.length() + 9);
        if (entry >= 0) {
            putName(name);
            putLong(value);
            close(entry);
        }
    }

    private void decimal(int tag, String name, long units, int decimals) {
        int entry = open(tag, name.length() + 10);
        if (entry >= 0) {
            putName(name);
            putLong(units);
            putByte(decimals);
            close(entry);
        }
    }

    private void bool(int tag, String name, boolean value) {
        int entry = open(tag, name.length() + 2);
        if (entry >= 0) {
            putName(name);
            putByte(value ? 1 : 0);
            close(entry);
        }
    }

    private void secret(int tag, String name) {
        int entry = open(tag, name.length() + 1);
        if (entry >= 0) {
            putName(name);
            close(entry);
        }
    }

    private void longEntry(int tag, long value) {
        int entry = open(tag, 8);
        if (entry >= 0) {
            putLong(value);
            close(entry);
        }
    }

    private void named(int tag, String name, CharSequence value) {
        int entry = open(tag, 1 + name.length() + textSize(value));
        if (entry >= 0) {
            putName(name);
            putText(value);
            close(entry);
        }
    }

    /** Opens an entry of at most {@code size} bytes; negative if there is no room. */
    private int open(int tag, int size) {
        int needed = length + ENTRY_HEAD + size;
        if (needed > bytes.length && !grow(needed)) {
            cut++;
            return -1;
        }
        if (needed > Math.min(limit, EventLayout.MAXIMUM - RESERVED_FOR_EXIT) && !isOfExit(tag)) {
            cut++;
            return -1;
        }
        int entry = length;
        bytes[entry] = (byte) tag;
        length = entry + ENTRY_HEAD;
        return entry;
    }

    private boolean grow(int needed) {
        if (needed > EventLayout.MAXIMUM) {
            return false;
        }
        int size = bytes.length;
        while (size < needed) {
            size *= 2;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    private static boolean isOfExit(int tag) {
        return switch (tag) {
            case EventLayout.TAG_KIND,
                    EventLayout.TAG_SUBJECT,
                    EventLayout.TAG_KEY,
                    EventLayout.TAG_DENIAL,
                    EventLayout.TAG_OUTCOME,
                    EventLayout.TAG_DURATION,
                    EventLayout.TAG_ENTRY,
                    EventLayout.TAG_RESULT,
                    EventLayout.TAG_CUT -> true;
            default -> false;
        };
    }

    private void close(int entry) {
        INT.set(bytes, entry + 1, length - entry - ENTRY_HEAD);
    }

    private static int textSize(CharSequence value) {
        return 4 + (value == null ? 0 : Math.min(EventLayout.MAXIMUM_TEXT, 3 * value.length()));
    }

    private static int tokenSize(CharSequence value) {
        return 2 + (value == null ? 0 : Math.min(EventLayout.MAXIMUM_TEXT, 3 * value.length()));
    }

    private static int tokens(String a, String b) {
        return tokenSize(a) + tokenSize(b);
    }

    private static int tokens(String a, String b, String c, String d) {
        return tokens(a, b) + tokens(c, d);
    }

    private void putByte(int value) {
        bytes[length++] = (byte) value;
    }

    private void putInt(int value) {
        INT.set(bytes, length, value);
        length += 4;
    }

    private void putLong(long value) {
        LONG.set(bytes, length, value);
        length += 8;
    }

    private void putName(String name) {
        int size = name.length();
        bytes[length++] = (byte) size;
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
    }

    private void putText(CharSequence value) {
        int at = length;
        length += 4;
        if (value == null) {
            INT.set(bytes, at, -1);
            return;
        }
        int kept = Utf8.encode(value, bytes, length, EventLayout.MAXIMUM_TEXT);
        length += kept;
        INT.set(bytes, at, kept < EventLayout.MAXIMUM_TEXT - 3 ? kept : Utf8.size(value));
    }

    private void putToken(CharSequence value) {
        int at = length;
        length += 2;
        int kept = value == null ? -1 : Utf8.encode(value, bytes, length, EventLayout.MAXIMUM_TEXT);
        bytes[at] = (byte) (kept >> 8);
        bytes[at + 1] = (byte) kept;
        length += Math.max(kept, 0);
    }
}

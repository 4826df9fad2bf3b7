package org.doorward.event;

import org.doorward.audit.Lane;
import org.doorward.module.PathArgument;

/*
 * Why the producer writes bytes and not text: formatting is the dearest part of a record, and it is done by the drain. Here text
 * is copied as UTF-8, numbers as they are. This class is the vocabulary: what an event can say, one method for each tag of the layout.
 * Room, growth and what a hostile text could do to the layout are EntryBuffer's.
 */
/**
 * Writes one event in the layout of {@link EventLayout}. {@link #begin} first; then entries in any order.
 *
 * <p>Not safe for several threads. Does not block. Grows by doubling up to {@link EventLayout#MAXIMUM}; what does not fit any more is
 * left out and counted in {@link #cut()}. Once warm it allocates nothing. Nothing that is handed in is kept. Of a {@code CharSequence}
 * only {@code length} and {@code charAt} are called; what they throw comes through, and the entry is then not there. {@code null} text is
 * written as {@code (null)}.
 */
public final class EventEncoder {
    private final EntryBuffer entries = new EntryBuffer();
    private Lane lane = Lane.RELIABLE;

    /** Begins the event of an operation; the lane is reliable until it is set. */
    public void begin(KindSpec kind) {
        entries.begin(EventLayout.FORM_OPERATION);
        lane(Lane.RELIABLE);
        int room = EntryBuffer.tokenSize(kind.name());
        if (entries.open(EventLayout.TAG_KIND, 1 + room)) {
            entries.putByte(kind.application() ? 1 : 0);
            entries.putToken(kind.name(), room);
            entries.close();
        }
    }

    /** Begins a fact of the core, in the reliable lane. */
    public void begin(RecordType fact) {
        entries.begin(EventLayout.FORM_FACT);
        lane(Lane.RELIABLE);
        intEntry(EventLayout.TAG_KIND, fact.number());
    }

    /** Sets the lane. */
    public void lane(Lane value) {
        lane = value;
        entries.headByte(EventLayout.AT_LANE, value.ordinal());
    }

    /** The lane. */
    public Lane lane() {
        return lane;
    }

    /** Sets stamp and serial: the transport does, at emission. */
    public void stamp(long millis, long serial) {
        entries.headLong(EventLayout.AT_STAMP, millis);
        entries.headLong(EventLayout.AT_SERIAL, serial);
    }

    /** The stamp in milliseconds since 1970-01-01T00:00Z. */
    public long stampMillis() {
        return entries.headLong(EventLayout.AT_STAMP);
    }

    /** The serial. */
    public long serial() {
        return entries.headLong(EventLayout.AT_SERIAL);
    }

    /** The bytes of the event; the first {@link #length()} count. Valid until the next entry is written. */
    public byte[] array() {
        return entries.array();
    }

    /** The length of the event so far, in bytes; also written into its head. */
    public int length() {
        return entries.length();
    }

    /**
     * Sets the length beyond which arguments and fields are left out of this event: what room is held for it. What an exit adds
     * whatever the modules wrote (subject, outcome, keys, denials) is written all the same.
     */
    public void limit(int bytes) {
        entries.limit(bytes);
    }

    /** How many entries were left out for lack of room. */
    public int cut() {
        return entries.cut();
    }

    /** Writes who acted. {@code location} empty means: no bundle's jar, the java binary stands for it. */
    public void subject(String symbolicName, String version, String location, String label) {
        int nameRoom = EntryBuffer.tokenSize(symbolicName);
        int versionRoom = EntryBuffer.tokenSize(version);
        int locationRoom = EntryBuffer.tokenSize(location);
        int labelRoom = EntryBuffer.tokenSize(label);
        if (entries.open(EventLayout.TAG_SUBJECT, nameRoom + versionRoom + locationRoom + labelRoom)) {
            entries.putToken(symbolicName, nameRoom);
            entries.putToken(version, versionRoom);
            entries.putToken(location, locationRoom);
            entries.putToken(label, labelRoom);
            entries.close();
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
        int room = EntryBuffer.textSize(absoluteName);
        if (entries.open(EventLayout.TAG_PATH, 1 + room)) {
            entries.putByte(role.ordinal());
            entries.putText(absoluteName, room);
            entries.close();
        }
    }

    /** Writes a path as {@link #path(PathArgument.Role, CharSequence)}, from bytes of UTF-8. */
    public void path(PathArgument.Role role, byte[] utf8, int size) {
        int kept = Utf8.boundary(utf8, 0, size, EventLayout.MAXIMUM_TEXT);
        if (entries.open(EventLayout.TAG_PATH, 5 + kept)) {
            entries.putByte(role.ordinal());
            entries.putInt(size);
            entries.putBytes(utf8, kept);
            entries.close();
        }
    }

    /** Writes open options, bits of {@link org.doorward.module.OpenFlags}. */
    public void options(int openFlags) {
        intEntry(EventLayout.TAG_OPTIONS, openFlags);
    }

    /** Begins what a module judged: the fields that follow are its own. {@code key} may be {@code null}. */
    public void section(String module, String key) {
        int moduleRoom = EntryBuffer.tokenSize(module);
        int keyRoom = EntryBuffer.tokenSize(key);
        if (entries.open(EventLayout.TAG_SECTION, moduleRoom + keyRoom)) {
            entries.putToken(module, moduleRoom);
            entries.putToken(key, keyRoom);
            entries.close();
        }
    }

    /** Names the rule of the section that was begun last. */
    public void sectionRule(CharSequence rule) {
        token(EventLayout.TAG_SECTION_RULE, rule);
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
        FieldName.checkDecimals(name, decimals);
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
        token(EventLayout.TAG_KEY, key);
    }

    /** Writes a denial of one module; {@code rule} and {@code reason} may be {@code null}. */
    public void denial(String module, CharSequence rule, CharSequence reason, boolean permissive) {
        int moduleRoom = EntryBuffer.tokenSize(module);
        int ruleRoom = EntryBuffer.tokenSize(rule);
        int reasonRoom = EntryBuffer.textSize(reason);
        if (entries.open(EventLayout.TAG_DENIAL, 1 + moduleRoom + ruleRoom + reasonRoom)) {
            entries.putByte(permissive ? 1 : 0);
            entries.putToken(module, moduleRoom);
            entries.putToken(rule, ruleRoom);
            entries.putText(reason, reasonRoom);
            entries.close();
        }
    }

    /** Writes how the operation ended; {@code exceptionClass} may be {@code null}. */
    public void outcome(boolean success, int exit, String exceptionClass) {
        int room = EntryBuffer.tokenSize(exceptionClass);
        if (entries.open(EventLayout.TAG_OUTCOME, 5 + room)) {
            entries.putByte(success ? 1 : 0);
            entries.putInt(exit);
            entries.putToken(exceptionClass, room);
            entries.close();
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
        if (entries.open(EventLayout.TAG_RESULT, 1)) {
            entries.putByte(success ? 1 : 0);
            entries.close();
        }
    }

    private void number(int tag, String name, long value) {
        if (entries.open(tag, name.length() + 9)) {
            entries.putName(name);
            entries.putLong(value);
            entries.close();
        }
    }

    private void decimal(int tag, String name, long units, int decimals) {
        if (entries.open(tag, name.length() + 10)) {
            entries.putName(name);
            entries.putLong(units);
            entries.putByte(decimals);
            entries.close();
        }
    }

    private void bool(int tag, String name, boolean value) {
        if (entries.open(tag, name.length() + 2)) {
            entries.putName(name);
            entries.putByte(value ? 1 : 0);
            entries.close();
        }
    }

    private void secret(int tag, String name) {
        if (entries.open(tag, name.length() + 1)) {
            entries.putName(name);
            entries.close();
        }
    }

    private void named(int tag, String name, CharSequence value) {
        int room = EntryBuffer.textSize(value);
        if (entries.open(tag, 1 + name.length() + room)) {
            entries.putName(name);
            entries.putText(value, room);
            entries.close();
        }
    }

    private void token(int tag, CharSequence value) {
        int room = EntryBuffer.tokenSize(value);
        if (entries.open(tag, room)) {
            entries.putToken(value, room);
            entries.close();
        }
    }

    private void intEntry(int tag, int value) {
        if (entries.open(tag, 4)) {
            entries.putInt(value);
            entries.close();
        }
    }

    private void longEntry(int tag, long value) {
        if (entries.open(tag, 8)) {
            entries.putLong(value);
            entries.close();
        }
    }
}

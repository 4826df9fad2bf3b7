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
 * left out and counted in {@link #cut()}. Once warm it allocates nothing. Nothing that is handed in is kept, but the words of the last
 * subject, which the next one most often is. Of a {@code CharSequence}
 * only {@code length} and {@code charAt} are called; what they throw comes through, and the entry is then not there. {@code null} text is
 * written as {@code (null)}.
 */
public final class EventEncoder {
    private static final byte[] NO_ADDRESS = {};
    /** Fewer bytes of a longer argument of a process are not worth a record. */
    private static final int LEAST_ARGUMENT = 64;

    private final EntryBuffer entries = new EntryBuffer();
    private final LastSubject subject = new LastSubject();
    private Lane lane = Lane.RELIABLE;
    private boolean hasMoment;
    private long moment;

    /** Begins the event of an operation; the lane is reliable until it is set. */
    public void begin(KindSpec kind) {
        begin(EventLayout.FORM_OPERATION, kind);
    }

    /**
     * Begins the event that says that an operation is about to run. It is told what is known of the operation by then, as that of the
     * operation is, and becomes one record: subject, paths, arguments of a process, address, keys.
     */
    public void beginEntry(KindSpec kind) {
        begin(EventLayout.FORM_ENTRY, kind);
    }

    private void begin(byte form, KindSpec kind) {
        entries.begin(form);
        hasMoment = false;
        lane(Lane.RELIABLE);
        byte[] name = kind.token();
        if (entries.open(EventLayout.TAG_KIND, 1 + name.length)) {
            entries.putByte(kind.application() ? 1 : 0);
            entries.putBytes(name, 0, name.length);
            entries.close();
        }
    }

    /** Begins a fact of the core, in the reliable lane. */
    public void begin(RecordType fact) {
        entries.begin(EventLayout.FORM_FACT);
        hasMoment = false;
        lane(Lane.RELIABLE);
        intEntry(EventLayout.TAG_KIND, fact.number());
    }

    /** Sets the lane. */
    public void lane(Lane value) {
        lane = value;
        entries.headByte(EventLayout.AT_LANE, value.ordinal());
    }

    /** Says whether this is an operation of the administrator, whose events are kept where others are refused. False at begin. */
    public void administrator(boolean value) {
        entries.headByte(EventLayout.AT_ADMINISTRATOR, value ? 1 : 0);
    }

    /** The lane. */
    public Lane lane() {
        return lane;
    }

    /** Says when it came about, by {@link System#nanoTime}: who has read that clock saves the transport another. Not set at begin. */
    public void moment(long nanos) {
        moment = nanos;
        hasMoment = true;
    }

    /** Whether {@link #moment(long)} was called. */
    public boolean hasMoment() {
        return hasMoment;
    }

    /** When it came about, if {@link #hasMoment}. */
    public long moment() {
        return moment;
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
        if (subject.isOf(symbolicName, version, location, label)) {
            subject.write(entries);
            return;
        }
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
            subject.keep(symbolicName, version, location, label, entries);
        }
    }

    /** Writes for whom the subject acts; {@code null} or not called: it is not known, and nothing is said. */
    public void tenant(CharSequence tenant) {
        token(EventLayout.TAG_TENANT, tenant);
    }

    /** Writes who it is that the subject acts for; as {@link #tenant}. */
    public void principal(CharSequence principal) {
        token(EventLayout.TAG_PRINCIPAL, principal);
    }

    /** Adds the label of a further bundle on the stack, nearest first. */
    public void via(CharSequence label) {
        token(EventLayout.TAG_VIA, label);
    }

    /** Writes an argument of the kind: text, the name of a class or loader, the label of a bundle, the interface of a service. */
    public void text(String argument, CharSequence value) {
        named(EventLayout.TAG_TEXT, argument, value);
    }

    /** Writes an argument of the kind: bytes, at most {@link EventLayout#MAXIMUM_TEXT} of which are kept. */
    public void bytes(String argument, byte[] value, int offset, int size) {
        named(EventLayout.TAG_TEXT, argument, value, offset, size);
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

    /**
     * Writes an argument of the kind: an address that is resolved.
     *
     * @param ip 4 or 16 bytes in network order
     * @param scope of an inet6 address, else 0
     * @param port 0 to 65535; -1 if the address has none
     * @param asked the name or literal that was asked for, or {@code null} if nobody asked: a peer, a local address
     * @throws IllegalArgumentException if it is no address
     */
    public void address(String argument, byte[] ip, int scope, int port, CharSequence asked) {
        if (ip.length != 4 && ip.length != 16) {
            throw new IllegalArgumentException(
                    "address [" + argument + "] has [" + ip.length + "] bytes: expected 4 or 16");
        }
        openAddress(argument, ip, scope, port, asked);
    }

    /** Writes an argument of the kind: an address of which only the name is known. As {@link #address} else. */
    public void unresolvedAddress(String argument, CharSequence host, int port) {
        openAddress(argument, NO_ADDRESS, 0, port, host);
    }

    private void openAddress(String argument, byte[] ip, int scope, int port, CharSequence asked) {
        if (port < -1 || port > 0xffff) {
            throw new IllegalArgumentException(
                    "port of [" + argument + "] is [" + port + "]: expected 0 to 65535, -1 for none");
        }
        int room = EntryBuffer.textSize(asked);
        if (entries.open(EventLayout.TAG_ADDRESS, 1 + argument.length() + 9 + ip.length + room)) {
            entries.putName(argument);
            entries.putInt(port);
            entries.putInt(scope);
            entries.putByte(ip.length);
            entries.putBytes(ip, 0, ip.length);
            entries.putText(asked, room);
            entries.close();
        }
    }

    /** Writes an argument of the kind: an address in the file system. */
    public void unixAddress(String argument, CharSequence path) {
        named(EventLayout.TAG_UNIX_ADDRESS, argument, path);
    }

    /** As {@link #unixAddress(String, CharSequence)}, of bytes as the operating system has them. */
    public void unixAddress(String argument, byte[] path, int offset, int size) {
        named(EventLayout.TAG_UNIX_ADDRESS, argument, path, offset, size);
    }

    /** Writes how many bytes a network operation carries, where its Linux call says so. */
    public void size(long bytes) {
        longEntry(EventLayout.TAG_SIZE, bytes);
    }

    /**
     * Begins the arguments of a process: as many calls of {@link #argvText} or {@link #argvSecret} follow. What must not be left out
     * for their length is to be written before them.
     */
    public void argv(int count) {
        intEntry(EventLayout.TAG_ARGV, count);
    }

    /** Writes the next argument of a process, as much of it as there is room for: what does not fit is counted once. */
    public void argvText(CharSequence argument) {
        int room = entries.openLong(EventLayout.TAG_ARGV_ARGUMENT, 1, argument, LEAST_ARGUMENT);
        if (room >= 0) {
            boolean whole = entries.putLongText(argument, room);
            entries.close();
            if (!whole) {
                entries.shortened();
            }
        }
    }

    /** Writes that the next argument of a process is a secret. */
    public void argvSecret() {
        if (entries.open(EventLayout.TAG_ARGV_ARGUMENT, 5)) {
            entries.putByte(EventLayout.MASKED);
            entries.putInt(-1);
            entries.close();
        }
    }

    /** Writes an argument of the kind: another process, of the same user and session as this one. */
    public void process(String argument, long pid, CharSequence command) {
        process(argument, pid, -1, -1, -1, command);
    }

    /**
     * Writes an argument of the kind: another process.
     *
     * @param loginUid {@link ProcessIdentity#UNKNOWN} if it is not known, like {@code uid} and {@code session}
     * @param command its name, or {@code null}
     */
    public void process(String argument, long pid, long loginUid, long uid, long session, CharSequence command) {
        int room = EntryBuffer.textSize(command);
        if (entries.open(EventLayout.TAG_PROCESS, 1 + argument.length() + 32 + room)) {
            entries.putName(argument);
            entries.putLong(pid);
            entries.putLong(loginUid);
            entries.putLong(uid);
            entries.putLong(session);
            entries.putText(command, room);
            entries.close();
        }
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

    /**
     * Writes a path as {@link #path(PathArgument.Role, CharSequence)}, in two parts.
     *
     * @param prefix UTF-8 that ends in a slash; not kept
     */
    public void path(PathArgument.Role role, byte[] prefix, CharSequence name) {
        int room = EntryBuffer.textSize(prefix, name);
        if (entries.open(EventLayout.TAG_PATH, 1 + room)) {
            entries.putByte(role.ordinal());
            entries.putText(prefix, name, room);
            entries.close();
        }
    }

    /** Writes a path as {@link #path(PathArgument.Role, CharSequence)}, from bytes of UTF-8. */
    public void path(PathArgument.Role role, byte[] utf8, int size) {
        int kept = EntryBuffer.keptOf(utf8, 0, size);
        if (entries.open(EventLayout.TAG_PATH, 5 + kept)) {
            entries.putByte(role.ordinal());
            entries.putText(utf8, 0, size, kept);
            entries.close();
        }
    }

    /**
     * Writes the argument {@code flags}: bits of {@link org.doorward.module.OpenFlags}, or of a kind of family bundle the framework's for
     * start and stop: 1 = transient, 2 = by the bundle's activation policy.
     */
    public void options(int bits) {
        intEntry(EventLayout.TAG_OPTIONS, bits);
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

    private void named(int tag, String name, byte[] value, int offset, int size) {
        int kept = EntryBuffer.keptOf(value, offset, size);
        if (entries.open(tag, 5 + name.length() + kept)) {
            entries.putName(name);
            entries.putText(value, offset, size, kept);
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

package org.doorward.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/*
 * Whose code runs while an entry is open: that of a CharSequence from outside, in length and charAt. It may throw, lie about its
 * length, or write into the same event. Hence: room is reserved from one call of length and never exceeded; an entry whose text
 * throws is taken back whole; and nothing can be written while a text is read.
 *
 * How it can fail, and the test that shows that it does not (EventEncoderTest):
 *  - an event grows without bound:              anEventNeverPassesTheMaximum
 *  - something is left out silently:            whatDoesNotFitIsCounted
 *  - a field stands in another module's section: aFieldWhoseSectionDidNotFitIsLeftOutWithIt
 *  - an argument of a process is shortened silently: anArgumentThatDoesNotFitIsShortenedAndCounted
 *  - who asks for array, then length, has an old array: theLengthDoesNotChangeTheArray
 *  - no room is left to say so:                 theCountFitsWhateverTheExitAdds
 *  - one huge event keeps its memory:           aLargeArrayIsGivenBackOnTheNextEvent
 *  - it outgrows the room that is held for it:  core's CreditTest.whatAnOutcomeAddsBeyondTheCreditIsCutAndCounted
 *  - a text from outside breaks the layout:     aTextThatThrowsIsTakenBackWhole, aTextThatGrowsIsHeldToItsFirstLength,
 *                                               aTextThatWritesWhileItIsReadIsRefused
 */
/**
 * The bytes of one event, entry by entry: growth by doubling up to {@link EventLayout#MAXIMUM}, room, and the count of what did not
 * fit. Big-endian. Not safe for several threads. Once warm it allocates nothing.
 */
final class EntryBuffer {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL = 1024;
    private static final int KEPT = 64 * 1024;
    /** Room for what the exit adds whatever the modules wrote: subject, outcome, peer or child, keys, denials. */
    private static final int RESERVED_FOR_EXIT = 16 * 1024;

    private static final int ENTRY_HEAD = 5;
    private static final int CUT_ENTRY = ENTRY_HEAD + 4;
    private static final int LIMIT_BEFORE_EXIT = EventLayout.MAXIMUM - CUT_ENTRY - RESERVED_FOR_EXIT;

    private byte[] bytes = new byte[INITIAL];
    private int length = EventLayout.HEAD;
    private int entry;
    private boolean readingText;
    private int cut;
    private int cutEntry;
    private int limitBeforeExit = LIMIT_BEFORE_EXIT;

    void begin(byte form) {
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
        Arrays.fill(bytes, 0, EventLayout.HEAD, (byte) 0);
        bytes[EventLayout.AT_VERSION] = EventLayout.VERSION;
        bytes[EventLayout.AT_FORM] = form;
        length = EventLayout.HEAD;
        readingText = false;
        cut = 0;
        cutEntry = 0;
        limitBeforeExit = LIMIT_BEFORE_EXIT;
    }

    /** Keeps what is not of the exit to this length of the event: what room is held for it. */
    void limit(int lengthBeforeExit) {
        limitBeforeExit = Math.min(lengthBeforeExit, LIMIT_BEFORE_EXIT);
    }

    byte[] array() {
        return bytes;
    }

    void headByte(int at, int value) {
        bytes[at] = (byte) value;
    }

    void headLong(int at, long value) {
        LONG.set(bytes, at, value);
    }

    long headLong(int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The length of the event so far; also written into its head, and the count of what was left out behind the entries. */
    int length() {
        if (cut > 0) {
            writeCut();
        }
        INT.set(bytes, EventLayout.AT_LENGTH, length);
        return length;
    }

    /** How many entries were left out for lack of room. */
    int cut() {
        return cut;
    }

    private void writeCut() {
        if (cutEntry == 0) {
            open(EventLayout.TAG_CUT, CUT_ENTRY - ENTRY_HEAD);
            cutEntry = entry;
            putInt(0);
            close();
        }
        INT.set(bytes, cutEntry + ENTRY_HEAD, cut);
    }

    /**
     * Opens an entry of at most {@code size} bytes; {@code false} if there is no room, which is counted. What follows something that did
     * not fit is left out, too, but for what the exit adds: a field whose section is not there would stand in that of another module.
     */
    boolean open(int tag, int size) {
        if (readingText) {
            throw new IllegalStateException("a text wrote into the event that it is read for: expected none that does");
        }
        int needed = length + ENTRY_HEAD + size;
        boolean isOfExit = limitOf(tag) > LIMIT_BEFORE_EXIT;
        if (needed > (isOfExit ? limitOf(tag) : limitBeforeExit) || cut > 0 && !isOfExit) {
            cut++;
            return false;
        }
        int withCut = tag == EventLayout.TAG_CUT ? needed : Math.min(EventLayout.MAXIMUM, needed + CUT_ENTRY);
        if (withCut > bytes.length) {
            grow(withCut); // so that length() never changes the array
        }
        entry = length;
        bytes[entry] = (byte) tag;
        length = entry + ENTRY_HEAD;
        return true;
    }

    private static int limitOf(int tag) {
        return switch (tag) {
            case EventLayout.TAG_CUT -> EventLayout.MAXIMUM;
            case EventLayout.TAG_KIND,
                    EventLayout.TAG_SUBJECT,
                    EventLayout.TAG_KEY,
                    EventLayout.TAG_DENIAL,
                    EventLayout.TAG_OUTCOME,
                    EventLayout.TAG_DURATION,
                    EventLayout.TAG_ENTRY,
                    EventLayout.TAG_TENANT,
                    EventLayout.TAG_PRINCIPAL,
                    EventLayout.TAG_VIA,
                    EventLayout.TAG_ADDRESS,
                    EventLayout.TAG_UNIX_ADDRESS,
                    EventLayout.TAG_PROCESS,
                    EventLayout.TAG_SIZE,
                    EventLayout.TAG_RESULT -> EventLayout.MAXIMUM - CUT_ENTRY;
            default -> LIMIT_BEFORE_EXIT;
        };
    }

    private void grow(int needed) {
        int size = bytes.length;
        while (size < needed) {
            size *= 2;
        }
        bytes = Arrays.copyOf(bytes, size);
    }

    /** Ends the entry that was opened last. */
    void close() {
        INT.set(bytes, entry + 1, length - entry - ENTRY_HEAD);
    }

    /** Where the rest of the entry begins that was closed last; it ends with the entries. */
    int lastRest() {
        return entry + ENTRY_HEAD;
    }

    /** Where the entries end. */
    int end() {
        return length;
    }

    /** Room for a text: its length before the cut, and at most {@link EventLayout#MAXIMUM_TEXT} bytes. */
    static int textSize(CharSequence value) {
        return 4 + bytesOf(value);
    }

    /** Room for a text that bytes of UTF-8 stand before. */
    static int textSize(byte[] prefix, CharSequence value) {
        return 4 + Math.min(EventLayout.MAXIMUM_TEXT, prefix.length + bytesOf(value));
    }

    /**
     * Opens an entry of {@code head} bytes and a text of any length; returns the room for the text, or -1 if less than {@code least}
     * bytes of it would fit. A text that needs more than the room is shortened: {@link #shortened}.
     */
    int openLong(int tag, int head, CharSequence value, int least) {
        int wanted = (int) Math.min(EventLayout.MAXIMUM, 3L * value.length());
        int room = Math.min(wanted, limitBeforeExit - length - ENTRY_HEAD - head - 4);
        boolean fits = room >= Math.min(wanted, least);
        return open(tag, head + 4 + (fits ? room : EventLayout.MAXIMUM)) ? room : -1;
    }

    /** Counts the entry that was closed last as one that did not fit whole. */
    void shortened() {
        cut++;
    }

    /** Room for a token. */
    static int tokenSize(CharSequence value) {
        return 2 + bytesOf(value);
    }

    private static int bytesOf(CharSequence value) {
        return value == null
                ? 0
                : Math.min(EventLayout.MAXIMUM_TEXT, 3 * Math.min(EventLayout.MAXIMUM_TEXT, value.length()));
    }

    void putByte(int value) {
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        INT.set(bytes, length, value);
        length += 4;
    }

    void putLong(long value) {
        LONG.set(bytes, length, value);
        length += 8;
    }

    void putBytes(byte[] from, int offset, int size) {
        System.arraycopy(from, offset, bytes, length, size);
        length += size;
    }

    /** Writes bytes as a text: their number, and those that are kept, which {@link #keptOf} says. */
    void putText(byte[] from, int offset, int size, int kept) {
        putInt(size);
        putBytes(from, offset, kept);
    }

    /** How many of these bytes are kept. */
    static int keptOf(byte[] from, int offset, int size) {
        return Utf8.boundary(from, offset, size, EventLayout.MAXIMUM_TEXT);
    }

    void putName(String name) {
        int size = name.length();
        bytes[length++] = (byte) size;
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
    }

    /** Writes a text into the room that {@link #textSize} named. */
    void putText(CharSequence value, int room) {
        int at = length;
        length += 4;
        if (value == null) {
            INT.set(bytes, at, -1);
            return;
        }
        boolean done = false;
        readingText = true;
        try {
            int kept = Utf8.encode(value, bytes, length, Math.min(EventLayout.MAXIMUM_TEXT, room - 4));
            INT.set(bytes, at, kept < EventLayout.MAXIMUM_TEXT - 3 ? kept : Utf8.size(value));
            length += kept;
            done = true;
        } finally {
            wasRead(done);
        }
    }

    /** Writes a text that bytes of UTF-8 stand before into the room that {@link #textSize(byte[], CharSequence)} named. */
    void putText(byte[] prefix, CharSequence value, int room) {
        int most = Math.min(EventLayout.MAXIMUM_TEXT, room - 4);
        int before = Utf8.boundary(prefix, 0, prefix.length, most);
        int at = length;
        putInt(before);
        putBytes(prefix, 0, before);
        boolean done = false;
        readingText = true;
        try {
            int kept = before + (before < prefix.length ? 0 : Utf8.encode(value, bytes, length, most - before));
            INT.set(bytes, at, kept < EventLayout.MAXIMUM_TEXT - 3 ? kept : prefix.length + Utf8.size(value));
            length += kept - before;
            done = true;
        } finally {
            wasRead(done);
        }
    }

    /**
     * Writes an argument of a process into the room that {@link #openLong} named: a byte of what is to be known of the part that is
     * cut off, and the text. Returns whether it is whole.
     */
    boolean putLongText(CharSequence value, int room) {
        int flagsAt = length;
        length += 5;
        boolean done = false;
        readingText = true;
        try {
            int kept = Utf8.encode(value, bytes, length, room);
            boolean whole = kept < room - 3 || kept == Utf8.size(value);
            INT.set(bytes, flagsAt + 1, whole ? kept : Utf8.size(value));
            bytes[flagsAt] = (byte) (whole || Utf8.isPlain(value) ? 0 : EventLayout.REST_NOT_PLAIN);
            length += kept;
            done = true;
            return whole;
        } finally {
            wasRead(done);
        }
    }

    /** Writes a token into the room that {@link #tokenSize} named. */
    void putToken(CharSequence value, int room) {
        int at = length;
        length += 2;
        int kept = -1;
        if (value != null) {
            boolean done = false;
            readingText = true;
            try {
                kept = Utf8.encode(value, bytes, length, room - 2);
                length += kept;
                done = true;
            } finally {
                wasRead(done);
            }
        }
        bytes[at] = (byte) (kept >> 8);
        bytes[at + 1] = (byte) kept;
    }

    /** A text was read; if it threw, its entry is taken back. */
    private void wasRead(boolean done) {
        readingText = false;
        if (!done) {
            length = entry;
        }
    }
}

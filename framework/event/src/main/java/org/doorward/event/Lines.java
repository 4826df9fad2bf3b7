package org.doorward.event;

/**
 * The lines of one event. Every line begins with node, type, stamp and serial, and none is longer than the readers take: {@code
 * ausearch} cuts a longer one without a word and reads its rest as a line of its own. So a line is written in a loop,
 *
 * <pre>
 *   do {
 *       lines.begin(type);
 *       lines.text("name", ...);
 *   } while (!lines.end());
 * </pre>
 *
 * in which texts become shorter until it fits; a text that was cut is followed by {@code NAME_len=BYTES}. Not safe for several
 * threads.
 */
final class Lines {
    /** {@code MAX_AUDIT_MESSAGE_LENGTH} of the tools less one, without the line end. */
    static final int LONGEST = 8969;

    /** What a text of {@link EventLayout#MAXIMUM_TEXT} bytes takes in hexadecimal. */
    static final int LONGEST_VALUE = 2 * EventLayout.MAXIMUM_TEXT;

    private final TextBuffer out = new TextBuffer(64 * 1024);
    private final TextBuffer head = new TextBuffer(256);
    private final byte[] node;
    private int start;
    private int longestValue = LONGEST_VALUE;

    Lines(String node) {
        TextBuffer text = new TextBuffer(16);
        if (node != null) {
            text.ascii("node=").ascii(node).letter(' ');
        }
        this.node = text.toBytes();
    }

    /** Begins an event. A clock before 1970 counts as 1970: the readers know no sign. */
    void clear(long stampMillis, long serial) {
        out.clear();
        head.clear();
        longestValue = LONGEST_VALUE;
        long stamp = Math.max(0, stampMillis);
        head.ascii(" msg=audit(").decimal(stamp / 1000).letter('.');
        head.millis((int) (stamp % 1000)).letter(':').decimal(serial).ascii("): ");
    }

    /** Where to write what is neither text nor the frame of a line. */
    TextBuffer out() {
        return out;
    }

    byte[] array() {
        return out.array();
    }

    /** Bytes of the event so far. */
    int length() {
        return out.length();
    }

    /** Bytes of the line so far. */
    int lineLength() {
        return out.length() - start;
    }

    /** Bytes that a line of this type begins with. */
    int headLength(RecordType type) {
        return node.length + "type=".length() + type.name().length() + head.length();
    }

    TextBuffer begin(RecordType type) {
        start = out.length();
        return out.raw(node).ascii("type=").ascii(type.name()).raw(head.array(), 0, head.length());
    }

    /** Ends the line if it fits; else takes it back, to be written again with shorter texts. */
    boolean end() {
        return end(LONGEST);
    }

    /** As {@link #end()}, for a line of at most {@code longest} bytes. */
    boolean end(int longest) {
        if (lineLength() <= longest) {
            out.letter('\n');
            longestValue = LONGEST_VALUE;
            return true;
        }
        if (longestValue == 0) {
            throw new IllegalArgumentException("not an event: a line of [" + lineLength()
                    + "] bytes without its texts, at most [" + longest + "] are expected");
        }
        out.truncate(start);
        longestValue -= longestValue / 8 + 1;
        return false;
    }

    /** Writes {@code NAME=VALUE} of a text from outside; {@code null} is {@code (null)}. */
    Lines text(String name, String value) {
        if (value == null) {
            out.ascii(name).letter('=').nothing();
            return this;
        }
        byte[] utf8 = Utf8.bytes(value);
        text(out, name, utf8, 0, utf8.length, utf8.length, longestValue);
        return this;
    }

    /** As {@link #text(String, String)}, of the text that the decoder has under its cursor. */
    Lines text(String name, EventDecoder event) {
        return text(name, event, EventLayout.MAXIMUM_TEXT);
    }

    /** As {@link #text(String, EventDecoder)}, of which at most {@code most} bytes are taken. */
    Lines text(String name, EventDecoder event, int most) {
        int full = event.readTextLength();
        if (full < 0) {
            return text(name, (String) null);
        }
        int kept = Utf8.boundary(event.array(), event.at(), event.left(), most);
        text(out, name, event.array(), event.at(), kept, full, longestValue);
        return this;
    }

    /** As {@link #text(String, String)}, of the first bytes of a text that has {@code full}. */
    Lines text(String name, byte[] utf8, int size, long full) {
        text(out, name, utf8, 0, size, full, longestValue);
        return this;
    }

    /** Writes {@code NAME=VALUE}, the value at most {@code longest} bytes in its encoded form, and the mark if it was cut. */
    static void text(TextBuffer into, String name, byte[] from, int offset, int size, long full, int longest) {
        if (size == full && size <= longest - 2 && TextBuffer.isPlain(from, offset, size)) {
            into.ascii(name).letter('=').quoted(from, offset, size);
            return;
        }
        int kept = TextBuffer.fitting(from, offset, size, longest);
        into.ascii(name).letter('=').untrusted(from, offset, kept);
        if (full > kept) {
            into.letter(' ').ascii(name).ascii("_len=").decimal(full);
        }
    }
}

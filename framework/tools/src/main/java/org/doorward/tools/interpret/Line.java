package org.doorward.tools.interpret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** A line of the trail as a text. */
public final class Line {
    /** Begins what auditd added to a record: the words for its numbers. */
    public static final char ENRICHMENT = 0x1d;

    /** Of what stands before it nothing has a blank. */
    private static final String STAMP = " msg=audit(";

    private Line() {}

    /** A line, which has a char for each byte, as the UTF-8 that it is; a byte that is none stays the char that it was. */
    public static String decoded(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) > '~') {
                return decoded(line.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return line;
    }

    private static String decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // as many chars as bytes at most
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (decoder.decode(in, out, true).isError()) {
            out.put((char) (in.get() & 0xff));
        }
        return out.flip().toString();
    }

    /** The same without the words that auditd added. */
    public static String withoutEnrichment(String line) {
        int end = line.indexOf(ENRICHMENT);
        return decoded(end < 0 ? line : line.substring(0, end));
    }

    /** What follows the head of a record, from the colon on: {@code : pid=1 ...}. */
    public static String afterHead(String line) {
        return line.substring(line.indexOf(')', line.indexOf(STAMP)) + 1);
    }
}

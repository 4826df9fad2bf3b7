package org.doorward.tools.print;

import java.nio.charset.StandardCharsets;

/** A line of the trail as a text. */
final class Line {
    /** Begins what auditd added to a record: the words for its numbers. */
    static final char ENRICHMENT = 0x1d;

    private Line() {}

    /** A line, which has a char for each byte, as the UTF-8 that it is. */
    static String decoded(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) > '~') {
                return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return line;
    }

    /** The same without the words that auditd added. */
    static String withoutEnrichment(String line) {
        int end = line.indexOf(ENRICHMENT);
        return decoded(end < 0 ? line : line.substring(0, end));
    }
}

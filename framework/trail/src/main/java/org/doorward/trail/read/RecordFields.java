package org.doorward.trail.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/*
 * What a report asks of a record it asks by ten names and more, so the places of all are looked up once. As the original looks for " name=",
 * a name begins behind a blank or a quote, be it within a text, and of several the first one counts.
 */
/**
 * Where the fields of a record are in the bytes of its line. Immutable, safe for all threads.
 *
 * <pre>
 *   name=value name="value" msg='name=value name=value'
 *   ^   ^ each place: name's start in the upper 16 bits, that of the equals sign in the lower ones, from the beginning of the line
 * </pre>
 */
final class RecordFields {
    private static final int FEW = 40;
    private static final char ENRICHED = 0x1d;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int[] places;

    /** @param end at most 64 KiB behind {@code start} */
    RecordFields(byte[] bytes, int start, int fieldsAt, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        int[] found = new int[FEW];
        int count = 0;
        int name = fieldsAt; // below 0: the equals sign of this word is found, or there is none
        if (name > 0 && !isBoundary(bytes[start + name - 1])) {
            name = -1;
        }
        for (int at = start + fieldsAt; at < end; at++) {
            byte b = bytes[at];
            if (b > '=') {
                continue; // most are: letters
            }
            if (isBoundary(b)) {
                name = at + 1 - start;
            } else if (b == '=' && name >= 0) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = name << 16 | at - start;
                name = -1;
            }
        }
        places = Arrays.copyOf(found, count);
    }

    private static boolean isBoundary(byte b) {
        return b == ' ' || b == '\'';
    }

    /** The value of a field as it is written, or {@code null}. */
    String raw(String field) {
        for (int place : places) {
            int equals = place & 0xffff;
            if (isName(field, place >>> 16, equals)) {
                return valueAt(start + equals + 1);
            }
        }
        return null;
    }

    private boolean isName(String field, int from, int to) {
        int length = field.length();
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + from + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String valueAt(int from) {
        if (from < end && bytes[from] == '"') {
            int quote = from + 1;
            while (quote < end && bytes[quote] != '"') {
                quote++;
            }
            return text(from, Math.min(end, quote + 1));
        }
        int to = from;
        while (to < end && bytes[to] != ' ' && bytes[to] != ENRICHED) {
            to++;
        }
        // the last field of a user-type record is followed by the closing quote of msg='...'
        return text(from, to > from && bytes[to - 1] == '\'' ? to - 1 : to);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

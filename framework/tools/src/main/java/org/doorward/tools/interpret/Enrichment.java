package org.doorward.tools.interpret;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What auditd added to a record behind 0x1d: the words of the machine that wrote it, the fields' names in upper case. */
final class Enrichment {
    private static final Enrichment NONE = new Enrichment("");
    private static final String ADDRESS = "SADDR=";

    private final Map<String, String> words = new LinkedHashMap<>();

    private Enrichment(String text) {
        int address = text.startsWith(ADDRESS) ? text.indexOf('{') : -1;
        if (text.startsWith(ADDRESS)) {
            if (address >= 0 && text.indexOf('}', address) >= 0) {
                words.put("saddr", text.substring(address));
            }
            return;
        }
        for (String word : text.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                words.putIfAbsent(word.substring(0, equals).toLowerCase(Locale.ROOT), word.substring(equals + 1));
            }
        }
    }

    /** Of a line, with or without one. */
    static Enrichment of(String line) {
        int at = line.indexOf(Line.ENRICHMENT);
        return at < 0 ? NONE : new Enrichment(Line.decoded(line.substring(at + 1)));
    }

    /** All that it says, by the names of the fields, in the order of the record. */
    Map<String, String> words() {
        return Collections.unmodifiableMap(words);
    }

    /** What it says of a field; {@code null} if it says nothing or did not know. */
    String word(String field) {
        String word = words.get(field);
        return word == null || word.startsWith("unknown-") ? null : word;
    }
}

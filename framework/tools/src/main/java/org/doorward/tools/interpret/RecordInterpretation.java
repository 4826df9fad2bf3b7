package org.doorward.tools.interpret;

import java.util.LinkedHashMap;
import java.util.Map;
import org.doorward.trail.TrailRecord;

/** The fields of one record in words. Not safe for several threads. */
public final class RecordInterpretation {
    private final String type;
    private final Enrichment enrichment;
    private final RecordContext context;

    RecordInterpretation(TrailRecord record, Interpreter interpreter) {
        type = record.type();
        enrichment = Enrichment.of(record.line());
        context = RecordContext.of(record, interpreter);
    }

    /** What a field is in this record. */
    public FieldType type(String field, String value) {
        return FieldTypes.of(type, field, value);
    }

    /** What auditd added to the record for a field, decoded; {@code null} if it added nothing, or did not know. */
    public String added(String field) {
        String word = enrichment.word(field);
        return word == null ? null : decodedName(type(field, word), word);
    }

    /** All that auditd added to the record, decoded, by the names of the fields. */
    public Map<String, String> added() {
        Map<String, String> added = new LinkedHashMap<>();
        enrichment.words().forEach((field, word) -> added.put(field, decodedName(type(field, word), word)));
        return added;
    }

    /** Names of users and groups are encoded as texts are; other words stand as they are. */
    private static String decodedName(FieldType type, String word) {
        return type == FieldType.UID || type == FieldType.GID ? EncodedText.decode(word) : word;
    }

    /** A text as it was before it was encoded, whatever the field; with the NULs that it has. */
    public String decoded(String field, String value) {
        return type(field, value) == FieldType.SOCKET_ADDRESS
                ? FieldType.SOCKET_ADDRESS.words(value, context)
                : EncodedText.whole(value);
    }

    /**
     * The value in words, as it is: not escaped for a terminal. What auditd added to the record goes before what this machine knows.
     *
     * @param value as the record has it
     */
    public String words(String field, String value) {
        FieldType type = type(field, value);
        String word = enrichment.word(field);
        if (word != null) {
            return decodedName(type, word);
        }
        return FieldTypes.meaning(type, field, context).words(value, context);
    }
}

package org.doorward.tools.interpret;

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

    /** What auditd added to the record for a field, decoded; {@code null} if it added nothing. */
    public String added(String field) {
        String word = enrichment.word(field);
        return word == null ? null : EncodedText.decode(word);
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
            return type == FieldType.UID || type == FieldType.GID ? EncodedText.decode(word) : word;
        }
        return FieldTypes.meaning(type, field, context).words(value, context);
    }
}

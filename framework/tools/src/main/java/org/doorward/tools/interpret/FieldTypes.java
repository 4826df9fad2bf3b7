package org.doorward.tools.interpret;

import java.util.HashMap;
import java.util.Map;

/** Which field is of which type, by {@code field-types.tsv} and {@code arguments.tsv}. */
final class FieldTypes {
    private static final Map<String, FieldType> FIELDS = new HashMap<>();
    private static final Map<String, FieldType> FIELDS_OF_RECORDS = new HashMap<>();
    private static final Map<String, FieldType> ARGUMENTS = new HashMap<>();

    static {
        for (String[] row : Table.rows(FieldTypes.class, "field-types.tsv")) {
            for (String field : row[2].split(" ")) {
                if (row[1].equals("*")) {
                    FIELDS.put(field, FieldType.valueOf(row[0]));
                } else {
                    FIELDS_OF_RECORDS.put(row[1] + ' ' + field, FieldType.valueOf(row[0]));
                }
            }
        }
        for (String[] row : Table.rows(FieldTypes.class, "arguments.tsv")) {
            for (String call : row[2].split(" ")) {
                ARGUMENTS.put(row[1] + ' ' + call, FieldType.valueOf(row[0]));
            }
        }
    }

    private FieldTypes() {}

    /** The type of a field of a record. */
    static FieldType of(String record, String field, String value) {
        if (record.equals("EXECVE") && field.startsWith("a") && !field.equals("argc") && !field.contains("_len")) {
            return FieldType.TEXT;
        }
        if (field.equals("acct")) {
            return value.startsWith("\"") || isHex(value) ? FieldType.TEXT : FieldType.UNCLASSIFIED;
        }
        if (record.equals("TRUSTED_APP")) {
            boolean isText = value.startsWith("\"") || isHex(value) && !value.matches("[0-9]*");
            return isText ? FieldType.TEXT : FieldType.UNCLASSIFIED;
        }
        FieldType own = FIELDS_OF_RECORDS.get(record + ' ' + field);
        return own != null ? own : FIELDS.getOrDefault(field, FieldType.UNCLASSIFIED);
    }

    /** The type itself, but of an argument of a system call what it is to that call. */
    static FieldType meaning(FieldType type, String field, RecordContext context) {
        if (type != FieldType.ARGUMENT) {
            return type;
        }
        String call = context.call();
        if (call == null) {
            return FieldType.ARGUMENT;
        }
        String key = field + ' ' + call;
        FieldType exact = ARGUMENTS.get(key);
        int end = key.length();
        while (exact == null && end > field.length()) {
            exact = ARGUMENTS.get(key.substring(0, end--) + '*');
        }
        return exact == null ? FieldType.ARGUMENT : exact;
    }

    private static boolean isHex(String value) {
        return value.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }
}

package org.doorward.tools.normalize;

import org.doorward.tools.interpret.CNumber;
import org.doorward.tools.interpret.FieldType;
import org.doorward.tools.interpret.RecordInterpretation;

/** A field of an event, and what it means. Not safe for several threads. */
public final class Field {
    private final RecordInterpretation record;
    private final String name;
    private final String value;
    private final FileName file;

    /** @param file knows where the event took place */
    Field(RecordInterpretation record, String name, String value, FileName file) {
        this.record = record;
        this.name = name;
        this.value = value;
        this.file = file;
    }

    public String name() {
        return name;
    }

    /** As the record has it; {@code null} of a key that is none. */
    String value() {
        return value;
    }

    public FieldType type() {
        return record.type(name, value);
    }

    /** The value in words, not escaped for a terminal. */
    public String words() {
        return value == null ? " " : record.words(name, value);
    }

    /** The same, but of the name of a file its path. */
    public String path() {
        return type() == FieldType.FILE ? file.path(words()) : words();
    }

    /** The number that the value begins with, of 32 bits; 0 if with none, -1 if it is too large. */
    public int number() {
        try {
            return value == null ? -1 : (int) CNumber.signed(value);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}

package org.doorward.tools.print;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.doorward.tools.interpret.Escape;

/** The forms of the output, by the words of {@code ausearch --format}. */
public enum Form {
    RAW("raw", (out, escape) -> new RawPrinter(out)),
    DEFAULT("default", StandardPrinter::new),
    INTERPRET("interpret", InterpretedPrinter::new),
    JSON("json", (out, escape) -> new JsonPrinter(out));

    private final String word;
    private final BiFunction<PrintWriter, Escape, EventPrinter> printer;

    Form(String word, BiFunction<PrintWriter, Escape, EventPrinter> printer) {
        this.word = word;
        this.printer = printer;
    }

    /** The form that a word means, or {@code null}. */
    public static Form of(String word) {
        return Arrays.stream(values())
                .filter(form -> form.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    /** The words of all forms, between commas. */
    public static String words() {
        return Arrays.stream(values()).map(form -> form.word).collect(Collectors.joining(", "));
    }

    /** A printer of this form. */
    public EventPrinter printer(PrintWriter out, Escape escape) {
        return printer.apply(out, escape);
    }
}

package org.doorward.tools.print;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorward.tools.interpret.Escape;

/** The forms of the output, by the words of {@code ausearch --format}. */
public enum Form {
    RAW("raw", (out, escape, extra) -> new RawPrinter(out)),
    DEFAULT("default", (out, escape, extra) -> new StandardPrinter(out, escape)),
    INTERPRET("interpret", (out, escape, extra) -> new InterpretedPrinter(out, escape)),
    CSV("csv", CsvPrinter::new),
    TEXT("text", (out, escape, extra) -> new TextPrinter(out, escape)),
    JSON("json", (out, escape, extra) -> new JsonPrinter(out));

    private final String word;
    private final Maker maker;

    Form(String word, Maker maker) {
        this.word = word;
        this.maker = maker;
    }

    private interface Maker {
        EventPrinter printer(PrintWriter out, Escape escape, Set<ExtraColumn> extra);
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

    /**
     * A printer of this form.
     *
     * @param extra for {@link #CSV} alone
     */
    public EventPrinter printer(PrintWriter out, Escape escape, Set<ExtraColumn> extra) {
        return maker.printer(out, escape, extra);
    }

    /** The words that complete {@code --format}. */
    public static final class Words implements Iterable<String> {
        /** For picocli. */
        public Words() {}

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(form -> form.word).iterator();
        }
    }
}

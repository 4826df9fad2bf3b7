package org.doorward.tools.search;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.print.EventPrinter;
import org.doorward.tools.print.ExtraColumn;
import org.doorward.tools.print.Form;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how {@code ausearch} prints what it finds. */
final class PrintOptions {
    @Option(
            names = {"-i", "--interpret"},
            description = "Says numbers in words, and decodes texts.")
    private boolean interpret;

    @Option(
            names = {"-r", "--raw"},
            description = "Prints the lines as they stand in the trail.")
    private boolean raw;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            completionCandidates = Form.Words.class,
            description =
                    "The form of the output: raw, default, interpret, csv (a row a line), text (a sentence a line), or json, an"
                            + " object a line.")
    private String format;

    @Option(names = "--extra-keys", description = "In csv, the first key of the rule, too.")
    private boolean extraKeys;

    @Option(names = "--extra-labels", description = "In csv, the labels of subject and object, too.")
    private boolean extraLabels;

    @Option(names = "--extra-obj2", description = "In csv, the second object, too: the new name, the new mode.")
    private boolean extraSecondObject;

    @Option(names = "--extra-time", description = "In csv, the parts of the time, too.")
    private boolean extraTime;

    @Option(
            names = {"-l", "--line-buffered"},
            description = "Hands on each event as soon as it is found: for a pipe whose reader waits for it.")
    private boolean lineBuffered;

    @Option(
            names = "--escape",
            paramLabel = "MODE",
            defaultValue = "tty",
            description = "What is escaped in texts: raw (nothing), tty (control characters, the default), shell,"
                    + " shell_quote.")
    private String escape;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The printer that was asked for. */
    EventPrinter printer(PrintWriter out) {
        Form form = form();
        Set<ExtraColumn> extra = extra();
        if (!extra.isEmpty() && form != Form.CSV) {
            throw usage("--extra-keys, --extra-labels, --extra-obj2, --extra-time: expected --format csv with them");
        }
        EventPrinter printer;
        try {
            printer = form.printer(out, Escape.of(escape), extra);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        if (!lineBuffered) {
            return printer;
        }
        return event -> {
            printer.print(event);
            out.flush();
        };
    }

    private Set<ExtraColumn> extra() {
        Set<ExtraColumn> extra = EnumSet.noneOf(ExtraColumn.class);
        addIf(extraKeys, ExtraColumn.KEYS, extra);
        addIf(extraLabels, ExtraColumn.LABELS, extra);
        addIf(extraSecondObject, ExtraColumn.SECOND_OBJECT, extra);
        addIf(extraTime, ExtraColumn.TIME, extra);
        return extra;
    }

    private static void addIf(boolean asked, ExtraColumn column, Set<ExtraColumn> extra) {
        if (asked) {
            extra.add(column);
        }
    }

    private Form form() {
        Form asked = format == null ? Form.DEFAULT : Form.of(format);
        if (asked == null) {
            throw usage("--format [" + format + "]: expected one of " + Form.words());
        }
        asked = and(asked, raw, Form.RAW);
        return and(asked, interpret, Form.INTERPRET);
    }

    private Form and(Form asked, boolean option, Form meant) {
        if (option && asked != Form.DEFAULT && asked != meant) {
            throw usage("-i, -r, --format: more than one form of the output was asked for; expected one");
        }
        return option ? meant : asked;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package org.doorward.tools.search;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.print.EventPrinter;
import org.doorward.tools.print.ExtraColumn;
import org.doorward.tools.print.Form;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how {@code ausearch} prints what it finds. */
final class PrintOptions {
    private final OptionValue<Boolean> interpret;
    private final OptionValue<Boolean> raw;
    private final OptionValue<String> format;
    private final OptionValue<Boolean> extraKeys;
    private final OptionValue<Boolean> extraLabels;
    private final OptionValue<Boolean> extraSecondObject;
    private final OptionValue<Boolean> extraTime;
    private final OptionValue<Boolean> lineBuffered;
    private final OptionValue<String> escape;

    private final Options options;

    /** Adds them to those of a command. */
    PrintOptions(Options options) {
        this.options = options;
        interpret = options.flag(
                OptionSpec.builder("-i", "--interpret").description("Says numbers in words, and decodes texts."));
        raw = options.flag(
                OptionSpec.builder("-r", "--raw").description("Prints the lines as they stand in the trail."));
        format = options.text(OptionSpec.builder("--format")
                .paramLabel("FORM")
                .completionCandidates(new Form.Words())
                .description(
                        "The form of the output: raw, default, interpret, csv (a row a line), text (a sentence a line), or json, an"
                                + " object a line."));
        extraKeys =
                options.flag(OptionSpec.builder("--extra-keys").description("In csv, the first key of the rule, too."));
        extraLabels = options.flag(
                OptionSpec.builder("--extra-labels").description("In csv, the labels of subject and object, too."));
        extraSecondObject = options.flag(OptionSpec.builder("--extra-obj2")
                .description("In csv, the second object, too: the new name, the new mode."));
        extraTime = options.flag(OptionSpec.builder("--extra-time").description("In csv, the parts of the time, too."));
        lineBuffered = options.flag(OptionSpec.builder("-l", "--line-buffered")
                .description("Hands on each event as soon as it is found: for a pipe whose reader waits for it."));
        escape = options.text(OptionSpec.builder("--escape")
                .paramLabel("MODE")
                .defaultValue("tty")
                .description("What is escaped in texts: raw (nothing), tty (control characters, the default), shell,"
                        + " shell_quote."));
    }

    /** The printer that was asked for. */
    EventPrinter printer(PrintWriter out) {
        Form form = form();
        Set<ExtraColumn> extra = extra();
        if (!extra.isEmpty() && form != Form.CSV) {
            throw options.wrong(
                    "--extra-keys, --extra-labels, --extra-obj2, --extra-time: expected --format csv with them");
        }
        EventPrinter printer;
        try {
            printer = form.printer(out, Escape.of(escape.value()), extra);
        } catch (IllegalArgumentException e) {
            throw options.wrong(e.getMessage());
        }
        if (!lineBuffered.value()) {
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

    private static void addIf(OptionValue<Boolean> asked, ExtraColumn column, Set<ExtraColumn> extra) {
        if (asked.value()) {
            extra.add(column);
        }
    }

    private Form form() {
        Form asked = format.isGiven() ? Form.of(format.value()) : Form.DEFAULT;
        if (asked == null) {
            throw options.wrong("--format [" + format.value() + "]: expected one of " + Form.words());
        }
        asked = and(asked, raw.value(), Form.RAW);
        return and(asked, interpret.value(), Form.INTERPRET);
    }

    private Form and(Form asked, boolean option, Form meant) {
        if (option && asked != Form.DEFAULT && asked != meant) {
            throw options.wrong("-i, -r, --format: more than one form of the output was asked for; expected one");
        }
        return option ? meant : asked;
    }
}

package org.doorward.tools.search;

import java.io.PrintWriter;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.print.EventPrinter;
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
            description = "The form of the output: raw, default, interpret, or json, an object a line.")
    private String format;

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
        try {
            return form.printer(out, Escape.of(escape));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
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

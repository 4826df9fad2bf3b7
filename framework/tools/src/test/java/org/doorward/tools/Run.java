package org.doorward.tools;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.tools.terminal.Terminal;
import picocli.CommandLine;

/** What a command printed and returned. */
public record Run(int exitCode, String out, String err) {
    private static final Pattern EVENT = Pattern.compile("msg=(audit\\([0-9.]+:[0-9]+\\))");

    public static Run of(Object command, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = into(out, command, arguments);
        return new Run(run.exitCode, out.toString(StandardCharsets.UTF_8), run.err);
    }

    /** With an output of its own, of which the run then says nothing. */
    public static Run into(OutputStream out, Object command, List<String> arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PicocliTool.prepared(
                        new CommandLine(command), new PrintStream(out, true), new PrintStream(err, true), Terminal.NONE)
                .execute(arguments.toArray(String[]::new));
        return new Run(code, null, err.toString(StandardCharsets.UTF_8));
    }

    /** The ids of the events in an output of {@code ausearch}. */
    public static Set<String> events(String output) {
        Set<String> ids = new TreeSet<>();
        Matcher event = EVENT.matcher(output);
        while (event.find()) {
            ids.add(event.group(1));
        }
        return ids;
    }

    public Set<String> events() {
        return events(out);
    }

    /** A sample trail, or its expectations. */
    public static Path resource(String name) {
        return Path.of(URI.create(Run.class.getResource("/" + name).toString()));
    }
}

package org.doorward.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The terminal is set by JLine's own library, which is unpacked and loaded once, and what it can do is known for the usual types; else JLine would
 * run programs for that, at each line, and each would be an operation of the instance. Where a module denies the library, lines are read as they
 * come, without editing.
 *
 * How it can go wrong:
 *   - the terminal stays raw when the instance ends     JLine's shutdown hook, and close()
 *   - somebody else reads what was typed before         the file of the history is its owner's
 *   - a command throws                                  its message is a line, and the next line is read
 */
/**
 * The shell at the terminal that the instance was started from: lines are edited, kept, and completed by {@link Completion}. Has a thread of
 * its own from {@link #start} on. The end of input stops the instance.
 */
final class Shell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);
    private static final String PROMPT = "doorward> ";

    private final CommandProcessor processor;
    private final Completion completion;
    private final Path profile;
    private final Path history;
    private final Runnable stop;
    private final Thread thread = new Thread(this::run, "doorward-shell");
    private volatile boolean closed;

    /**
     * A shell that does nothing yet.
     *
     * @param profile a script that it begins with, if it is there
     * @param history the file of earlier lines
     * @param stop what is done at the end of input
     */
    Shell(CommandProcessor processor, Completion completion, Path profile, Path history, Runnable stop) {
        this.processor = processor;
        this.completion = completion;
        this.profile = profile;
        this.history = history;
        this.stop = stop;
        thread.setDaemon(true);
        thread.setContextClassLoader(Shell.class.getClassLoader()); // JLine looks for its providers there
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (Terminal terminal = terminal();
                PrintStream out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
                CommandSession session = processor.createSession(new Keyboard(terminal.reader()), out, out)) {
            read(reader(terminal), session, out);
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.error("the shell has ended: {}; commands go through doorward exec", e.toString());
            }
            return;
        }
        if (!closed) {
            stop.run();
        }
    }

    private static Terminal terminal() throws IOException {
        String type = System.getenv("TERM");
        String known = type == null ? null : InfoCmp.getDefaultInfoCmp(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(type, known);
        }
        return TerminalBuilder.builder()
                .system(true)
                .jni(true)
                .exec(false)
                .ffm(false)
                .jna(false)
                .jansi(false)
                .dumb(true)
                .encoding(StandardCharsets.UTF_8)
                .build();
    }

    private LineReader reader(Terminal terminal) throws IOException {
        if (!Files.exists(history)) {
            Files.createFile(
                    history, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        parser.setEofOnUnclosedBracket(
                DefaultParser.Bracket.CURLY, DefaultParser.Bracket.ROUND, DefaultParser.Bracket.SQUARE);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("doorward")
                .parser(parser)
                .completer(completion)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // ! is a character like others
                .build();
    }

    private void read(LineReader reader, CommandSession session, PrintStream out) throws IOException {
        if (Files.exists(profile)) {
            execute(Files.readString(profile), session, out);
        }
        while (!closed) {
            String line;
            try {
                line = reader.readLine(session.get("prompt") instanceof String prompt ? prompt : PROMPT);
            } catch (EndOfFileException e) {
                return;
            } catch (UserInterruptException e) {
                continue;
            }
            if (!line.isBlank()) {
                execute(line, session, out);
            }
        }
    }

    private static void execute(String line, CommandSession session, PrintStream out) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
        } catch (Throwable e) { // what a command threw, linkage errors of its bundle included
            out.println(LineRunner.message(e));
        }
        out.flush();
    }

    /** Ends it, also in the middle of a line. Does not wait for a command that runs. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

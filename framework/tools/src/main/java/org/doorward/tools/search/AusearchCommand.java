package org.doorward.tools.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.doorward.tools.ExitCode;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.store.TrailLog;
import org.doorward.trail.store.TrailQuery;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ausearch}: finds events in a trail, with the options and the output of {@code ausearch(8)}. */
@Command(
        name = "ausearch",
        description = "Finds events in a trail. All conditions must hold.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:found", "1:nothing found", "2:the trail cannot be read, or wrong usage"})
public final class AusearchCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    enum Format {
        raw,
        standard
    }

    private final Supplier<Path> trail;

    @Option(
            names = {"-if", "--input"},
            paramLabel = "FILE",
            description =
                    "Reads this trail: a file, or a folder of audit.log, audit.log.1, ...; packed by gzip or not.")
    private Path input;

    @Mixin
    private SearchOptions conditions;

    @Option(names = "--just-one", description = "Stops after the first event that is found.")
    private boolean justOne;

    @Option(
            names = "--unfinished",
            description =
                    "Entries of operations (MAC_CHECK) whose end the trail does not have: they run still, or their process ended within,"
                            + " or the record of their end was lost. -f and -k do not look at entries.")
    private boolean unfinished;

    @Option(
            names = {"-r", "--raw"},
            description = "Prints the lines as they stand in the trail.")
    private boolean raw;

    @Option(names = "--format", paramLabel = "raw|default", description = "The form of the output.")
    private String format;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over a trail for when {@code -if} is not given. */
    public AusearchCommand(Supplier<Path> trail) {
        this.trail = trail;
    }

    @Override
    public Integer call() throws IOException {
        EventSearch search = conditions.search(Clock.systemDefaultZone());
        Format form = format();
        Path source = input != null ? input : trail.get();
        if (!Files.exists(source)) {
            throw new IOException("there is no trail [" + source + "]; name one with -if, or an instance with --home");
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean found;
        try {
            found = unfinished ? unfinished(source, search, form, out) : search(source, search, form, out);
        } catch (NoSuchFileException e) {
            throw new IOException("the trail [" + source + "] cannot be read: there is no [" + e.getFile() + "]", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "the trail [" + source + "] cannot be read: permission denied for [" + e.getFile()
                            + "]; only the user that Doorward runs as may read it",
                    e);
        } catch (NoTrailException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("the trail [" + source + "] cannot be read: " + e.getMessage(), e);
        }
        out.flush();
        if (!found) {
            spec.commandLine().getErr().println("<no matches>");
            return ExitCode.NOTHING_FOUND;
        }
        return ExitCode.DONE;
    }

    private boolean search(Path source, EventSearch search, Format form, PrintWriter out) throws IOException {
        boolean[] found = {false};
        read(source, search.query(), event -> {
            if (search.test(event)) {
                print(event, form, out);
                found[0] = true;
            }
            return !(found[0] && justOne);
        });
        return found[0];
    }

    private boolean unfinished(Path source, Predicate<TrailEvent> filter, Format form, PrintWriter out)
            throws IOException {
        UnfinishedEntries entries = new UnfinishedEntries(filter);
        read(source, UnfinishedEntries.QUERY, event -> {
            entries.take(event);
            return true;
        });
        List<TrailEvent> events = entries.events();
        events.stream().limit(justOne ? 1 : Long.MAX_VALUE).forEach(event -> print(event, form, out));
        return !events.isEmpty();
    }

    /** @param reader answers whether it wants more */
    private void read(Path source, TrailQuery query, Predicate<TrailEvent> reader) throws IOException {
        try (TrailLog log = new TrailLog(source, query)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                if (!reader.test(event)) {
                    return;
                }
            }
            if (log.events() == 0 && log.skipped() > 0) {
                throw new NoTrailException("[" + source + "] is no trail: none of its " + log.skipped()
                        + " lines begins with type=TYPE msg=audit(SECONDS:SERIAL)");
            }
            if (log.skipped() > 0) {
                spec.commandLine()
                        .getErr()
                        .println("ausearch: [" + log.skipped() + "] lines are no records and were passed over");
            }
        }
    }

    /** A file without a single record: most likely another one was meant. */
    private static final class NoTrailException extends IOException {
        private static final long serialVersionUID = 1;

        NoTrailException(String message) {
            super(message);
        }
    }

    private Format format() {
        if (format == null) {
            return raw ? Format.raw : Format.standard;
        }
        return switch (format) {
            case "raw" -> Format.raw;
            case "default" -> raw ? Format.raw : Format.standard;
            default -> throw usage("--format [" + format + "]: expected raw or default");
        };
    }

    private ParameterException usage(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line, message);
    }

    private static void print(TrailEvent event, Format form, PrintWriter out) {
        List<TrailRecord> records = event.records();
        if (form == Format.raw) {
            records.forEach(record -> out.println(record.line()));
            return;
        }
        out.println("----");
        out.println("time->" + TIME.format(Instant.ofEpochMilli(event.stampMillis())));
        for (int i = records.size() - 1; i >= 0; i--) { // the original prints the records of an event last first
            out.println(records.get(i).line());
        }
    }
}

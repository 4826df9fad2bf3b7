package org.doorward.tools.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.doorward.tools.ExitCode;
import org.doorward.tools.checkpoint.CheckpointException;
import org.doorward.tools.checkpoint.CheckpointedTrail;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.print.EventPrinter;
import org.doorward.tools.terminal.ControlCharacters;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ausearch}: finds events in a trail, with the options and the output of {@code ausearch(8)}. */
@Command(
        name = "ausearch",
        addMethodSubcommands = false, // there are none, and the look at each method takes 2 ms
        description = "Finds events in a trail. All conditions must hold.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:found",
            "1:nothing found",
            "2:the trail cannot be read, or wrong usage",
            "10:the checkpoint cannot be used, or its segment is gone",
            "11:the checkpoint cannot be written",
            "12:the segment of the checkpoint has not its event"
        })
public final class AusearchCommand implements Callable<Integer> {
    private final Supplier<Path> trail;

    @Option(
            names = {"-if", "--input"},
            paramLabel = "FILE",
            description =
                    "Reads this trail: a file, or a folder of audit.log, audit.log.1, ...; packed by gzip or not.")
    private Path input;

    @Option(
            names = "--input-logs",
            description = "Reads the trail of the instance, as without it; for scripts written for the original.")
    private boolean inputLogs;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Finds what came behind the last search with this file, and notes there how far this one came. With -ts checkpoint"
                            + " what has its time or a later one: after exit code 10 or 12.")
    private Path checkpoint;

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

    @Mixin
    private IndexOption index;

    @Mixin
    private PrintOptions form;

    @Option(
            names = "--debug",
            description = "Prints the lines that are no records on standard error, and reads the whole trail for it.")
    private boolean debug;

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
        PrintWriter out = spec.commandLine().getOut();
        EventPrinter printer = form.printer(out);
        boolean found;
        try {
            found = checkpoint == null ? searchAll(printer) : searchBehind(printer, out);
        } catch (CheckpointException e) {
            out.flush();
            remark(e.getMessage());
            return e.exitCode();
        }
        out.flush();
        if (!found) {
            spec.commandLine().getErr().println("<no matches>");
            return ExitCode.NOTHING_FOUND;
        }
        return ExitCode.DONE;
    }

    private boolean searchAll(EventPrinter printer) throws IOException {
        if (conditions.areOfCheckpoint()) {
            throw usage("-ts [checkpoint]: expected --checkpoint FILE with it");
        }
        EventSearch search = conditions.search(Clock.systemDefaultZone());
        try (TrailScan scan = scan(unfinished ? UnfinishedEntries.QUERY : search.query())) {
            scan.showProgress(spec.commandLine());
            boolean found = unfinished ? unfinished(scan, search, printer) : search(scan, search, printer);
            remark(scan.remark());
            return found;
        }
    }

    private TrailScan scan(TrailQuery query) throws IOException {
        if (!debug) {
            return index.scan(source(), query, spec.commandLine());
        }
        TrailScan scan = new TrailScan(source(), query, false);
        scan.onNoRecord(this::noRecord);
        return scan;
    }

    private void noRecord(String line) {
        remark("no record: [" + ControlCharacters.escaped(Line.decoded(line)) + "]");
    }

    private boolean searchBehind(EventPrinter printer, PrintWriter out) throws IOException {
        if (unfinished) {
            throw usage(
                    "--unfinished --checkpoint: expected one of them; entries and ends are looked for in the whole trail");
        }
        Clock clock = Clock.systemDefaultZone();
        EventSearch search = conditions.searchOfCheckpoint(clock);
        try (CheckpointedTrail behind =
                new CheckpointedTrail(checkpoint, conditions.areOfCheckpoint(), source(), this::scan, clock)) {
            boolean found = search(behind, search, printer);
            remark(behind.remark());
            if (out.checkError()) {
                throw new IOException("the output was not taken; the checkpoint [" + checkpoint + "] stays as it was");
            }
            behind.save();
            return found;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path source() {
        return input != null ? input : trail.get();
    }

    private boolean search(TrailReader scan, EventSearch search, EventPrinter printer) throws IOException {
        boolean found = false;
        for (TrailEvent event = scan.next(); event != null; event = scan.next()) {
            if (search.test(event)) {
                printer.print(event);
                found = true;
                if (justOne) {
                    break;
                }
            }
        }
        return found;
    }

    private boolean unfinished(TrailReader scan, Predicate<TrailEvent> filter, EventPrinter printer)
            throws IOException {
        UnfinishedEntries entries = new UnfinishedEntries(filter);
        for (TrailEvent event = scan.next(); event != null; event = scan.next()) {
            entries.take(event);
        }
        List<TrailEvent> events = entries.events();
        events.stream().limit(justOne ? 1 : Long.MAX_VALUE).forEach(printer::print);
        return !events.isEmpty();
    }

    private void remark(String text) {
        if (text != null) {
            spec.commandLine().getErr().println("ausearch: " + text);
        }
    }
}

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
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.checkpoint.CheckpointException;
import org.doorward.tools.checkpoint.CheckpointedTrail;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.print.EventPrinter;
import org.doorward.tools.terminal.ControlCharacters;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.InputOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** {@code ausearch}: finds events in a trail, with the options and the output of {@code ausearch(8)}. */
public final class AusearchCommand implements Callable<Integer> {
    private final InputOption input;
    private final OptionValue<Path> checkpoint;
    private final SearchOptions conditions;
    private final OptionValue<Boolean> justOne;
    private final OptionValue<Boolean> unfinished;
    private final IndexOption index;
    private final PrintOptions form;
    private final OptionValue<Boolean> debug;
    private final CommandSpec spec;
    private final Options options;

    private AusearchCommand(Supplier<Path> trail) {
        spec = CommandSpec.wrapWithoutInspection(this).name("ausearch");
        spec.usageMessage()
                .description("Finds events in a trail. All conditions must hold.")
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:found",
                        "1:nothing found",
                        "2:the trail cannot be read, or wrong usage",
                        "10:the checkpoint cannot be used, or its segment is gone",
                        "11:the checkpoint cannot be written",
                        "12:the segment of the checkpoint has not its event"));
        options = new Options(spec);
        input = new InputOption(options, trail);
        options.flag(OptionSpec.builder("--input-logs")
                .description("Reads the trail of the instance, as without it; for scripts written for the original."));
        checkpoint = options.file(OptionSpec.builder("--checkpoint")
                .paramLabel("FILE")
                .description(
                        "Finds what came behind the last search with this file, and notes there how far this one came. With -ts checkpoint"
                                + " what has its time or a later one: after exit code 10 or 12."));
        conditions = new SearchOptions(options);
        justOne = options.flag(
                OptionSpec.builder("--just-one").description("Stops after the first event that is found."));
        unfinished = options.flag(OptionSpec.builder("--unfinished")
                .description(
                        "Entries of operations (MAC_CHECK) whose end the trail does not have: they run still, or their process ended within,"
                                + " or the record of their end was lost. -f and -k do not look at entries."));
        index = new IndexOption(options);
        form = new PrintOptions(options);
        debug = options.flag(OptionSpec.builder("--debug")
                .description(
                        "Prints the lines that are no records on standard error, and reads the whole trail for it."));
        options.help();
    }

    /** The command over a trail for when {@code -if} is not given. */
    public static CommandSpec over(Supplier<Path> trail) {
        return new AusearchCommand(trail).spec;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        EventPrinter printer = form.printer(out);
        boolean found;
        try {
            found = checkpoint.isGiven() ? searchBehind(printer, out) : searchAll(printer);
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
            throw options.wrong("-ts [checkpoint]: expected --checkpoint FILE with it");
        }
        EventSearch search = conditions.search(Clock.systemDefaultZone());
        try (TrailScan scan = scan(unfinished.value() ? UnfinishedEntries.QUERY : search.query())) {
            scan.showProgress(spec.commandLine());
            boolean found = unfinished.value() ? unfinished(scan, search, printer) : search(scan, search, printer);
            remark(scan.remark());
            return found;
        }
    }

    private TrailScan scan(TrailQuery query) throws IOException {
        if (!debug.value()) {
            return index.scan(input.source(), query, spec.commandLine());
        }
        TrailScan scan = new TrailScan(input.source(), query, false);
        scan.onNoRecord(this::noRecord);
        return scan;
    }

    private void noRecord(String line) {
        remark("no record: [" + ControlCharacters.escaped(Line.decoded(line)) + "]");
    }

    private boolean searchBehind(EventPrinter printer, PrintWriter out) throws IOException {
        if (unfinished.value()) {
            throw options.wrong(
                    "--unfinished --checkpoint: expected one of them; entries and ends are looked for in the whole trail");
        }
        Clock clock = Clock.systemDefaultZone();
        EventSearch search = conditions.searchOfCheckpoint(clock);
        try (CheckpointedTrail behind = new CheckpointedTrail(
                checkpoint.value(), conditions.areOfCheckpoint(), input.source(), this::scan, clock)) {
            boolean found = search(behind, search, printer);
            remark(behind.remark());
            if (out.checkError()) {
                throw new IOException(
                        "the output was not taken; the checkpoint [" + checkpoint.value() + "] stays as it was");
            }
            behind.save();
            return found;
        }
    }

    private boolean search(TrailReader scan, EventSearch search, EventPrinter printer) throws IOException {
        boolean found = false;
        for (TrailEvent event = scan.next(); event != null; event = scan.next()) {
            if (search.test(event)) {
                printer.print(event);
                found = true;
                if (justOne.value()) {
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
        events.stream().limit(justOne.value() ? 1 : Long.MAX_VALUE).forEach(printer::print);
        return !events.isEmpty();
    }

    private void remark(String text) {
        if (text != null) {
            spec.commandLine().getErr().println("ausearch: " + text);
        }
    }
}

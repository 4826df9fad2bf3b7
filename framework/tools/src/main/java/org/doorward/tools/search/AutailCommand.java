package org.doorward.tools.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.tools.ExitCode;
import org.doorward.tools.LiveCommand;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.print.EventPrinter;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailFollower;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/*
 * It follows the files of the trail, in the shell as on the command line: so it cannot slow down who writes, works for the trails of Linux,
 * too, and beyond the end of an instance. The price is that it sees what is written, up to a fifth of a second late, and not what is queued.
 */
/** {@code autail}: the events of a trail as they are written, with the conditions and the output of {@code ausearch(8)}. */
public final class AutailCommand implements Callable<Integer>, LiveCommand {
    private final Supplier<Path> trail;
    private final OptionValue<Path> input;
    private final SearchOptions conditions;
    private final OptionValue<Long> lines;
    private final PrintOptions form;
    private final CommandSpec spec;
    private final Options options;

    private AutailCommand(Supplier<Path> trail) {
        this.trail = trail;
        spec = CommandSpec.wrapWithoutInspection(this).name("autail");
        spec.usageMessage()
                .description(
                        "Prints the last events of a trail, then each new one as it is written, until it is interrupted. All conditions must hold.",
                        "It never holds up who writes: what comes faster than it can be printed is dropped, and the number is said.")
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:interrupted, or nobody reads its output any more",
                        "2:the trail cannot be read, or wrong usage"));
        options = new Options(spec);
        input = options.file(OptionSpec.builder("-if", "--input")
                .paramLabel("FILE")
                .description("Follows this trail: the file that is written, or its folder, from segment to segment."));
        conditions = new SearchOptions(options);
        lines = options.number(OptionSpec.builder("--lines")
                .paramLabel("N")
                .defaultValue("10")
                .description("So many of the last events first, found in the last 64 MiB; 10 without it."));
        form = new PrintOptions(options);
        options.help();
    }

    /** The command over a trail for when {@code -if} is not given. */
    public static CommandSpec over(Supplier<Path> trail) {
        return new AutailCommand(trail).spec;
    }

    /** Blocks until its thread is interrupted, which it takes for the end, or its output is closed. */
    @Override
    public Integer call() throws IOException {
        EventSearch search = conditions.search(Clock.systemDefaultZone());
        EventPrinter printer = form.printer(spec.commandLine().getOut());
        Path source = TrailScan.existing(input.valueOr(trail));
        try {
            LastEvents last = LastEvents.of(source, search, lines(), System.currentTimeMillis());
            follow(last, search, printer);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // while it looked for the last events
        } catch (IOException e) {
            throw TrailScan.unreadable(source, e);
        }
        return ExitCode.DONE;
    }

    private int lines() {
        long number = lines.value();
        if (number < 0) {
            throw options.wrong("--lines [" + number + "]: expected a number from 0 on");
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    private void follow(LastEvents last, EventSearch search, EventPrinter printer) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TrailFollower follower = last.follower();
        Pipe pipe = new Pipe(follower, search);
        try (pipe) {
            for (TrailEvent event : last.events()) {
                printer.print(event);
            }
            out.flush();
            boolean read = true;
            for (Pipe.Item item = pipe.take(); item != null && read; item = read ? pipe.take() : null) {
                if (item.dropped() > 0) {
                    remark("[" + item.dropped() + "] events came faster than they were printed and were dropped here");
                }
                printer.print(item.event());
                read = !pipe.isEmpty() || !out.checkError();
            }
        } catch (InterruptedException e) {
            out.flush(); // that is how it ends
        } finally {
            say(pipe.dropped(), "events were dropped in all");
            say(
                    follower.gaps(),
                    "times the trail was rotated away before it was read: events are missing; raise num_logs");
            say(follower.skipped(), "lines are no records and were passed over");
        }
    }

    private void say(long count, String what) {
        if (count > 0) {
            remark("[" + count + "] " + what);
        }
    }

    private void remark(String text) {
        spec.commandLine().getErr().println("autail: " + text);
    }
}

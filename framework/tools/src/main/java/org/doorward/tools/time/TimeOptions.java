package org.doorward.tools.time;

import java.time.Clock;
import java.util.List;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code -ts} and {@code -te}, for a command to mix in. Not safe for several threads. */
public final class TimeOptions {
    private final Options options;
    private final OptionValue<List<String>> start;
    private final OptionValue<List<String>> end;

    /** Adds them to those of a command. */
    public TimeOptions(Options options) {
        this.options = options;
        start = options.texts(OptionSpec.builder("-ts", "--start")
                .arity("1..2")
                .paramLabel("DATE|TIME|WORD")
                .description(
                        "Events from this time on: MM/DD/YY, YYYY-MM-DD, HH:MM:SS, date and time, or now, recent (ten minutes ago), boot, today,"
                                + " yesterday, this-week, week-ago, this-month, this-year."));
        end = options.texts(
                OptionSpec.builder("-te", "--end")
                        .arity("1..2")
                        .paramLabel("DATE|TIME|WORD")
                        .description(
                                "Events up to this second, said as with -ts; a date alone means the time of day that it is now."));
    }

    /**
     * The window that was asked for; without either option all times.
     *
     * @throws ParameterException if a word says no time
     */
    public TimeWindow window(Clock clock) {
        return window(start.value(), clock);
    }

    /** Whether {@code -ts} has the word checkpoint, which is a time for one command alone: {@code ausearch}. */
    public boolean areOfCheckpoint() {
        return List.of("checkpoint").equals(start.value());
    }

    /** The window without regard to {@code -ts}. @throws ParameterException if a word says no time */
    public TimeWindow windowToEnd(Clock clock) {
        return window(null, clock);
    }

    private TimeWindow window(List<String> from, Clock clock) {
        try {
            return TimeWindow.of(from, end.value(), clock);
        } catch (IllegalArgumentException e) {
            throw options.wrong(e.getMessage());
        }
    }
}

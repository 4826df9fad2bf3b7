package org.doorward.tools.time;

import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code -ts} and {@code -te}, for a command to mix in. Not safe for several threads. */
public final class TimeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-ts", "--start"},
            arity = "1..2",
            paramLabel = "DATE|TIME|WORD",
            description =
                    "Events from this time on: MM/DD/YY, YYYY-MM-DD, HH:MM:SS, date and time, or now, recent (ten minutes ago), boot, today,"
                            + " yesterday, this-week, week-ago, this-month, this-year.")
    private List<String> start;

    @Option(
            names = {"-te", "--end"},
            arity = "1..2",
            paramLabel = "DATE|TIME|WORD",
            description =
                    "Events up to this second, said as with -ts; a date alone means the time of day that it is now.")
    private List<String> end;

    /**
     * The window that was asked for; without either option all times.
     *
     * @throws ParameterException if a word says no time
     */
    public TimeWindow window(Clock clock) {
        return window(start, clock);
    }

    /** Whether {@code -ts} has the word checkpoint, which is a time for one command alone: {@code ausearch}. */
    public boolean areOfCheckpoint() {
        return start != null && start.equals(List.of("checkpoint"));
    }

    /** The window without regard to {@code -ts}. @throws ParameterException if a word says no time */
    public TimeWindow windowToEnd(Clock clock) {
        return window(null, clock);
    }

    private TimeWindow window(List<String> from, Clock clock) {
        try {
            return TimeWindow.of(from, end, clock);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}

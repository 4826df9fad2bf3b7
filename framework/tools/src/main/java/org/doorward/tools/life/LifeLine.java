package org.doorward.tools.life;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.doorward.tools.life.Stay.End;
import org.doorward.tools.terminal.ControlCharacters;

/** A stay as a line, in the manner of {@code aulast(8)}. */
final class LifeLine {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String NO_DATE = " ".repeat("Thu Nov 26 04:45:18".length() - 1) + "?";

    private LifeLine() {}

    static String of(Stay stay, End end, ZoneId zone) {
        String head = String.format(
                Locale.ROOT,
                "%-28s %-12s %-9s %-28s ",
                ControlCharacters.escaped(stay.name()),
                ControlCharacters.escaped(stay.version()),
                stay.what().word(),
                ControlCharacters.escaped(stay.by()));
        String from = stay.from() == Stay.UNKNOWN
                ? NO_DATE
                : DATE.format(Instant.ofEpochMilli(stay.from()).atZone(zone));
        return (head + from + " " + end(stay, end, zone)).stripTrailing();
    }

    private static String end(Stay stay, End end, ZoneId zone) {
        String by = ControlCharacters.escaped(end.by());
        return switch (end.how()) {
            case MOMENT -> "";
            case FAILED -> "failed: " + by;
            case RUNNING -> "  still running";
            case CRASH -> "- crash";
            case DOWN -> "- down      " + duration(stay, end);
            case ENDED ->
                "- " + TIME.format(Instant.ofEpochMilli(end.at()).atZone(zone)) + "  " + duration(stay, end) + "  by "
                        + by;
        };
    }

    private static String duration(Stay stay, End end) {
        if (stay.from() == Stay.UNKNOWN) {
            return "(?)";
        }
        Duration length = Duration.ofMillis(Math.max(0, end.at() - stay.from()));
        String days = length.toDays() == 0 ? "" : length.toDays() + "+";
        return String.format(
                Locale.ROOT,
                "(%s%02d:%02d:%02d)",
                days,
                length.toHoursPart(),
                length.toMinutesPart(),
                length.toSecondsPart());
    }
}

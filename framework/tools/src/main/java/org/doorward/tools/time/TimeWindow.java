package org.doorward.tools.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.doorward.trail.read.TrailQuery;

/**
 * From when to when, in whole seconds, both included: {@code -ts} and {@code -te} of {@code ausearch(8)}. Immutable.
 *
 * <pre>
 *   -ts [DATE] [TIME]     DATE left out: today; TIME left out: midnight
 *   -te [DATE] [TIME]     DATE left out: today; TIME left out: the time of day that it is now
 *   DATE  10/24/26 (MM/DD/YY, as in the locale C), 10/24/2026, 2026-10-24, or a word:
 *         now recent boot today yesterday this-week week-ago this-month this-year
 *   TIME  18:00:00 or 18:00
 * </pre>
 *
 * <p>A word with a time is that word's day. {@code recent} is ten minutes ago, a week begins on Sunday, and {@code -te today} is now, all as
 * the original has it, which takes the one form of the date that its locale has; the forms with four digits are Doorward's own. Behind {@code -te today} the
 * original takes the time 00:00:00 for none; here it is midnight.
 */
public final class TimeWindow {
    /** All times. */
    public static final TimeWindow ALWAYS = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

    private static final long LAST_OF_SECOND = 999;
    private static final long RECENT_SECONDS = 600;
    private static final Path KERNEL = Path.of("/proc/stat");

    private static final List<DateTimeFormatter> DATES = List.of(
            new DateTimeFormatterBuilder()
                    .appendPattern("M/d/")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1969, 1, 1)) // as strptime(3)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT),
            DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT),
            DateTimeFormatter.ISO_LOCAL_DATE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

    private final long from;
    private final long to;

    private TimeWindow(long from, long to) {
        this.from = from;
        this.to = to;
    }

    /**
     * The window that the words of the two options say.
     *
     * @param start the words behind {@code -ts}, one or two; {@code null}: from the beginning
     * @param end those behind {@code -te}; {@code null}: to the end
     * @param clock what time it is, and where
     * @throws IllegalArgumentException if they say none; the message names option and word
     */
    public static TimeWindow of(List<String> start, List<String> end, Clock clock) {
        ZonedDateTime now = ZonedDateTime.now(clock).withNano(0);
        return new TimeWindow(
                start == null ? Long.MIN_VALUE : moment("-ts", start, LocalTime.MIDNIGHT, now),
                end == null ? Long.MAX_VALUE : moment("-te", end, now.toLocalTime(), now));
    }

    /** Whether a stamp, in milliseconds since 1970-01-01T00:00Z, is within. */
    public boolean includes(long stampMillis) {
        long second = Math.floorDiv(stampMillis, 1000L);
        return second >= from && second <= to;
    }

    /** What is known of its events beforehand. */
    public TrailQuery handDown(TrailQuery query) {
        return query.between(
                from == Long.MIN_VALUE ? from : from * 1000, to == Long.MAX_VALUE ? to : to * 1000 + LAST_OF_SECOND);
    }

    /** Its first moment in milliseconds since 1970-01-01T00:00Z; {@code null}: none was said. */
    public Long startMillis() {
        return from == Long.MIN_VALUE ? null : Long.valueOf(from * 1000);
    }

    /** Its last second in milliseconds since 1970-01-01T00:00Z; {@code null}: none was said. */
    public Long endMillis() {
        return to == Long.MAX_VALUE ? null : Long.valueOf(to * 1000);
    }

    private static long moment(String option, List<String> words, LocalTime leftOut, ZonedDateTime now) {
        String first = words.get(0);
        if (words.size() == 1) {
            LocalTime time = time(first);
            if (time != null) {
                return at(now.toLocalDate(), time, now);
            }
        }
        ZonedDateTime word = word(option, first, now);
        LocalDate date = word != null ? word.toLocalDate() : date(option, first);
        if (words.size() == 1) {
            return word != null ? word.toEpochSecond() : at(date, leftOut, now);
        }
        LocalTime time = time(words.get(1));
        if (time == null) {
            throw new IllegalArgumentException(
                    option + " [" + words.get(1) + "]: expected a time, HH:MM:SS, behind the date");
        }
        return at(date, time, now);
    }

    private static long at(LocalDate date, LocalTime time, ZonedDateTime now) {
        return date.atTime(time).atZone(now.getZone()).toEpochSecond();
    }

    private static ZonedDateTime word(String option, String word, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        LocalDate date = switch (word) {
            case "today" -> today;
            case "yesterday" -> today.minusDays(1);
            case "this-week" -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case "week-ago" -> today.minusDays(7);
            case "this-month" -> today.withDayOfMonth(1);
            case "this-year" -> today.withDayOfYear(1);
            default -> null;
        };
        if (date != null) {
            boolean isNow = date == today && option.equals("-te");
            return isNow ? now : date.atStartOfDay(now.getZone());
        }
        return switch (word) {
            case "now" -> now;
            case "recent" -> now.minusSeconds(RECENT_SECONDS);
            case "boot" -> Instant.ofEpochSecond(boot(option)).atZone(now.getZone());
            default -> null;
        };
    }

    /** When the system was booted: {@code btime} of proc(5). */
    private static long boot(String option) {
        try {
            for (String line : Files.readAllLines(KERNEL)) {
                if (line.startsWith("btime ")) {
                    return Long.parseLong(line.substring("btime ".length()).trim());
                }
            }
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " [boot]: [" + KERNEL + "] does not say when: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(option + " [boot]: [" + KERNEL + "] does not say when; give date and time");
    }

    private static LocalDate date(String option, String text) {
        for (DateTimeFormatter form : DATES) {
            try {
                return LocalDate.parse(text, form);
            } catch (DateTimeParseException e) {
                continue; // the next form
            }
        }
        throw new IllegalArgumentException(option + " [" + text
                + "]: expected a date (MM/DD/YY, MM/DD/YYYY or YYYY-MM-DD), a time (HH:MM:SS), or one of now, recent, boot, today,"
                + " yesterday, this-week, week-ago, this-month, this-year");
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text, TIME);
        } catch (DateTimeException e) {
            return null;
        }
    }
}

package org.doorward.tools.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** A Thursday, five past two in the morning. */
    private static final Clock CLOCK = Clock.fixed(
            LocalDateTime.parse("2026-11-26T02:05:07.890").atZone(ZONE).toInstant(), ZONE);

    private static String local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZONE).toString();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-26T02:05:07, 2026-11-26T02:05:07",
        "recent, 2026-11-26T01:55:07, 2026-11-26T01:55:07",
        "today, 2026-11-26T00:00, 2026-11-26T02:05:07",
        "yesterday, 2026-11-25T00:00, 2026-11-25T00:00",
        "this-week, 2026-11-22T00:00, 2026-11-22T00:00",
        "week-ago, 2026-11-19T00:00, 2026-11-19T00:00",
        "this-month, 2026-11-01T00:00, 2026-11-01T00:00",
        "this-year, 2026-01-01T00:00, 2026-01-01T00:00",
        "today 00:30:00, 2026-11-26T00:30, 2026-11-26T00:30",
        "recent 00:30:00, 2026-11-26T00:30, 2026-11-26T00:30",
        "yesterday 12:00:00, 2026-11-25T12:00, 2026-11-25T12:00",
        "11/20/26, 2026-11-20T00:00, 2026-11-20T02:05:07",
        "11/20/2026, 2026-11-20T00:00, 2026-11-20T02:05:07",
        "2026-11-20, 2026-11-20T00:00, 2026-11-20T02:05:07",
        "1/2/70, 1970-01-02T00:00, 1970-01-02T02:05:07",
        "11/20/26 23:59:59, 2026-11-20T23:59:59, 2026-11-20T23:59:59",
        "02:00:00, 2026-11-26T02:00, 2026-11-26T02:00",
        "02:00, 2026-11-26T02:00, 2026-11-26T02:00"
    })
    void wordsDatesAndTimesMeanWhatTheyMeanToTheOriginal(String text, String start, String end) {
        TimeWindow window = TimeWindow.of(words(text), words(text), CLOCK);

        assertThat(local(window.startMillis())).isEqualTo(start);
        assertThat(local(window.endMillis())).isEqualTo(end);
    }

    @Test
    void bothEndsAreWholeSecondsAndBelongToIt() {
        TimeWindow window = TimeWindow.of(words("02:00:00"), words("02:00:01"), CLOCK);
        long two = window.startMillis();

        assertThat(window.includes(two - 1)).isFalse();
        assertThat(window.includes(two)).isTrue();
        assertThat(window.includes(two + 1_999)).isTrue();
        assertThat(window.includes(two + 2_000)).isFalse();
        assertThat(TimeWindow.ALWAYS.includes(Long.MIN_VALUE)).isTrue();
    }

    @Test
    void theSystemWasBootedBeforeNow() {
        TimeWindow window = TimeWindow.of(words("boot"), null, Clock.systemDefaultZone());

        assertThat(window.startMillis()).isPositive().isLessThan(System.currentTimeMillis());
        assertThat(window.endMillis()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-01", "13/01/26", "tomorrow", "25:00:00", "", "02/30/26"})
    void whatIsNoTimeIsRefusedWithTheWord(String text) {
        assertThatThrownBy(() -> TimeWindow.of(List.of(text), null, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("-ts [" + text + "]: expected a date (MM/DD/YY");
        assertThatThrownBy(() -> TimeWindow.of(null, List.of("today", "noon"), CLOCK))
                .hasMessage("-te [noon]: expected a time, HH:MM:SS, behind the date");
    }
}

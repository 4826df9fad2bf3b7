package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.TreeSet;
import org.doorward.tools.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times select the events that the original selects, with an event in each second around every border. */
@Tag("machine")
class TimesComparisonTest {
    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    private Path folder;

    /** The original runs in UTC, too. */
    @BeforeEach
    void toUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterEach
    void back() {
        TimeZone.setDefault(zone);
    }

    private static long midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private Path trail() throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        TreeSet<Long> seconds = new TreeSet<>();
        for (long border : List.of(
                midnight(today),
                midnight(today.minusDays(1)),
                midnight(today.minusDays(7)),
                midnight(today.withDayOfMonth(1)),
                midnight(today.withDayOfYear(1)),
                midnight(today.minusDays(today.getDayOfWeek().getValue() % 7)),
                midnight(LocalDate.of(2026, 11, 20)),
                midnight(LocalDate.of(2026, 11, 20)) + 18 * 3600,
                midnight(today.plusDays(1)))) {
            for (int by = -2; by <= 2; by++) {
                seconds.add(border + by);
            }
        }
        List<String> lines = new ArrayList<>();
        for (long second : seconds) {
            lines.add("type=USER msg=audit(" + second + ".500:" + (lines.size() + 1)
                    + "): pid=1 uid=0 auid=0 ses=1 msg='op=x res=success'");
        }
        return Files.write(folder.resolve("audit.log"), lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-ts today",
                "-te today",
                "-ts yesterday",
                "-te yesterday",
                "-ts this-week",
                "-ts week-ago",
                "-te this-month",
                "-ts this-year",
                "-ts now",
                "-ts recent",
                "-ts boot",
                "-ts 11/20/26",
                "-ts 11/20/26 18:00:00",
                "-te 11/20/26 17:59:59",
                "-ts 11/20/26 00:00:01 -te 11/20/26 18:00:00",
                "-ts yesterday 00:00:01 -te today 00:00:01",
                "-ts yesterday -te today -m USER"
            })
    void findTheSameEvents(String search) throws IOException, InterruptedException {
        Path trail = trail();
        List<String> arguments = List.of(search.split(" "));
        List<String> ours = new ArrayList<>(List.of("-if", trail.toString()));
        ours.addAll(arguments);

        Run run = Run.of(AusearchCommand.over(() -> Path.of("nowhere")), ours);
        OriginalAusearch.Found found = OriginalAusearch.search(trail, arguments);

        assertThat(run.events()).isEqualTo(found.events());
        assertThat(run.exitCode()).isEqualTo(found.exitCode());
    }
}

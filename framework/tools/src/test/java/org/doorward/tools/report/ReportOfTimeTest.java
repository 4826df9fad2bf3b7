package org.doorward.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.doorward.tools.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code aureport -ts} and {@code -te} with the index of the trail. */
class ReportOfTimeTest {
    private static final long BEGIN = 1_750_000_000;
    private static final int SECONDS = 200;
    private static final int EVENTS_A_SECOND = 50;
    private static final int FROM = 100;
    private static final int TO = 104;

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void write() throws IOException {
        StringBuilder trail = new StringBuilder();
        for (int number = 0; number < SECONDS * EVENTS_A_SECOND; number++) {
            long millis = number * 1000L / EVENTS_A_SECOND;
            String head = String.format(
                    Locale.ROOT, " msg=audit(%d.%03d:%d): ", BEGIN + millis / 1000, millis % 1000, number + 1);
            trail.append("type=SYSCALL" + head + "arch=c000003e syscall=2 success=" + (number % 7 == 0 ? "no" : "yes")
                    + " exit=0 ppid=1 pid=" + number % 100 + " auid=1000 uid=1000 tty=(none) ses=1 comm=\"a"
                    + number % 9
                    + "\" exe=\"/a.jar\" subj=a key=\"key-" + number % 11 + "\"\n");
            trail.append("type=CWD" + head + "cwd=\"/\"\n");
            trail.append("type=PATH" + head + "item=0 name=\"/srv/" + number % 300 + "\" inode=1 nametype=NORMAL\n");
            trail.append("type=PROCTITLE" + head + "proctitle=61\n");
        }
        trail.insert(
                trail.indexOf("type=SYSCALL msg=audit(" + (BEGIN + 150)),
                "type=DAEMON_ERR msg=audit(" + (BEGIN + 300)
                        + ".000:99999): op=lost reason=rate lane=lossy count=3 first=1 last=3 bundle=\"b\"\n");
        log = Files.writeString(folder.resolve("audit.log"), trail);
    }

    private static List<String> at(String option, int second) {
        String[] words = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(Instant.ofEpochSecond(BEGIN + second))
                .split(" ");
        return List.of(option, words[0], words[1]);
    }

    private Run report(String report, String index) {
        List<String> arguments = new ArrayList<>(List.of("-if", folder.toString(), "--index", index));
        arguments.addAll(at("-ts", FROM));
        arguments.addAll(at("-te", TO));
        if (!report.isEmpty()) {
            arguments.addAll(List.of(report.split(" ")));
        }
        return Run.of(AureportCommand.over(() -> folder), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--failed", "-e", "-f", "-k --summary", "-x --summary", "-s", "--lost", "-t"})
    void aReportIsTheSameWithAnIndexAndWithout(String report) {
        Run without = report(report, "never");
        assertThat(folder.resolve(".index")).doesNotExist();
        assertThat(without.err()).isEmpty();

        Run first = report("", "auto");
        assertThat(folder.resolve(".index")).isNotEmptyDirectory();

        assertThat(report(report, "auto")).isEqualTo(without);
        assertThat(first).isEqualTo(report("", "never"));
    }

    @Test
    void theSummarySaysFromWhenToWhenTheWholeTrailGoes() {
        assertThat(report("", "auto").out())
                .containsPattern("Range of time in logs: .*\\.000 - .*\\.000\n")
                .contains("Number of events: " + (TO - FROM + 1) * EVENTS_A_SECOND + "\n");
        assertThat(report("-t", "auto").out())
                .endsWith(range(report("", "never").out()) + "\n");
    }

    private static String range(String summary) {
        String head = "Range of time in logs: ";
        return summary.lines()
                .filter(line -> line.startsWith(head))
                .findFirst()
                .orElseThrow()
                .substring(head.length());
    }

    /** What is not of the time is made unreadable, so that who reads it counts it. */
    @Test
    void whatIsNotOfTheTimeIsNotRead() throws IOException {
        Run before = report("-f", "auto");
        int spoilt = spoil(5, FROM - 5) + spoil(TO + 5, SECONDS - 5);

        assertThat(report("-f", "auto")).isEqualTo(before);
        assertThat(report("-f", "never"))
                .isEqualTo(new Run(
                        0, before.out(), "aureport: [" + spoilt + "] lines are no records and were passed over\n"));
    }

    /** One record of each event of these seconds; nothing tells the index of it. */
    private int spoil(int from, int to) throws IOException {
        FileTime before = Files.getLastModifiedTime(log);
        String text = Files.readString(log);
        int spoilt = 0;
        for (int second = from; second < to; second++) {
            String head = "type=CWD msg=audit(" + (BEGIN + second) + ".";
            spoilt += (int) Pattern.compile(head, Pattern.LITERAL)
                    .matcher(text)
                    .results()
                    .count();
            text = text.replace(head, head.replace("type", "none"));
        }
        Files.writeString(log, text);
        Files.setLastModifiedTime(log, before);
        return spoilt;
    }
}

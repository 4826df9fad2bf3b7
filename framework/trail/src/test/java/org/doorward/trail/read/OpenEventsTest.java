package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records are one event, where others stand between them. */
class OpenEventsTest {
    @TempDir
    Path folder;

    private List<List<String>> linesOf(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("audit.log"), List.of(lines));
        List<List<String>> events = new ArrayList<>();
        try (TrailLog log = new TrailLog(file)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                events.add(event.records().stream().map(TrailRecord::line).toList());
            }
        }
        return events;
    }

    @Test
    void recordsOfTwoEventsThatStandBetweenOneAnotherAreTwoEvents() throws IOException {
        String a = "type=SYSCALL msg=audit(1.001:7): a";
        String b = "type=SYSCALL msg=audit(1.001:8): b";
        String endOfB = "type=PROCTITLE msg=audit(1.001:8): b";
        String endOfA = "type=PROCTITLE msg=audit(1.001:7): a";
        assertThat(linesOf(a, b, endOfA, endOfB)).containsExactly(List.of(a, endOfA), List.of(b, endOfB));
    }

    @Test
    void whatIsWholeWaitsForWhatBeganBefore() throws IOException {
        String a = "type=SYSCALL msg=audit(1.001:7): a";
        String between = "type=USER msg=audit(1.001:8): b";
        String endOfA = "type=PROCTITLE msg=audit(1.001:7): a";
        assertThat(linesOf(a, between, endOfA, between))
                .containsExactly(List.of(a, endOfA), List.of(between), List.of(between));
    }

    @Test
    void aRecordTwoSecondsYoungerEndsAnEvent() throws IOException {
        String first = "type=SYSCALL msg=audit(1.999:7): a";
        String between = "type=USER msg=audit(2.999:8): b";
        String more = "type=PATH msg=audit(1.999:7): a";
        String younger = "type=USER msg=audit(3.000:9): b";
        String late = "type=PATH msg=audit(1.999:7): late";
        assertThat(linesOf(first, between, more, younger, late))
                .containsExactly(List.of(first, more), List.of(between), List.of(younger), List.of(late));
    }

    @Test
    void theEndOfTheTrailEndsAllEvents() throws IOException {
        String a = "type=SYSCALL msg=audit(1.001:7): a";
        String b = "type=SYSCALL msg=audit(1.001:8): b";
        assertThat(linesOf(a, b, a, b)).containsExactly(List.of(a, a), List.of(b, b));
    }

    @Test
    void anEndRecordBehindTheTitleBelongsToTheEvent() throws IOException {
        String call = "type=SYSCALL msg=audit(1.001:7): a";
        String title = "type=PROCTITLE msg=audit(1.001:7): a";
        String end = "type=EOE msg=audit(1.001:7): ";
        assertThat(linesOf(call, title, end, call)).containsExactly(List.of(call, title, end), List.of(call));
    }

    private static OpenEvents.Run run(String line, long offset) {
        return new OpenEvents.Run(List.of(LogRecord.of(line)), offset, offset);
    }

    private static List<String> next(OpenEvents open) {
        LogEvent event = open.poll();
        return event == null
                ? null
                : event.records().stream().map(TrailRecord::line).toList();
    }

    @Test
    void whatGrowsNoMoreEndsAfterItsTime() {
        String call = "type=SYSCALL msg=audit(1.001:7): a";
        String change = "type=CONFIG_CHANGE msg=audit(1.001:8): b";
        OpenEvents open = new OpenEvents();
        open.add(null, 1_001, 8, run(change, 0), false, 100);
        open.add(null, 1_001, 7, run(call, 1), false, 100);

        assertThat(open.endQuiet(109, 20, 10)).isFalse();
        assertThat(open.endQuiet(110, 20, 10)).isTrue();
        assertThat(next(open)).containsExactly(change);
        open.add(null, 1_001, 7, run(call, 2), false, 119); // it grows
        assertThat(open.endQuiet(138, 20, 10)).isFalse();
        assertThat(next(open)).isNull();
        assertThat(open.endQuiet(139, 20, 10)).isTrue();
        assertThat(next(open)).containsExactly(call, call);
        assertThat(open.isEmpty()).isTrue();
    }

    @Test
    void whatDoesNotStandThereAnyMoreIsTakenBack() throws IOException {
        String a = "type=SYSCALL msg=audit(1.001:7): a";
        String b = "type=SYSCALL msg=audit(1.001:8): b";
        OpenEvents open = new OpenEvents();
        open.add(null, 1_001, 7, run(a, 500), false, 0);
        open.settle(); // in the segment before
        open.add(null, 1_001, 7, run(a, 0), false, 0);
        open.add(null, 1_001, 8, run(b, 100), false, 0);
        open.add(null, 1_001, 7, run(a, 200), true, 0);

        assertThat(open.takeBack(run -> true)).isEqualTo(-1);
        assertThat(open.takeBack(run -> run.firstAt() < 100)).isEqualTo(100);
        assertThat(open.has(null, 1_001, 8)).isFalse();
        assertThat(open.has(null, 1_001, 7)).as("ended by what was cut off").isTrue();
        open.endAll();
        assertThat(next(open)).containsExactly(a, a);
        assertThat(open.isEmpty()).isTrue();
    }

    /** The oldest is told first. */
    @Test
    void whatIsOpenIsBounded() {
        OpenEvents open = new OpenEvents();
        byte[] line = ("type=SYSCALL msg=audit(1.001:7): a=" + "x".repeat(60_000)).getBytes(StandardCharsets.US_ASCII);
        LogRecord record = LogRecord.of(line, 0, line.length, new LineHead());
        int told = 0;
        for (int serial = 0; serial < 1_000; serial++) {
            open.add(null, 1_001, serial, new OpenEvents.Run(List.of(record), 0, 0), false, 0);
            LogEvent event = open.poll();
            if (event != null) {
                assertThat(event.serial()).isEqualTo(told++);
            }
        }
        assertThat(1_000 - told).isEqualTo(OpenEvents.MOST / line.length);
    }
}

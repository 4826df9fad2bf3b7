package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailLog;
import org.doorward.trail.store.FaultyDisk.Call;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the disk fails: the first of its kind, the second, ... until a run passes without a fault. After each run: what was acknowledged is
 * there, once, nothing of it in part, and the names of the segments have no gap.
 */
class TrailFaultTest {
    private static final Set<String> OF_OPERATION =
            Set.of("AVC", "SYSCALL", "CWD", "PATH", "KERNEL_OTHER", "PROCTITLE");

    @TempDir
    private Path folder;

    record Fault(Call call, String message, boolean afterwards) {}

    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (Call call : Call.values()) {
            for (String message : List.of("Input/output error", "No space left on device", "File too large")) {
                for (boolean afterwards : new boolean[] {false, true}) {
                    faults.add(new Fault(call, message, afterwards));
                }
            }
        }
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whicheverCallFailsWhatWasAcknowledgedIsThereOnceAndWhole(Fault fault) throws IOException {
        int runs = 0;
        for (int number = 1; ; number++) {
            Path file = folder.resolve(number + "/audit.log");
            FaultyDisk disk = new FaultyDisk();
            Writer writer = writer(file, disk);
            disk.failing(fault.call, number);
            disk.message = fault.message;
            disk.afterwards = fault.afterwards;
            boolean[] failed = new boolean[1];
            var inner = disk.fails;
            disk.fails = call -> {
                boolean now = inner.test(call);
                failed[0] |= now;
                return now || fault.call == Call.TRUNCATE && isFullNow(disk, call);
            };
            work(writer);
            if (!failed[0]) {
                break;
            }
            runs++;
            check(writer, fault + ", call " + number);
            disk.heal();
            assertThat(writer.run(1))
                    .as("it goes on: %s, call %d", fault, number)
                    .isTrue();
            close(writer, disk);
            check(writer, fault + ", call " + number + ", closed");
            reopen(writer, fault + ", call " + number);
        }
        assertThat(runs).as("calls that failed").isGreaterThan(0);
    }

    /** Nothing is cut off as long as nothing else fails. */
    private static boolean isFullNow(FaultyDisk disk, FaultyDisk.Done call) {
        return call.call() == Call.WRITE && disk.count(Call.WRITE) % 5 == 0;
    }

    private static Writer writer(Path file, FaultyDisk disk) throws IOException {
        RotationSettings rotation = new RotationSettings(0, Duration.ofSeconds(10), MaxLogFileAction.ROTATE, 4);
        Writer writer = new Writer(file, new TrailSettings(file, 0, 4).with(rotation), disk);
        // Each write takes a part only, so that a fault meets the middle of an event.
        disk.mostBytes = 20_000;
        writer.run(3);
        return writer;
    }

    /** Six segments: so that some are deleted. */
    private static void work(Writer writer) {
        for (int segment = 0; segment < 6; segment++) {
            for (int i = 0; i < 4; i++) {
                writer.append();
            }
            writer.flush();
            writer.facts();
            writer.run(4);
            writer.later(1_000);
            for (int i = 0; i < 70; i++) { // more than the buffer holds
                writer.append();
            }
            writer.flush();
            writer.later(11_000);
        }
        writer.later(1_000);
    }

    private static void close(Writer writer, FaultyDisk disk) throws IOException {
        disk.heal();
        writer.close();
    }

    private static void reopen(Writer before, String as) throws IOException {
        try (Writer again = writer(before.file, new FaultyDisk())) {
            assertThat(again.trail.recovery().setAside()).as(as).isEmpty();
            assertThat(again.trail.recovery().cutBytes()).as(as).isZero();
        }
    }

    /** Of what rotation has not deleted. */
    static void check(Writer writer, String as) throws IOException {
        List<Long> there = new ArrayList<>();
        try (TrailLog log = new TrailLog(writer.file.getParent())) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                there.add(event.serial());
                List<String> types =
                        event.records().stream().map(TrailRecord::type).toList();
                boolean fact = types.size() == 1 && !OF_OPERATION.contains(types.get(0));
                boolean whole = types.get(0).equals("AVC")
                        && types.get(types.size() - 1).equals("PROCTITLE");
                assertThat(fact || whole)
                        .as("%s: event %d is whole: %s", as, event.serial(), types)
                        .isTrue();
            }
            assertThat(log.skipped()).as(as).isZero();
        }
        assertThat(there).as(as).doesNotHaveDuplicates();
        long oldest =
                there.stream().filter(serial -> serial < 1_000_000).findFirst().orElse(0L);
        Set<Long> expected = new LinkedHashSet<>(writer.acknowledged);
        expected.removeIf(serial -> serial < oldest || serial >= 1_000_000);
        Set<Long> found = new LinkedHashSet<>(there);
        found.removeIf(serial -> serial >= 1_000_000);
        assertThat(found).as(as).isEqualTo(expected);
        assertThat(there).as(as).containsAll(facts(writer, there));
        gapless(writer.file, as);
    }

    /** The facts that were acknowledged, but for those that went with the oldest segments. */
    private static List<Long> facts(Writer writer, List<Long> there) {
        long oldest =
                there.stream().filter(serial -> serial >= 1_000_000).findFirst().orElse(Long.MAX_VALUE);
        return writer.acknowledged.stream().filter(serial -> serial >= oldest).toList();
    }

    static void gapless(Path file, String as) throws IOException {
        int inChain = Writer.segments(file).size() - (Files.exists(file) ? 1 : 0);
        try (var files = Files.list(file.getParent())) {
            assertThat(files.filter(name -> name.getFileName().toString().matches("audit\\.log\\.\\d+")))
                    .as(as)
                    .hasSize(inChain);
        }
    }
}

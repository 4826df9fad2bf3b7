package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One call on the trail's files fails with EIO: the first of its sort, the second, ... until a run has fewer. A start that it hits may be
 * refused, but not hang; whatever else it hits, work goes on, and the next start finds everything that was acknowledged.
 */
@Tag("machine")
class FailedCallsIT {
    /** Segments, so that none is deleted. */
    private static final int ALL = 99;

    private static final int EACH = 100;
    private static final int PRODUCERS = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "write, *%audit%audit.log*, 97, 99",
        "sync, *%audit%audit.log*, 61, 99",
        "sync, *%audit, 1, 99",
        "open, *%audit%audit.log*, 3, 99",
        "rename, *%audit%audit.log*, 2, 99",
        "close, *%audit%audit.log*, 3, 99",
        "unlink, *%audit%audit.log*, 1, 3"
    })
    void afterAFailureOfAnyCallWhatIsAcknowledgedIsInTheTrail(String call, String pattern, int stride, int segments)
            throws IOException {
        failEach(call, pattern, stride, segments);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "write, *%audit%audit.log*, 3, 99",
        "sync, *%audit%audit.log*, 3, 99",
        "sync, *%audit, 1, 99",
        "open, *%audit%audit.log*, 1, 99",
        "rename, *%audit%audit.log*, 1, 99",
        "close, *%audit%audit.log*, 1, 99",
        "unlink, *%audit%audit.log*, 1, 3"
    })
    void afterAFailureOfEachCallWhatIsAcknowledgedIsInTheTrail(String call, String pattern, int stride, int segments)
            throws IOException {
        failEach(call, pattern, stride, segments);
    }

    @Test
    void afterAFailedWriteWorkGoesOnInANewSegment() throws IOException {
        Shim shim = new Shim(folder);
        try (MemoryDisk disk = new MemoryDisk(folder, 64)) {
            shim.rules("write *%audit%audit.log* 5 EIO");
            List<Acknowledged> acknowledged =
                    work(options(disk, "first", ALL, Twin.REAL).withRotation(0, ALL), shim);

            assertThat(shim.happened()).hasSize(1);
            assertThat(TrailText.of(disk.trail()).segments()).isEqualTo(2);
            Verdict.nothingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    @Test
    void controlWhoIgnoresAFailedWriteAcknowledgesWhatIsNotThere() throws IOException {
        Shim shim = new Shim(folder);
        try (MemoryDisk disk = new MemoryDisk(folder, 64)) {
            shim.rules("write *%audit%audit.log* 5 EIO");
            List<Acknowledged> acknowledged = work(options(disk, "first", ALL, Twin.IGNORES_ERRORS), shim);

            Verdict.somethingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    private void failEach(String call, String pattern, int stride, int segments) throws IOException {
        Shim shim = new Shim(folder);
        int nth = 1;
        for (boolean more = true; more; nth += stride) {
            Path round = Files.createDirectory(folder.resolve(call + nth));
            try (MemoryDisk disk = new MemoryDisk(round, 64)) {
                List<Acknowledged> acknowledged = new ArrayList<>();
                shim.rules(call + " " + pattern + " " + nth + " EIO");
                acknowledged.addAll(work(options(disk, "first", segments, Twin.REAL), shim));
                more = !shim.happened().isEmpty();
                shim.rules();
                acknowledged.addAll(work(options(disk, "second", segments, Twin.REAL), shim));
                assertThat(acknowledged)
                        .as("acknowledged after [%s] number %d had failed", call, nth)
                        .hasSizeGreaterThanOrEqualTo(EACH * PRODUCERS);
                long oldest = segments < ALL ? oldestKept(disk) : 0;
                Verdict.nothingAcknowledgedIsMissing(
                        disk.trail(),
                        acknowledged.stream()
                                .filter(one -> one.serial() >= oldest)
                                .toList());
            }
        }
        assertThat(nth).as("calls that failed").isGreaterThan(1 + stride);
    }

    /** With few segments, rotation deletes the oldest: what was in them is not missed. */
    private static long oldestKept(MemoryDisk disk) throws IOException {
        return TrailText.of(disk.trail()).events().get(0).serial();
    }

    /** Operations enough for four segments. */
    private static Options options(MemoryDisk disk, String run, int segments, Twin twin) {
        return Options.into(disk.trail())
                .withRun(run)
                .withTwin(twin)
                .withProducers(PRODUCERS, 0)
                .withPayload(3000)
                .withEvents(EACH)
                .withRotation(1, segments);
    }

    /** Does its operations and ends; or does not begin, and says why. */
    private List<Acknowledged> work(Options options, Shim shim) throws IOException {
        try (VictimProcess victim = VictimProcess.of(options, folder)
                .environment(shim.environment())
                .start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> victim.said("done") || !victim.isAlive());
            if (victim.said("ready")) {
                victim.tell("stop");
            }
            int code = victim.awaitEnd();
            assertThat(victim.said("ready") || code == 1)
                    .as("begins, or ends with 1: code %d", code)
                    .isTrue();
            return victim.acknowledged();
        }
    }
}

package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.doorward.itest.faults.victim.Options;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock jumps while records are written; the monotonic one does not. */
@Tag("machine")
class ClockJumpIT {
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    @TempDir
    private Path folder;

    @Test
    void jumpsOfTheWallClockBreakNoOrderAndLoseNothing() throws IOException {
        Options options =
                Options.into(folder.resolve("audit")).withPaceMicros(500).withRotation(1, 99);
        clock("+0");
        try (VictimProcess victim =
                VictimProcess.of(options, folder).environment(environment()).ready()) {
            victim.awaitAcknowledgements(50);
            for (String offset : new String[] {"+3600", "-3600", "-315360000", "+0"}) {
                clock(offset);
                long expected = System.currentTimeMillis() + 1000L * Long.parseLong(offset);
                await("the victim's clock says " + offset)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Math.abs(victim.status().wallMillis() - expected) < 60_000);
                victim.awaitMoreAcknowledgements(100);
            }
            Account account = victim.stop();

            assertThat(account.lost()).isZero();
            Verdict.isExact(folder.resolve("audit"), victim.acknowledged(), account);
        }
    }

    private Map<String, String> environment() throws IOException {
        try (var found = Files.find(Path.of("/usr/lib"), 3, (path, what) -> path.endsWith(LIBRARY))) {
            Path library = found.findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "[" + LIBRARY + "] is not below [/usr/lib]; it is in Debian's package faketime"));
            return Map.of(
                    "LD_PRELOAD",
                    library.toString(),
                    "FAKETIME_TIMESTAMP_FILE",
                    folder.resolve("clock").toString(),
                    "FAKETIME_NO_CACHE",
                    "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1");
        }
    }

    private void clock(String offsetSeconds) throws IOException {
        Files.writeString(folder.resolve("clock.next"), offsetSeconds + "\n");
        Files.move(folder.resolve("clock.next"), folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    }
}

package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.doorward.audit.Lane;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock jumps while records are written; the monotonic one does not. */
@Tag("machine")
class ClockJumpIT {
    /** Events of the lossy lane in a second, of which many more come. */
    private static final int RATE = 200;

    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    @TempDir
    private Path folder;

    @Test
    void jumpsOfTheWallClockBreakNoOrderAndLoseNothing() throws IOException {
        jump(Twin.REAL);
    }

    @Test
    void controlWhoStampsByTheWallClockBreaksTheOrder() {
        assertThatThrownBy(() -> jump(Twin.STAMPS_BY_THE_WALL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("order of stamps");
    }

    @Test
    void aJumpBackDoesNotStallTheRateLimit() throws IOException {
        jumpBackUnderALimit(Twin.REAL);
    }

    @Test
    void controlWhoLimitsByTheWallClockStallsAfterAJumpBack() {
        assertThatThrownBy(() -> jumpBackUnderALimit(Twin.LIMITS_BY_THE_WALL))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining("let through after the jump");
    }

    @Test
    void jumpsAheadDoNotOpenTheRateLimit() throws IOException {
        jumpAheadUnderALimit(Twin.REAL);
    }

    @Test
    void controlWhoLimitsByTheWallClockLetsMoreThroughAfterJumpsAhead() {
        assertThatThrownBy(() -> jumpAheadUnderALimit(Twin.LIMITS_BY_THE_WALL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("let through while the clock jumped");
    }

    private void jump(Twin twin) throws IOException {
        Options options = Options.into(folder.resolve("audit"))
                .withTwin(twin)
                .withPaceMicros(500)
                .withRotation(1, 99);
        try (VictimProcess victim = begin(options)) {
            victim.awaitAcknowledgements(50);
            for (String offset : new String[] {"+3600", "-3600", "-315360000", "+0"}) {
                jump(victim, offset);
                victim.awaitMoreAcknowledgements(100);
            }
            Account account = victim.stop();

            assertThat(account.lost()).isZero();
            Verdict.isExact(folder.resolve("audit"), victim.acknowledged(), account);
        }
    }

    private void jumpBackUnderALimit(Twin twin) throws IOException {
        try (VictimProcess victim = begin(limited(twin))) {
            limit(victim);
            for (String offset : new String[] {"-3600", "-315360000"}) {
                jump(victim, offset);
                long before = victim.status().written(Lane.LOSSY);
                await("let through after the jump by " + offset)
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> victim.status().written(Lane.LOSSY) > before + RATE);
            }
            isExactAndLimited(victim);
        }
    }

    /**
     * Each of the twenty jumps would fill a bucket of tokens that trusts the clock: one second's worth. Two are granted besides what the time
     * allows: what was let through before and was not written yet, and what is let through between two looks.
     */
    private void jumpAheadUnderALimit(Twin twin) throws IOException {
        try (VictimProcess victim = begin(limited(twin))) {
            limit(victim);
            long since = System.nanoTime();
            long before = victim.status().written(Lane.LOSSY);
            for (int hours = 1; hours <= 20; hours++) {
                jump(victim, "+" + 3600 * hours);
                long emitted = victim.status().operations(Lane.LOSSY);
                await("more than a bucket of operations")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> victim.status().operations(Lane.LOSSY) > emitted + 2 * RATE);
            }
            long through = victim.status().written(Lane.LOSSY) - before;
            double seconds = (System.nanoTime() - since) / 1e9;
            assertThat(through)
                    .as("let through while the clock jumped, in %.1f seconds", seconds)
                    .isLessThanOrEqualTo((long) (RATE * (seconds + 2)));
            isExactAndLimited(victim);
        }
    }

    private static void limit(VictimProcess victim) throws IOException {
        victim.tell("rate_limit " + RATE);
        await("the limit is in force")
                .atMost(Duration.ofSeconds(30))
                .until(() -> victim.status().lost(Lane.LOSSY) > 0);
    }

    private void isExactAndLimited(VictimProcess victim) throws IOException {
        Account account = victim.stop();
        assertThat(account.lost(Lane.RELIABLE)).isZero();
        assertThat(account.lost(Lane.LOSSY)).as("over the limit").isPositive();
        Verdict.isExact(folder.resolve("audit"), victim.acknowledged(), account);
    }

    private Options limited(Twin twin) {
        return Options.into(folder.resolve("audit"))
                .withTwin(twin)
                .withProducers(1, 2)
                .withPaceMicros(200);
    }

    private VictimProcess begin(Options options) throws IOException {
        clock("+0");
        return VictimProcess.of(options, folder).environment(environment()).ready();
    }

    private void jump(VictimProcess victim, String offset) throws IOException {
        clock(offset);
        long expected = System.currentTimeMillis() + 1000L * Long.parseLong(offset);
        await("the victim's clock says " + offset)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Math.abs(victim.status().wallMillis() - expected) < 60_000);
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

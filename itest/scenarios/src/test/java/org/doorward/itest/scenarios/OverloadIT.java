package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.trail.TrailEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More records than there is room for: what is lost is counted, and told in the trail; what must not be lost is not. */
class OverloadIT {
    private static final int THREADS = 4;

    private final LongAdder passed = new LongAdder();
    private final LongAdder denied = new LongAdder();

    private static long lost(DoorwardExtension doorward, Lane lane, LossReason reason) {
        return doorward.control().status().lost(lane, reason);
    }

    private static long told(List<TrailEvent> facts, Lane lane, LossReason reason) {
        return facts.stream()
                .map(fact -> fact.records().get(0))
                .filter(record -> "lost".equals(record.raw("op")))
                .filter(record -> lane.token().equals(record.raw("lane")))
                .filter(record -> reason.token().equals(record.raw("reason")))
                .mapToLong(record -> Long.parseLong(record.raw("count")))
                .sum();
    }

    private static void awaitTold(DoorwardExtension doorward, Lane lane, LossReason reason) {
        doorward.await(
                "the records on losses to count what the ledger counts",
                () -> told(doorward.trail().facts("DAEMON_ERR"), lane, reason) == lost(doorward, lane, reason));
    }

    /** Operations of this kind in several threads until the condition holds. */
    private void flood(OperationGuard guard, Kind kind, BooleanSupplier enough) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(() -> {
                    while (!enough.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
                        for (int i = 0; i < 50; i++) {
                            operate(guard, kind);
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(60, java.util.concurrent.TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void operate(OperationGuard guard, Kind kind) {
        try {
            guard.file(kind, "/x", path -> null);
            passed.increment();
        } catch (OperationDeniedException e) {
            denied.increment();
        }
    }

    private static DoorwardExtension small() {
        return new DoorwardExtension().withSetting("backlog_limit", "16").withSetting("backlog_wait_time", "0");
    }

    private static void modules(DoorwardExtension doorward) {
        doorward.module("tracer", Modules.tracing("debug"), "file.open");
        doorward.module("auditor", Modules.flagging("audit"), "file.delete");
    }

    /** No wait: reliable records are lost, too. */
    @Nested
    class WithFailureModeLog {
        @RegisterExtension
        final DoorwardExtension doorward = small().withSetting("failure_mode", "log");

        @RegisterExtension
        final CapturedLog log = new CapturedLog();

        @Test
        void tracesThatFindNoRoomAreLostAndEveryOneIsToldInTheTrail() throws Exception {
            modules(doorward);

            flood(
                    doorward.guard("org.example.noisy"),
                    Kind.FILE_OPEN,
                    () -> lost(doorward, Lane.LOSSY, LossReason.BACKLOG) > 1_000);

            awaitTold(doorward, Lane.LOSSY, LossReason.BACKLOG);
            assertThat(doorward.ledger()).isExact();
            assertThat(lost(doorward, Lane.RELIABLE, LossReason.BACKLOG)).isZero();
            assertThat(doorward.trail().operations(Kind.FILE_OPEN))
                    .hasSize((int) (passed.sum() - lost(doorward, Lane.LOSSY, LossReason.BACKLOG)));
            assertThat(doorward.trail().facts("DAEMON_ERR").get(0))
                    .hasField("DAEMON_ERR", "bundle", "org.example.noisy")
                    .hasField("DAEMON_ERR", "res", "failed");
        }

        @Test
        void inFailureModeLogTheOperationHappensAndItsRecordIsLostAndTold() throws Exception {
            modules(doorward);

            flood(
                    doorward.guard("org.example.app"),
                    Kind.FILE_DELETE,
                    () -> lost(doorward, Lane.RELIABLE, LossReason.BACKLOG) > 100);

            awaitTold(doorward, Lane.RELIABLE, LossReason.BACKLOG);
            assertThat(denied.sum()).isZero();
            assertThat(log.messages()).anyMatch(line -> line.startsWith("ERROR lost ["));
            assertThat(doorward.trail().operations(Kind.FILE_DELETE))
                    .hasSize((int) (passed.sum() - lost(doorward, Lane.RELIABLE, LossReason.BACKLOG)));
        }

        @Test
        void aFloodOfTracesTakesNoRoomFromAuditing() throws Exception {
            modules(doorward);
            doorward.setting("backlog_wait_time", "30 s");
            doorward.await("the wait time", () -> doorward.control().status().backlogWaitTimeMillis() == 30_000);
            OperationGuard guard = doorward.guard("org.example.app");
            LongAdder audited = new LongAdder();

            flood(doorward.guard("org.example.noisy"), Kind.FILE_OPEN, () -> {
                guard.file(Kind.FILE_DELETE, "/x", path -> null);
                audited.increment();
                return lost(doorward, Lane.LOSSY, LossReason.BACKLOG) > 1_000;
            });

            assertThat(doorward.ledger()).hasLost(Lane.RELIABLE, LossReason.BACKLOG, 0);
            assertThat(doorward.trail().operations(Kind.FILE_DELETE)).hasSize(audited.intValue());
        }
    }

    /** Counted, told in the trail, and not a word in the log. */
    @Nested
    class WithFailureModeSilent {
        @RegisterExtension
        final DoorwardExtension doorward = small().withSetting("failure_mode", "silent");

        @RegisterExtension
        final CapturedLog log = new CapturedLog();

        @Test
        void inFailureModeSilentWhatIsLostIsToldInTheTrailOnly() throws Exception {
            modules(doorward);

            flood(
                    doorward.guard("org.example.app"),
                    Kind.FILE_DELETE,
                    () -> lost(doorward, Lane.RELIABLE, LossReason.BACKLOG) > 100);

            awaitTold(doorward, Lane.RELIABLE, LossReason.BACKLOG);
            assertThat(denied.sum()).isZero();
            assertThat(log.messages()).noneMatch(line -> line.startsWith("ERROR") || line.contains("lost ["));
        }
    }

    /** No record, no operation. */
    @Nested
    class WithFailureModeDeny {
        @RegisterExtension
        final DoorwardExtension doorward = small().withSetting("failure_mode", "deny");

        @Test
        void inFailureModeDenyAnOperationHappensOnlyIfItsRecordIsKept() throws Exception {
            modules(doorward);

            flood(doorward.guard("org.example.app"), Kind.FILE_DELETE, () -> denied.sum() > 100);

            long records = doorward.trail().operations(Kind.FILE_DELETE).stream()
                    .filter(event -> event.records().stream()
                            .anyMatch(record -> record.type().equals("SYSCALL") && "yes".equals(record.raw("success"))))
                    .count();
            assertThat(records).as("records of operations that happened").isEqualTo(passed.sum());
            assertThat(doorward.ledger()).isExact();
        }
    }

    /** So many traces in a second, and no more. */
    @Nested
    class WithRateLimit {
        @RegisterExtension
        final DoorwardExtension doorward = new DoorwardExtension().withSetting("rate_limit", "10");

        @Test
        void tracesOverTheRateLimitAreLostAndAuditingIsNotLimited() throws Exception {
            modules(doorward);
            OperationGuard guard = doorward.guard("org.example.noisy");

            flood(guard, Kind.FILE_OPEN, () -> lost(doorward, Lane.LOSSY, LossReason.RATE) > 500);
            for (int i = 0; i < 100; i++) {
                guard.file(Kind.FILE_DELETE, "/x", path -> null);
            }

            awaitTold(doorward, Lane.LOSSY, LossReason.RATE);
            assertThat(doorward.trail().operations(Kind.FILE_DELETE)).hasSize(100);
            assertThat(doorward.trail().operations(Kind.FILE_OPEN))
                    .hasSize((int) (passed.sum() - lost(doorward, Lane.LOSSY, LossReason.RATE)));
        }
    }
}

package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the trail stands still, the backlog is full, and the operations of a bundle wait: what the operator does in the shell and in {@code
 * conf/} goes on, and all of it is in the trail once the disk is back. In a real instance, by its command.
 */
@Tag("machine")
class AdministratorIT {
    /** Nobody waits in vain within a test; one bundle may fill the backlog. */
    private static final String SETTINGS = """
            backlog_limit = 64
            bundle_backlog_share = 100
            backlog_wait_time = 600 s
            stall_time = 200 ms
            """;

    @TempDir
    private Path folder;

    private Path papers;
    private Path rules;

    @BeforeEach
    void papers() throws IOException {
        papers = Files.createDirectory(folder.resolve("papers"));
        Files.writeString(papers.resolve("paper.txt"), "to be published\n");
        rules = Files.writeString(papers.resolve("new.rules"), "-a always,exit -S file.open -k x\n");
    }

    @Test
    void whileTheBacklogIsFullTheOperatorGoesOnAndAllOfItIsRecordedOnceTheDiskIsBack() throws IOException {
        int checks = 20;
        try (LoopDisk disk = new LoopDisk(folder, "ext4");
                Instance instance = withFullBacklog(disk)) {
            String emitted = instance.status("account publishing:1.0.0.SNAPSHOT");

            assertThat(instance.command("auditctl -s")).contains("trail_state stalled");
            assertThat(instance.command("auditctl --reset-lost")).isEqualTo("lost: 0");
            for (int i = 0; i < checks; i++) {
                assertThat(instance.line("auditctl --check=" + rules).exitCode())
                        .isZero();
            }
            instance.configure("doorward.cfg", SETTINGS + "rate_limit = 777\n");
            eventually("the setting is in force")
                    .until(() -> instance.status("rate_limit").equals("777"));
            instance.configure("audit.rules", Files.readString(rules));
            eventually("the rule is in force")
                    .until(() -> instance.line("auditctl -l").out().contains("-k x"));

            assertThat(instance.status("account publishing:1.0.0.SNAPSHOT"))
                    .as("the bundle waits all the while")
                    .isEqualTo(emitted);
            assertThat(instance.status("trail_state")).isEqualTo("stalled");
            assertThat(records(disk)).noneMatch(line -> line.contains("rate_limit"));

            disk.thaw();
            await("the trail has it within two seconds")
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> records(disk).stream().anyMatch(line -> line.contains("op=add_rule key=\"x\"")));
            assertThat(instance.status("lost")).isEqualTo("0");
            List<String> records = records(disk);
            assertThat(records)
                    .filteredOn(line -> line.contains("op=set lost=0 "))
                    .hasSize(1);
            assertThat(records)
                    .filteredOn(line -> line.startsWith("type=CONFIG_CHANGE ")
                            && line.contains(" op=set audit_rate_limit=777 old=0 ")
                            && line.contains(" res=1"))
                    .hasSize(1);
            assertThat(ofTheConsole(records)).hasSize(checks);
        }
    }

    @Test
    void controlWithMoreThanTheReserveHoldsTheOperatorGoesOnButRecordsAreLost() throws IOException {
        int checks = 400;
        try (LoopDisk disk = new LoopDisk(folder, "ext4");
                Instance instance = withFullBacklog(disk)) {
            for (int i = 0; i < checks; i++) {
                assertThat(instance.line("auditctl --check=" + rules).exitCode())
                        .isZero();
            }
            int lost = Integer.parseInt(instance.status("lost"));

            disk.thaw();
            eventually("the loss is told")
                    .until(() -> records(disk).stream().anyMatch(line -> line.contains("op=lost reason=backlog")));
            assertThat(lost).isPositive();
            assertThat(ofTheConsole(records(disk))).hasSize(checks - lost);
        }
    }

    /** A bundle works, and waits; the disk is frozen. */
    private Instance withFullBacklog(LoopDisk disk) throws IOException {
        String rule = "-a always,exit -S file.* -F dir=" + papers + " -k papers\n";
        Instance instance = Instance.run(folder.resolve("home"), disk.trail(), SETTINGS, rule, "publishing");
        try {
            eventually("the sample is there").until(() -> instance.line("work").exitCode() == 2);
            disk.freeze();
            instance.begin("work " + papers + " 100000");
            eventually("it stands still, and somebody waits")
                    .until(() -> instance.status("trail_state").equals("stalled")
                            && Integer.parseInt(instance.status("backlog_waits")) > 0
                            && Integer.parseInt(instance.status("backlog")) > 32);
            return instance;
        } catch (Throwable e) {
            instance.close();
            throw e;
        }
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private static List<String> records(LoopDisk disk) throws IOException {
        return Files.readAllLines(disk.trail().resolve("audit.log"));
    }

    private static List<String> ofTheConsole(List<String> records) {
        return records.stream()
                .filter(line -> line.startsWith("type=SYSCALL ") && line.contains(" subj=org.doorward.console:"))
                .toList();
    }
}

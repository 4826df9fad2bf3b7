package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorward.audit.Lane;
import org.doorward.control.AccountStatus;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.LatencyStatus;
import org.doorward.control.LossReason;
import org.doorward.control.ModuleStatus;
import org.doorward.control.OperatorControl;
import org.doorward.control.RuleStatus;
import org.doorward.control.TrailStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditctlCommandTest {
    private final AuditControl control = mock(AuditControl.class);
    private final OperatorControl switches = mock(OperatorControl.class);

    private Run auditctl(String... arguments) {
        return Run.of(new AuditctlCommand(() -> control, () -> switches), List.of(arguments));
    }

    @Test
    void theStateIsPrintedInTheWordsOfTheOriginal() {
        AuditStatus status = mock(AuditStatus.class);
        when(control.status()).thenReturn(status);
        when(status.enabled()).thenReturn(Enabled.ON);
        when(status.lockedBy()).thenReturn("");
        when(status.failureMode()).thenReturn(FailureMode.LOG);
        when(status.pid()).thenReturn(42L);
        when(status.backlogLimit()).thenReturn(8192);
        when(status.emitted(Lane.RELIABLE)).thenReturn(10L);
        when(status.lost(any(), any())).thenReturn(0L);
        when(status.lost(Lane.LOSSY, LossReason.RATE)).thenReturn(3L);
        when(status.unmediated()).thenReturn("what no guard sees");
        when(status.backlogWaitMillis()).thenReturn(1234L);
        AccountStatus noisy = mock(AccountStatus.class);
        when(noisy.label()).thenReturn("org.example.noisy:1.0.0");
        when(noisy.emitted(Lane.LOSSY)).thenReturn(5L);
        when(noisy.written(Lane.LOSSY)).thenReturn(2L);
        when(noisy.lost(Lane.LOSSY, LossReason.RATE)).thenReturn(3L);
        AccountStatus silent = mock(AccountStatus.class);
        when(silent.label()).thenReturn("org.example.silent:1.0.0");
        when(status.accounts()).thenReturn(List.of(noisy, silent));

        assertThat(auditctl("-s").out().lines())
                .startsWith(
                        "enabled 1", "failure 1", "pid 42", "rate_limit 0", "backlog_limit 8192", "lost 0", "backlog 0")
                .contains("emitted_reliable 10", "lost_lossy_rate 3", "not_mediated what no guard sees")
                .contains(
                        "backlog_wait_time_actual 1234",
                        "account org.example.noisy:1.0.0 emitted_lossy=5 written_lossy=2 lost_lossy_rate=3")
                .noneMatch(line -> line.contains("org.example.silent"));
    }

    @Test
    void theStateOfTheTrailIsPrintedIfThereIsOne() {
        AuditStatus status = mock(AuditStatus.class);
        when(control.status()).thenReturn(status);
        when(status.failureMode()).thenReturn(FailureMode.LOG);
        when(status.enabled()).thenReturn(Enabled.LOCKED);
        when(status.lockedBy()).thenReturn("conf/audit.rules:7");
        when(status.unmediated()).thenReturn("");
        assertThat(auditctl("-s").out()).doesNotContain("trail_");

        TrailStatus trail = mock(TrailStatus.class);
        when(status.trail()).thenReturn(trail);
        when(trail.segment()).thenReturn("audit.log");
        when(trail.state()).thenReturn(TrailStatus.State.STALLED);
        when(trail.diskStage()).thenReturn("", "admin-space-left");
        when(trail.freeMegabytes()).thenReturn(1234L);
        when(trail.stalledMillis()).thenReturn(5_000L);
        when(trail.writeTime()).thenReturn(new Latency(900, 80, 120, 4_000));
        when(trail.syncTime()).thenReturn(new Latency(0, -1, -1, -1));
        when(status.refusing()).thenReturn(true);
        assertThat(auditctl("-s").out().lines()).contains("trail_disk_stage none");
        assertThat(auditctl("-s").out().lines())
                .contains(
                        "refusing 1",
                        "trail_disk_stage admin-space-left",
                        "trail_segment audit.log",
                        "trail_state stalled",
                        "trail_free_mb 1234",
                        "trail_stalled_ms 5000",
                        "trail_write_p50_us 80",
                        "trail_write_p99_us 120",
                        "trail_write_max_us 4000",
                        "trail_sync_p50_us -1",
                        "trail_sync_p99_us -1",
                        "trail_sync_max_us -1");
    }

    private record Latency(long count, long p50Micros, long p99Micros, long maxMicros) implements LatencyStatus {}

    @Test
    void whatWasDeniedWithoutARecordIsCountedByModuleAndRule() {
        AuditStatus status = mock(AuditStatus.class);
        when(control.status()).thenReturn(status);
        when(status.failureMode()).thenReturn(FailureMode.LOG);
        when(status.enabled()).thenReturn(Enabled.ON);
        when(status.lockedBy()).thenReturn("");
        when(status.unmediated()).thenReturn("");
        ModuleStatus secrets = mock(ModuleStatus.class);
        when(secrets.name()).thenReturn("secrets");
        when(secrets.dontaudited()).thenReturn(new TreeMap<>(Map.of("", 1L, "probes of /proc", 41L)));
        when(control.modules()).thenReturn(List.of(secrets));

        assertThat(auditctl("-s").out().lines())
                .contains("dontaudit secrets 1", "dontaudit secrets 41 probes of /proc");
    }

    @Test
    void rulesAreListedOneALine() {
        when(control.ruleStatus()).thenReturn(List.of());
        assertThat(auditctl("-l").out().trim()).isEqualTo("No rules");
        when(control.ruleStatus()).thenReturn(List.of(new OfRule("-a always,exit -S all -k all", List.of("all"), 7)));
        assertThat(auditctl("-l").out().trim()).isEqualTo("-a always,exit -S all -k all");
    }

    @Test
    void rulesAreListedWithTheirHitsAndByTheirKey() {
        RuleStatus one = new OfRule("-a always,exit -k one", List.of("one"), 12_345);
        RuleStatus two = new OfRule("-a never,exit -k two -k one", List.of("two", "one"), 0);
        when(control.ruleStatus()).thenReturn(List.of(one, two));

        assertThat(auditctl("-l", "-v").out().lines())
                .containsExactly("       12345  -a always,exit -k one", "           0  -a never,exit -k two -k one");
        assertThat(auditctl("-l", "-k", "two").out().lines()).containsExactly("-a never,exit -k two -k one");
        assertThat(auditctl("-l", "-k", "three").out().trim()).isEqualTo("No rules");
    }

    @Test
    void hitsAndKeysGoWithAListOnly() {
        Run run = auditctl("-s", "-v");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("[-v]: goes with -l only");
        assertThat(auditctl("--reset-lost", "-k", "x").err()).contains("[-k]: goes with -l, -D and rules only");
    }

    private record OfRule(String text, List<String> keys, long hits) implements RuleStatus {}

    @Test
    void aLockIsShownWithWhatLocked() {
        AuditStatus status = mock(AuditStatus.class);
        when(control.status()).thenReturn(status);
        when(status.failureMode()).thenReturn(FailureMode.LOG);
        when(status.enabled()).thenReturn(Enabled.LOCKED);
        when(status.lockedBy()).thenReturn("auditctl -e 2");
        when(status.unmediated()).thenReturn("");

        assertThat(auditctl("-s").out().lines()).startsWith("enabled 2", "locked_by auditctl -e 2", "failure 1");
    }

    @Test
    void theLostCounterIsPrintedWhenItIsReset() {
        when(switches.resetLost()).thenReturn(7L);
        assertThat(auditctl("--reset-lost").out().trim()).isEqualTo("lost: 7");
    }

    @Test
    void theTimeThatOperationsWaitedIsPrintedWhenItIsReset() {
        when(switches.resetBacklogWait()).thenReturn(1_500L);
        assertThat(auditctl("--reset_backlog_wait_time_actual").out().trim())
                .isEqualTo("backlog_wait_time_actual: 1500");
    }

    @Test
    void aFileOfRulesIsCheckedWithoutAnInstance(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.rules"), "-a exit,always -S file.* -k files\n");
        Path wrong = Files.writeString(folder.resolve("wrong.rules"), "\n-a always,exit -F bogus=1\n");

        assertThat(auditctl("--check", good.toString()).out().trim()).isEqualTo("-a always,exit -S file.* -k files");
        assertThat(auditctl("--check", wrong.toString())).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith(wrong + ":2:19: -F unknown field: [bogus]");
        });
        assertThat(auditctl("--check", folder.resolve("none").toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aFileOfRulesInAnotherEncodingIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
        Path latin = Files.write(
                folder.resolve("latin.rules"),
                "# gr\u00fc\u00dfe\r\n-a always,exit -k gr\u00fcn\r\n".getBytes(StandardCharsets.ISO_8859_1));

        Run run = auditctl("--check", latin.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(latin + ":2:21: bytes that are no UTF-8");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void withoutAnEngineItIsRefused() {
        Run run = Run.of(new AuditctlCommand(() -> null, () -> null), List.of("-s"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("auditctl: the engine is not running");
    }

    @Test
    void wrongUsageIsExitCode2() {
        assertThat(auditctl().exitCode()).isEqualTo(2);
        assertThat(auditctl("-s", "-l").exitCode()).isEqualTo(2);
        assertThat(auditctl("--bogus").exitCode()).isEqualTo(2);
    }

    @Test
    void theHelpNamesEveryOptionAndTheExitCodes() {
        Run help = auditctl("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains(
                        "-s",
                        "-l",
                        "--reset-lost",
                        "--check=FILE",
                        "0",
                        "done",
                        "1",
                        "2",
                        "wrong usage",
                        "255",
                        "refused");
    }

    @Test
    void wrongUsageNamesWhatIsWrong() {
        assertThat(auditctl("--bogus").err()).contains("--bogus");
        assertThat(auditctl("-s", "stray").err()).contains("stray");
        assertThat(auditctl("-s", "-l").err()).contains("-s", "-l").contains("mutually exclusive");
        assertThat(auditctl("--check").err()).contains("--check");
    }

    @Test
    void aFileOfRulesThatCannotBeReadIsSaid(@TempDir Path folder) {
        Path none = folder.resolve("none.rules");

        assertThat(auditctl("--check", none.toString()).err())
                .contains("auditctl: [" + none + "] cannot be read; expected a file of rules");
    }
}

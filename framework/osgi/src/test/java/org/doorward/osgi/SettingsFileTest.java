package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.doorward.control.FailureMode;
import org.doorward.control.Mode;
import org.doorward.event.Commit;
import org.doorward.trail.store.DiskAction;
import org.doorward.trail.store.DiskSettings;
import org.doorward.trail.store.MaxLogFileAction;
import org.doorward.trail.store.RotationSettings;
import org.doorward.trail.store.SpaceLimit;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.Flush;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
    private static EngineSettings parse(String... lines) throws SettingsException {
        return SettingsFile.parse("conf/doorward.cfg", List.of(lines));
    }

    private static void refuses(String line, String message) {
        assertThatThrownBy(() -> parse("# a comment", "", line))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws SettingsException {
        EngineSettings settings = parse("", "   ", "# nothing");

        assertThat(EngineSettings.defaults().changesTo(settings)).isEmpty();
        assertThat(settings.defaultMode()).isEqualTo(Mode.ENFORCE);
        assertThat(settings.requiredModules()).isEmpty();
        assertThat(settings.node()).isNull();
    }

    @Test
    void theDefaultOfEverySettingHasItsForm() {
        for (Setting setting : Setting.values()) {
            assertThat(setting.form().parse(setting.defaultText()))
                    .as(setting.key())
                    .isNotNull();
            assertThat(setting.description()).as(setting.key()).endsWith(".");
        }
    }

    @Test
    void everySettingArrivesWhereItIsUsed() throws SettingsException {
        EngineSettings settings = parse(
                "global_mode = complain",
                "default_mode = complain",
                "mode.secrets=enforce",
                "required_modules = secrets, limits",
                "failure_mode = deny",
                "commit = exit",
                "commit.exports of a day = entry",
                "commit.debug=none",
                "backlog_limit = 64",
                "backlog_limit_bytes = 4194304",
                "backlog_wait_time = 2 s",
                "rate_limit = 100",
                "bundle_rate_limit = 30",
                "bundle_backlog_share = 40",
                "flush = data",
                "freq = 7",
                "max_log_file = 3",
                "max_log_file_age = 24 h",
                "max_log_file_action = keep_logs",
                "num_logs = 9",
                "space_left = 10%",
                "space_left_action = exec /usr/local/bin/alarm",
                "admin_space_left = 5%",
                "admin_space_left_action = suspend",
                "disk_full_action = rotate",
                "disk_error_action = halt",
                "stall_time = 500 ms",
                "node = host-1",
                "hook_timeout = 250 ms",
                "detach_deadline = 5 min",
                "deploy_timeout = 1500",
                "denial_storm = 50");

        assertThat(settings.globalMode()).isEqualTo(Mode.COMPLAIN);
        assertThat(settings.defaultMode()).isEqualTo(Mode.COMPLAIN);
        assertThat(settings.modes()).isEqualTo(Map.of("secrets", Mode.ENFORCE));
        assertThat(settings.requiredModules()).containsExactly("secrets", "limits");
        assertThat(settings.failureMode()).isEqualTo(FailureMode.DENY);
        assertThat(settings.commit()).isEqualTo(Commit.EXIT);
        assertThat(settings.commits()).isEqualTo(Map.of("exports of a day", Commit.ENTRY, "debug", Commit.NONE));
        assertThat(settings.transport().backlogLimit()).isEqualTo(64);
        assertThat(settings.transport().backlogLimitBytes()).isEqualTo(4_194_304);
        assertThat(settings.transport().backlogWaitTimeMillis()).isEqualTo(2_000);
        assertThat(settings.transport().rateLimit()).isEqualTo(100);
        assertThat(settings.transport().bundleRateLimit()).isEqualTo(30);
        assertThat(settings.transport().bundleBacklogShare()).isEqualTo(40);
        assertThat(settings.transport().flush()).isEqualTo(Flush.DATA);
        assertThat(settings.transport().freq()).isEqualTo(7);
        assertThat(settings.transport().failureMode()).isEqualTo(FailureMode.DENY);
        Path trail = Path.of("audit.log");
        assertThat(settings.trail(trail))
                .isEqualTo(new TrailSettings(
                        trail,
                        new RotationSettings(3, Duration.ofDays(1), MaxLogFileAction.KEEP_LOGS, 9),
                        new DiskSettings(
                                new SpaceLimit(10, true),
                                DiskAction.exec(Path.of("/usr/local/bin/alarm")),
                                new SpaceLimit(5, true),
                                DiskAction.of(DiskAction.Kind.SUSPEND),
                                DiskAction.of(DiskAction.Kind.ROTATE),
                                DiskAction.of(DiskAction.Kind.HALT)),
                        Duration.ofMillis(500)));
        assertThat(settings.node()).isEqualTo("host-1");
        assertThat(settings.core("").hookLimit()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.core("").detachDeadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.core("").commit()).isEqualTo(Commit.EXIT);
        assertThat(settings.denialStorm()).isEqualTo(50);
        assertThat(settings.deployTimeout()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void aLineWithoutAnEqualsSignIsRefused() {
        refuses("commit exit", "conf/doorward.cfg:3: [commit exit]: expected name = value");
    }

    @Test
    void anUnknownSettingIsRefusedWithTheKnownOnes() {
        refuses(
                "backlog = 64",
                "conf/doorward.cfg:3: unknown setting [backlog]: expected one of global_mode, default_mode, required_modules, unattributed,"
                        + " class_initializers, denial_storm, transparent, failure_mode, commit,"
                        + " backlog_limit, backlog_limit_bytes, backlog_wait_time, rate_limit, bundle_rate_limit,"
                        + " bundle_backlog_share, flush, freq, max_log_file, max_log_file_age,"
                        + " max_log_file_action, num_logs, space_left, space_left_action, admin_space_left, admin_space_left_action,"
                        + " disk_full_action, disk_error_action, stall_time, node, hook_timeout, detach_deadline, deploy_timeout, or mode.NAME,"
                        + " commit.KEY");
    }

    @Test
    void aNumberOutOfRangeIsRefusedWithTheRange() {
        refuses("num_logs = 1", "conf/doorward.cfg:3: num_logs=[1]: expected a whole number from 2 to 999");
    }

    @Test
    void theBytesOfTheBacklogMayBeAShareOfTheHeap() throws SettingsException {
        long heap = Runtime.getRuntime().maxMemory();

        assertThat(parse("backlog_limit_bytes = 5%").transport().backlogLimitBytes())
                .isEqualTo(Math.min(1L << 30, Math.max(1 << 20, heap / 100 * 5)));
        assertThat(parse("backlog_limit_bytes = 50 %").transport().backlogLimitBytes())
                .isEqualTo(Math.min(1L << 30, heap / 100 * 50));
        refuses(
                "backlog_limit_bytes = 51%",
                "conf/doorward.cfg:3: backlog_limit_bytes=[51%]: expected a whole number from 1048576 to 1073741824, or 1% to 50% of the"
                        + " maximum heap");
    }

    @Test
    void aWordInsteadOfANumberIsRefused() {
        refuses(
                "rate_limit = many",
                "conf/doorward.cfg:3: rate_limit=[many]: expected a whole number from 0 to 1000000");
    }

    @Test
    void aTimeWithAnUnknownUnitIsRefusedWithTheUnits() {
        refuses(
                "backlog_wait_time = 3 weeks",
                "conf/doorward.cfg:3: backlog_wait_time=[3 weeks]: expected a number with unit ms, s, min or h, from 0 ms to 600000 ms");
    }

    @Test
    void anUnknownWordIsRefusedWithTheWords() {
        refuses("commit = Exit", "conf/doorward.cfg:3: commit=[Exit]: expected one of none, exit, entry");
        refuses("commit.k = now", "conf/doorward.cfg:3: commit.k=[now]: expected one of none, exit, entry");
        refuses("mode.secrets = off", "conf/doorward.cfg:3: mode.secrets=[off]: expected one of enforce, complain");
    }

    @Test
    void impossibleLimitsOfSpaceAreRefusedWithTheRange() {
        refuses(
                "space_left = 100%",
                "conf/doorward.cfg:3: space_left=[100%]: expected mebibytes from 0 to 999999999, or 1% to 99% of the disk");
        refuses(
                "space_left = -1",
                "conf/doorward.cfg:3: space_left=[-1]: expected mebibytes from 0 to 999999999, or 1% to 99% of the disk");
        refuses(
                "admin_space_left = 75",
                "conf/doorward.cfg: admin_space_left=[75]: expected less than space_left=[75], or 0");
    }

    @Test
    void anUnknownDiskActionIsRefusedWithTheActions() {
        refuses(
                "disk_full_action = single",
                "conf/doorward.cfg:3: disk_full_action=[single]: expected one of ignore, syslog, rotate, suspend, halt, or exec with"
                        + " the absolute path of a program");
        refuses(
                "space_left_action = exec alarm.sh",
                "conf/doorward.cfg:3: space_left_action=[exec alarm.sh]: expected one of ignore, syslog, rotate, suspend, halt, or"
                        + " exec with the absolute path of a program");
        refuses(
                "disk_error_action = rotate",
                "conf/doorward.cfg:3: disk_error_action=[rotate]: expected one of ignore, syslog, suspend, halt, or exec with the"
                        + " absolute path of a program");
        refuses(
                "max_log_file_action = exec /bin/true",
                "conf/doorward.cfg:3: max_log_file_action=[exec /bin/true]: expected one of ignore, syslog, suspend, rotate, keep_logs");
    }

    @Test
    void aModeOfNoNameIsRefused() {
        refuses(
                "mode. = enforce",
                "conf/doorward.cfg:3: [mode.]: expected mode.NAME with the name of a module, 1 to 64 of A-Z a-z 0-9 . _ -");
    }

    @Test
    void aCommitOfNoKeyIsRefused() {
        refuses(
                "commit. = exit",
                "conf/doorward.cfg:3: [commit.]: expected commit.KEY with a key, 1 to 256 characters");
    }

    @Test
    void aSettingThatStandsTwiceIsRefusedWithBothLines() {
        assertThatThrownBy(() -> parse("freq = 1", "", "freq = 2"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("conf/doorward.cfg:3: freq=[2]: expected each setting once; line 1 has it already");
    }

    @Test
    void changesAreListedWithOldAndNewText() throws SettingsException {
        EngineSettings before = parse("freq = 1", "mode.a = enforce", "mode.b = complain", "commit.k = exit");
        EngineSettings after = parse("freq = 2", "mode.b = enforce", "commit.l = entry");

        assertThat(before.changesTo(after))
                .extracting(EngineSettings.Change::key, EngineSettings.Change::before, EngineSettings.Change::after)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("freq", "1", "2"),
                        org.assertj.core.groups.Tuple.tuple("mode.a", "enforce", "default"),
                        org.assertj.core.groups.Tuple.tuple("mode.b", "complain", "enforce"),
                        org.assertj.core.groups.Tuple.tuple("commit.k", "exit", "default"),
                        org.assertj.core.groups.Tuple.tuple("commit.l", "default", "entry"));
    }

    @Test
    void theSameTimeWrittenInAnotherUnitIsNoChange() throws SettingsException {
        assertThat(parse("backlog_wait_time = 2 s").changesTo(parse("backlog_wait_time = 2000 ms")))
                .isEmpty();
    }
}

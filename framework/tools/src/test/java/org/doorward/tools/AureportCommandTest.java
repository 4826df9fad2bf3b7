package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.doorward.tools.report.AureportCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AureportCommandTest {
    private static final Path CONTRACT = Run.resource("trail-contract.log");
    private static final Path LINUX = Run.resource("trail-linux.log");

    @TempDir
    private Path folder;

    private static Run report(Path trail, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-if", trail.toString()));
        all.addAll(Arrays.asList(arguments));
        return Run.of(AureportCommand.over(() -> Path.of("nowhere")), all);
    }

    private Path trail(String... lines) throws IOException {
        return Files.write(folder.resolve("audit.log"), List.of(lines));
    }

    /** Without the number, the day and the second. */
    private static List<String> rows(Run run) {
        return run.out()
                .lines()
                .filter(line -> line.matches("\\d+\\. .*"))
                .map(line -> line.replaceFirst("^\\d+\\. \\S+ \\S+ ", ""))
                .toList();
    }

    @Test
    void summaryCountsEverything() {
        Run run = report(CONTRACT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("\nSummary Report\n======================\nRange of time in logs: ")
                .contains("Number of changes in configuration: 7\n")
                .contains("Number of commands: 6\n", "Number of files: 32\n", "Number of AVC's: 11\n")
                .contains("Number of failed syscalls: 22\n", "Number of keys: 17\n")
                .endsWith("Number of events: 82\n\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void loginsAreListedByTheAccountThatFailedAndTheUserThatSucceeded() {
        assertThat(rows(report(LINUX, "-l")))
                .containsExactly(
                        "(invalid user) 198.51.100.7 ssh /usr/sbin/sshd no 23",
                        "1001 client.example.org /dev/pts/0 /usr/sbin/sshd yes 29");
    }

    @Test
    void accessDecisionsOfKernelAndProgramsAreListed() {
        assertThat(rows(report(LINUX, "--avc")))
                .containsExactly(
                        "httpd system_u:system_r:httpd_t:s0 2 file read write unconfined_u:object_r:user_home_t:s0 denied 50",
                        "setenforce unconfined_u:unconfined_r:unconfined_t:s0 0 security setsecparam"
                                + " system_u:object_r:security_t:s0 granted 51",
                        "? system_u:system_r:init_t:s0 0 service start"
                                + " system_u:object_r:systemd_unit_file_t:s0 denied 52");
    }

    @Test
    void totalsStandInTheOrderOfTheirFrequency() {
        assertThat(report(LINUX, "-h", "--summary").out().lines().skip(5).toList())
                .isSortedAccordingTo(
                        (one, other) -> Integer.parseInt(other.split(" ")[0]) - Integer.parseInt(one.split(" ")[0]))
                .contains("6  server1", "1  ::ffff:192.0.2.7");
    }

    @Test
    void onlyWhatFailedOrSucceededIsReportedIfAskedFor() {
        assertThat(rows(report(LINUX, "-au", "--failed")))
                .containsExactly(
                        "root 198.51.100.7 ssh /usr/sbin/sshd no 22", "bob server1 pts/0 /usr/sbin/usermod no 43");
        assertThat(rows(report(LINUX, "-au", "--success")))
                .containsExactly("alice client.example.org ssh /usr/sbin/sshd yes 24");
    }

    @Test
    void nothingFoundIsSaidWithExitCodeOne() {
        Run run = report(CONTRACT, "-l");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("<no events of interest were found>\n\n");
    }

    @Test
    void bundlesAreListedWithWhatTheyDid() {
        assertThat(rows(report(CONTRACT, "--bundle")))
                .contains(
                        "org.example.billing file.open yes reports 1000 1012",
                        "org.example.billing file.open no secrets 1000 1015");
        assertThat(report(CONTRACT, "--bundle", "--summary")
                        .out()
                        .lines()
                        .skip(5)
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line).matches("\\d+  org.example.billing"));
    }

    @Test
    void modulesAreListedWithWhatTheyDid() {
        assertThat(rows(report(CONTRACT, "--module")))
                .contains(
                        "secrets denied file.open org.example.billing 1015",
                        "secrets flagged file.open org.example.billing 1015",
                        "secrets would-deny file.open org.example.billing 1016",
                        "secrets SERVICE_START ? doorward 1003");
    }

    @Test
    void deniedCountsWhoWasDeniedWhatByWhichModule() {
        String out = report(CONTRACT, "--denied").out();

        assertThat(out)
                .contains("1  org.example.billing file.open secrets\n")
                .contains("1  odd name file.delete secrets\n")
                .as("complain mode denies nothing")
                .doesNotContain("retention");
        assertThat(report(LINUX, "--denied").out())
                .as("events of Linux have neither bundle nor kind nor module")
                .contains("1  httpd file.read,write ?\n");
    }

    @Test
    void lostRecordsAreListedWithTheirWindowAndSummedUp() throws IOException {
        String lost =
                "type=DAEMON_ERR msg=audit(1750000004.455:%d): op=lost reason=%s lane=lossy count=%d first=%d last=%d"
                        + " bundle=\"%s\" auid=1000 pid=4242 uid=1000 ses=3 subj=doorward:1.0.0 res=failed";
        Path trail = trail(
                String.format(lost, 1186, "backlog", 120, 1066, 1185, "org.example.noisy"),
                String.format(lost, 1300, "rate", 200, 1187, 1299, "org.example.noisy"),
                String.format(lost, 1400, "backlog", 90, 1301, 1399, "org.example.noisy"),
                "type=DAEMON_ERR msg=audit(1750000005.000:1401): op=stall waited_ms=1200 segment=audit.log auid=1000 pid=1 res=failed");

        Run run = report(trail, "--lost");

        assertThat(run.exitCode()).isZero();
        assertThat(rows(run))
                .containsExactly(
                        "backlog lossy 120 1066 1185 org.example.noisy 1186",
                        "rate lossy 200 1187 1299 org.example.noisy 1300",
                        "backlog lossy 90 1301 1399 org.example.noisy 1400");
        assertThat(run.out())
                .endsWith("total  reason lane bundle\n"
                        + "210  backlog lossy org.example.noisy\n200  rate lossy org.example.noisy\n410  all\n");
        assertThat(report(trail, "--lost", "--summary").out())
                .doesNotContain("1066")
                .endsWith("410  all\n");
        assertThat(report(LINUX, "--lost").exitCode()).isEqualTo(1);
    }

    @Test
    void aNameCannotMoveTheCursorOfTheTerminal() throws IOException {
        Path trail = trail("type=USER_LOGIN msg=audit(1750000000.000:1): pid=1 uid=0 auid=1 ses=1 msg='op=login"
                + " acct=1B5B324A exe=\"/x\" hostname=a\u001b[2Jb addr=? terminal=ssh res=failed'");

        assertThat(report(trail, "-l").out())
                .contains("\\033[2J a\\033[2Jb ssh")
                .doesNotContain("\u001b");
        assertThat(report(trail, "-l", "--escape", "raw").out()).contains("\u001b[2J");
    }

    @Test
    void linesThatAreNoRecordsAreCountedOnStandardError() throws IOException {
        Path trail = trail(
                "garbage", "type=USER msg=audit(1750000000.000:1): pid=1 uid=0 auid=1 ses=1 msg='res=success'", "");

        Run run = report(trail, "-e");

        assertThat(rows(run)).containsExactly("1 USER 1 yes");
        assertThat(run.err()).isEqualTo("aureport: [2] lines are no records and were passed over\n");
    }

    @Test
    void theTimesOfEachSegmentAreListedOldestFirst() throws IOException {
        String record = "type=USER msg=audit(%s:1): pid=1 uid=0 auid=1 ses=1 msg='res=success'";
        Files.writeString(folder.resolve("audit.log.1"), String.format(record, "1750000000.500") + "\n");
        trail(String.format(record, "1750000001.000"), String.format(record, "1750000002.001"));

        assertThat(report(folder, "-t").out().lines().skip(3).toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(folder + "/audit.log.1: ")
                                .endsWith(":40.500"),
                        line -> assertThat(line).matches(".*/audit.log: \\S+ \\S+:41\\.000 - \\S+ \\S+:42\\.001"));
    }

    @Test
    void aPartOfAnEventThatTheOriginalTakesAsWholeIsAnEvent() {
        assertThat(rows(report(LINUX, "-e"))).contains("27 LOGIN 1001 yes", "27 SYSCALL 1001 yes");
    }

    @Test
    void inAShellItSaysWhoseCommandItIs() {
        assertThat(report(CONTRACT, "-v").out()).isEqualTo("aureport of Doorward\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-x -f, [2] reports were asked for: only one report can be specified",
        "-t --lost, [2] reports were asked for: only one report can be specified",
        "-t --summary, -t --summary: there are no totals of times",
        "--escape html, '--escape [html]: expected raw, tty, shell or shell_quote'",
        "--failed --success, --failed --success: expected one of them",
        "--bogus, Unknown option: '--bogus'"
    })
    void wrongUsageIsExplained(String arguments, String message) {
        Run run = report(CONTRACT, arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aTrailThatIsNoneIsRefusedByName() throws IOException {
        Path missing = folder.resolve("nowhere");
        Path letter = Files.writeString(folder.resolve("letter"), "Dear all,\n");

        assertThat(report(missing, "-e"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("there is no trail [" + missing + "]"));
        assertThat(report(letter, "-e").err()).contains("[" + letter + "] is no trail: none of its 1 lines begins");
    }
}

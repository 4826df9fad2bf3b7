package org.doorward.osgi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.doorward.control.AuditStatus;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.OperatorControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator changes counts at once, stands in the files, and is recorded once. */
class OperatorSwitchesTest {
    private static final String RULE = "-a always,exit -S file.rename -k moves";
    private static final String OTHER = "-a always,exit -S file.link -k links";

    @TempDir
    Path folder;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(LiveConfiguration.class);

    private ConfiguredEngine engine;
    private OperatorControl operator;

    @BeforeEach
    void start() throws Exception {
        engine = new ConfiguredEngine(folder.resolve("home"), bundles -> {}, () -> {});
        operator = engine.operator();
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private List<String> rules() {
        return engine.core().control().rules();
    }

    private AuditStatus status() {
        return engine.core().control().status();
    }

    private List<String> file() throws IOException {
        return Files.readAllLines(engine.home().rules());
    }

    private List<String> records(String of) throws IOException {
        return engine.records().lines().filter(line -> line.contains(of)).toList();
    }

    private interface Change {
        void run() throws ChangeRefusedException;
    }

    private static void isRefused(Change change, String message) {
        assertThatThrownBy(change::run)
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRuleThatIsAddedStandsInTheFileAndIsRecordedOnce() throws Exception {
        ConfiguredEngine.write(engine.home().rules(), "# of the house\n" + RULE + "\n\n# the end\n");
        engine.configuration().poll();

        operator.changeRules(OTHER);
        engine.configuration().poll();

        assertThat(rules()).containsExactly(RULE, OTHER);
        assertThat(file()).containsExactly("# of the house", RULE, "", "# the end", OTHER);
        assertThat(records("key=\"links\""))
                .singleElement()
                .asString()
                .contains("op=add_rule")
                .contains("res=1");
    }

    @Test
    void rulesAreTakenAwayOneByOneByKeyAndAll() throws Exception {
        operator.changeRules(RULE);
        operator.changeRules(OTHER);
        operator.changeRules("-w /srv/out -p wa -k exports");

        operator.changeRules("-d always,exit -S file.rename -k moves");
        operator.changeRules("-W /srv/out -p wa -k exports");
        assertThat(rules()).containsExactly(OTHER);
        operator.changeRules(RULE);
        operator.changeRules("-D -k moves");
        assertThat(rules()).containsExactly(OTHER);
        operator.changeRules("-D");

        assertThat(rules()).isEmpty();
        assertThat(file()).isEmpty();
        assertThat(records("op=remove_rule")).hasSize(4).allMatch(line -> line.contains("res=1"));
    }

    @Test
    void whatCannotBeDoneIsRefusedInTheWordsOfTheOriginalAndRecordedWithWhy() throws Exception {
        operator.changeRules(RULE);

        isRefused(() -> operator.changeRules(RULE), "Error sending add rule data request (Rule exists)");
        isRefused(
                () -> operator.changeRules("-d always,exit -S file.link"),
                "Error sending delete rule data request (No such file or directory)");
        isRefused(() -> operator.changeRules("-a always,exit -F bogus=1"), "-F unknown field: [bogus]");
        isRefused(() -> operator.changeRules("-e 1"), "expected a change of rules");

        assertThat(rules()).containsExactly(RULE);
        assertThat(records("res=0"))
                .hasSize(4)
                .anyMatch(line -> line.contains("op=add_rule") && line.contains("reason=exists"))
                .anyMatch(line -> line.contains("op=remove_rule") && line.contains("reason=missing"))
                .anyMatch(line -> line.contains("reason=invalid"));
    }

    @Test
    void aFileThatSomebodyHasSpoiltIsNotWrittenOver() throws Exception {
        operator.changeRules(RULE);
        ConfiguredEngine.write(engine.home().rules(), RULE + "\n-a always,bogus\n");

        isRefused(() -> operator.changeRules(OTHER), "audit.rules:2:4: Append rule - bad keyword [bogus]");

        assertThat(rules()).containsExactly(RULE);
        assertThat(file()).containsExactly(RULE, "-a always,bogus");
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheRulesAsTheyWere() throws Exception {
        Files.createDirectories(
                engine.home().rules().resolveSibling(".audit.rules.new").resolve("in the way"));

        isRefused(() -> operator.changeRules(RULE), "audit.rules cannot be written");

        assertThat(rules()).isEmpty();
        assertThat(records("res=0")).singleElement().asString().contains("reason=disk");
    }

    @Test
    void theModeOfTheFileIsKept() throws Exception {
        Files.setPosixFilePermissions(engine.home().rules(), PosixFilePermissions.fromString("r--r-----"));

        operator.changeRules(RULE);

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(engine.home().rules())))
                .isEqualTo("r--r-----");
    }

    @Test
    void aFileThatWasDeletedIsWrittenAnewWithTheRulesInForceForTheOwnerAlone() throws Exception {
        operator.changeRules(RULE);
        Files.delete(engine.home().rules());

        operator.changeRules(OTHER);

        assertThat(file()).containsExactly(RULE, OTHER);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(engine.home().rules())))
                .isEqualTo("rw-------");
    }

    @Test
    void changesByTwoOperatorsAndInTheFileAreAllThere() throws Exception {
        int each = 40;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> running = new ArrayList<>();
        for (String who : List.of("one", "two")) {
            running.add(threads.submit(() -> {
                go.await();
                for (int i = 0; i < each; i++) {
                    operator.changeRules("-a always,exit -S file.link -k " + who + i);
                }
                return null;
            }));
        }
        running.add(threads.submit(() -> {
            go.await();
            for (int i = 0; i < each; i++) {
                engine.configuration().poll();
            }
            return null;
        }));
        go.countDown();
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        List<String> lines = new ArrayList<>(file());
        lines.add(RULE);
        ConfiguredEngine.write(engine.home().rules(), String.join("\n", lines));
        operator.changeRules(OTHER); // before anybody has looked at the file

        assertThat(rules()).hasSize(2 * each + 2).contains(RULE, OTHER).isEqualTo(file());
        assertThat(records("op=add_rule")).hasSize(2 * each + 2);
    }

    @Test
    void aFileIsCarriedOutWithItsSettingsInOneStep() throws Exception {
        ConfiguredEngine.write(engine.home().rules(), "# of the house\n" + RULE + "\n");
        engine.configuration().poll();

        operator.load(
                "new.rules",
                List.of("-D", "-b 100", "-f 2", "", "# moves", OTHER, "-A never,exit -S unlink", "-r 0", "-e 0"));

        assertThat(rules()).containsExactly("-a never,exit -S file.delete", OTHER);
        assertThat(file()).containsExactly("# of the house", "-A never,exit -S unlink", OTHER);
        assertThat(status().backlogLimit()).isEqualTo(100);
        assertThat(status().failureMode()).isEqualTo(FailureMode.DENY);
        assertThat(status().enabled()).isEqualTo(Enabled.OFF);
        assertThat(Files.readString(engine.home().settings()))
                .contains("backlog_limit = 100", "failure_mode = deny", "rate_limit = 0");
        assertThat(records("audit_backlog_limit=100 old=8192 ")).hasSize(1);
        assertThat(records("audit_rate_limit=0 old=0 ")).hasSize(1);
        assertThat(records("key=\"links\"")).hasSize(1);
        engine.configuration().poll();
        assertThat(rules()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-a always,exit -F bogus=1|new.rules:7:19: -F unknown field: [bogus]|invalid",
                "-a always,exit -S file.rename -k moves|Error sending add rule data request (Rule exists)|exists",
                "-d always,exit -S mkdir|Error sending delete rule data request (No such file or directory)|missing",
                "-b 99999999999|backlog_limit=[99999999999]: expected a whole number|invalid",
                "-b x|Backlog must be a numeric value was x|invalid",
                "-e 3|Enable must be 0, 1, or 2 was 3|invalid",
                "-m text|option [-m] is invalid|invalid"
            })
    void aFileWithAnErrorInLine7LoadsNothingAndNamesIt(String line, String message, String reason) throws Exception {
        operator.changeRules(RULE);

        isRefused(
                () -> operator.load(
                        "new.rules", List.of(OTHER, "-b 100", "", "# four", "-D -k none", "-e 0", line, "-r 9")),
                "There was an error in line 7 of new.rules");
        isRefused(() -> operator.load("new.rules", List.of("", "", "", "", "", "", line)), message);

        assertThat(rules()).containsExactly(RULE).isEqualTo(file());
        assertThat(status().backlogLimit()).isEqualTo(8192);
        assertThat(status().rateLimit()).isZero();
        assertThat(status().enabled()).isEqualTo(Enabled.ON);
        assertThat(Files.readString(engine.home().settings())).isEmpty();
        assertThat(records("reason=" + reason + " res=0")).hasSize(2);
        assertThat(records("res=1")).hasSize(1);
    }

    @Test
    void aFileOfWhichTheRulesCannotBeWrittenLeavesTheSettingsAsTheyWere() throws Exception {
        ConfiguredEngine.write(engine.home().settings(), "rate_limit = 7\n");
        engine.configuration().poll();
        Files.createDirectories(
                engine.home().rules().resolveSibling(".audit.rules.new").resolve("in the way"));

        isRefused(() -> operator.load("new.rules", List.of("-b 100", RULE)), "cannot be written");

        assertThat(Files.readString(engine.home().settings())).isEqualTo("rate_limit = 7\n");
        assertThat(status().backlogLimit()).isEqualTo(8192);
        assertThat(records("reason=disk res=0")).hasSize(1);
    }

    @Test
    void aFileMayLockAtItsEndAndNothingIsLoadedBehindALock() throws Exception {
        isRefused(() -> operator.load("new.rules", List.of("-e 2", RULE)), "line 1 locks the rules; put -e 2 last");
        assertThat(rules()).isEmpty();

        operator.load("new.rules", List.of(RULE, "-e 2"));

        assertThat(rules()).containsExactly(RULE);
        assertThat(status().lockedBy()).isEqualTo("auditctl -R new.rules");
        isRefused(
                () -> operator.load("new.rules", List.of(OTHER)),
                "immutable mode, no rule changes allowed: locked by auditctl -R new.rules");
        assertThat(records("reason=locked res=0"))
                .singleElement()
                .asString()
                .contains("info=" + HexFormat.of().withUpperCase().formatHex("-R new.rules".getBytes(US_ASCII)));
    }

    /** Each rule by itself would be read and synced anew: this is a test that such a file ends at all. */
    @Test
    void aFileOfAHundredThousandRulesIsOneChange() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            lines.add("-a never,exit -F path=/srv/" + i);
        }

        operator.load("new.rules", lines);

        assertThat(rules()).isEqualTo(lines);
    }

    @Test
    void aSettingIsChangedInItsLineAndRecordedWithOldAndNew() throws Exception {
        ConfiguredEngine.write(
                engine.home().settings(), "# mine\nrate_limit = 7\n# backlog_limit = 8192\n# failure_mode = log\n");
        engine.configuration().poll();

        operator.setRateLimit(70);
        operator.setBacklogLimit(100);
        operator.setBacklogWaitTimeMillis(1500);
        operator.setFailureMode(FailureMode.DENY);
        engine.configuration().poll();

        assertThat(Files.readAllLines(engine.home().settings()))
                .containsExactly(
                        "# mine",
                        "rate_limit = 70",
                        "# backlog_limit = 8192",
                        "backlog_limit = 100",
                        "# failure_mode = log",
                        "failure_mode = deny",
                        "backlog_wait_time = 1500 ms");
        assertThat(status().rateLimit()).isEqualTo(70);
        assertThat(status().backlogLimit()).isEqualTo(100);
        assertThat(status().backlogWaitTimeMillis()).isEqualTo(1500);
        assertThat(status().failureMode()).isEqualTo(FailureMode.DENY);
        assertThat(records("audit_rate_limit=70 old=7 ")).hasSize(1);
        assertThat(records("audit_backlog_limit=100 old=8192 ")).hasSize(1);
        assertThat(records("audit_backlog_wait_time=1500 old=15000 ")).hasSize(1);
        assertThat(records("audit_failure=2 old=1 ")).hasSize(1);
    }

    @Test
    void aValueOutOfRangeLeavesTheOldInForceAndInTheFile() throws Exception {
        isRefused(() -> operator.setBacklogLimit(-1), "backlog_limit=[-1]: expected a whole number");

        assertThat(Files.readString(engine.home().settings())).isEmpty();
        assertThat(records("audit_backlog_limit=-1 old=8192"))
                .singleElement()
                .asString()
                .contains("reason=invalid res=0");
    }

    @Test
    void aLockHoldsAgainstCommandsAndFiles() throws Exception {
        operator.changeRules(RULE);

        operator.setEnabled(Enabled.LOCKED);
        isRefused(
                () -> operator.changeRules(OTHER), "immutable mode, no rule changes allowed: locked by auditctl -e 2");
        isRefused(() -> operator.setRateLimit(7), "immutable mode");
        isRefused(() -> operator.setEnabled(Enabled.OFF), "immutable mode");
        ConfiguredEngine.write(engine.home().rules(), OTHER + "\n");
        ConfiguredEngine.write(
                engine.home().settings(), "rate_limit = 9\nunattributed = pass\nmode.secrets = complain\n");
        engine.configuration().poll();
        engine.configuration().poll();

        assertThat(rules()).containsExactly(RULE);
        assertThat(status().rateLimit()).isZero();
        assertThat(status().enabled()).isEqualTo(Enabled.LOCKED);
        assertThat(status().lockedBy()).isEqualTo("auditctl -e 2");
        assertThat(records("res=1")).hasSize(2);
        assertThat(records("reason=locked res=0"))
                .hasSize(6)
                .anyMatch(line -> line.contains("op=set audit_enabled=0 old=2"))
                .anyMatch(line -> line.contains("op=set audit_rate_limit=7 old=0"))
                .anyMatch(line -> line.contains("op=set audit_rate_limit=9 old=0"))
                .anyMatch(line -> line.contains("op=remove_rule key=\"moves\""))
                .anyMatch(line -> line.contains("op=add_rule key=\"links\""));
        assertThat(records("res=failed"))
                .hasSize(2)
                .anyMatch(line -> line.contains("setting=\"mode.secrets\""))
                .anyMatch(line -> line.contains("setting=\"unattributed\""));
        assertThat(log.errors()).hasSize(2).allMatch(line -> line.contains("locked by auditctl -e 2"));
    }

    @Test
    void aLockInTheFileCountsWhenTheStartIsOver() throws Exception {
        ConfiguredEngine.write(engine.home().rules(), RULE + "\n-e 2\n");
        engine.configuration().poll();
        assertThat(status().enabled()).isEqualTo(Enabled.ON);

        engine.configuration().started();

        assertThat(status().lockedBy()).isEqualTo(engine.home().rules() + ":2");
        isRefused(
                () -> operator.changeRules(OTHER), "locked by " + engine.home().rules() + ":2");
    }

    @Test
    void recordingIsTurnedOffAndOnAndTheFileIsObeyedWhenItSaysSomethingElse() throws Exception {
        engine.configuration().started();
        operator.setEnabled(Enabled.OFF);
        operator.changeRules(RULE);
        assertThat(status().enabled()).isEqualTo(Enabled.OFF);

        ConfiguredEngine.write(engine.home().rules(), RULE + "\n-e 1\n");
        engine.configuration().poll();

        assertThat(status().enabled()).isEqualTo(Enabled.ON);
        assertThat(records("audit_enabled=0 old=1")).hasSize(1);
        assertThat(records("audit_enabled=1 old=0")).hasSize(1);
    }

    @Test
    void aMessageIsARecordWithItsTextAsUntrusted() throws Exception {
        operator.message("res=success \n type=USER");

        assertThat(records("type=USER "))
                .singleElement()
                .asString()
                .contains("op=message info=7265733D73756363657373200A20747970653D55534552 ");
    }

    /** Lines of the trail have at most 8,969 bytes; a record that was longer would be read as two. */
    @Test
    void aMessageOfAnyLengthIsOneRecord() throws Exception {
        operator.message("long " + "\u00e4".repeat(60_000));

        assertThat(records("type=USER ")).singleElement().asString().hasSizeLessThanOrEqualTo(8969);
        assertThat(engine.records().lines()).allMatch(line -> line.startsWith("type="));
    }

    @Test
    void aRuleOfAnyLengthIsOneRecord() throws Exception {
        operator.changeRules("-w /srv/" + "x".repeat(20_000) + " -k long");

        assertThat(records("op=add_rule")).singleElement().asString().hasSizeLessThanOrEqualTo(8969);
        assertThat(rules()).singleElement().asString().hasSizeGreaterThan(20_000);
    }
}

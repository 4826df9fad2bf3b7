package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.doorward.control.AuditControl;
import org.doorward.core.Core;
import org.doorward.event.Commit;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.module.Kind;
import org.doorward.transport.Flush;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Over a real core, transport and trail; files count at first sight here. */
class LiveConfigurationTest {
    private static final String RULE = "-a always,exit -S file.rename -k moves";

    @TempDir
    Path folder;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(LiveConfiguration.class);

    private final AtomicInteger changes = new AtomicInteger();
    private ConfiguredEngine engine;
    private EngineHome home;
    private Core core;
    private final AtomicReference<List<BundleMatch>> transparent = new AtomicReference<>();
    private LiveConfiguration configuration;

    @BeforeEach
    void anEngineWithDefaults() throws Exception {
        engine = new ConfiguredEngine(folder.resolve("home"), transparent::set, changes::incrementAndGet);
        home = engine.home();
        core = engine.core();
        configuration = engine.configuration();
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private static void write(Path file, String text) throws IOException {
        ConfiguredEngine.write(file, text);
    }

    private AuditControl control() {
        return core.control();
    }

    /** What was recorded so far. */
    private String records() throws IOException {
        return engine.records();
    }

    /** The first that matches counts: the order is part of what is in force. */
    @Test
    void aRuleThatMovesInTheFileIsRecordedAsGoneAndCome() throws Exception {
        write(home.rules(), "-a never,exit -k one\n-a always,exit -k two\n-a always,exit -k three\n");
        configuration.poll();
        write(home.rules(), "-a always,exit -k two\n-a always,exit -k three\n-a never,exit -k one\n");
        configuration.poll();

        assertThat(records().lines().filter(line -> line.contains("key=\"one\"")))
                .hasSize(3)
                .element(1)
                .asString()
                .contains("op=remove_rule");
        assertThat(records().lines().filter(line -> line.contains("op="))).hasSize(5);
    }

    @Test
    void aLiveSettingCountsAndIsRecordedWithItsOldValue() throws Exception {
        write(home.settings(), "rate_limit = 70\n");

        configuration.poll();

        assertThat(control().status().rateLimit()).isEqualTo(70);
        assertThat(records()).containsPattern("CONFIG_CHANGE .* op=set audit_rate_limit=70 old=0 .* res=1");
        assertThat(changes).hasValue(2);
    }

    @Test
    void theThresholdOfStormsIsALiveSetting() throws Exception {
        write(home.settings(), "denial_storm = 5\n");

        configuration.poll();

        assertThat(stacklessOf(100)).isPositive();
        write(home.settings(), "denial_storm = 0\n");
        configuration.poll();
        assertThat(stacklessOf(100)).isZero();
        assertThat(records()).containsPattern("USYS_CONFIG .*setting=\"denial_storm\" old=\"5\" new=\"0\"");
    }

    /** How many of these denials have no stack. The kind is refused: a required module is missing. */
    private long stacklessOf(int denials) {
        core.setRequiredModules(Set.of("missing"));
        OperationGuard guard = core.guard(new BundleSubject("org.example.noisy", "1.0.0", "", Optional.empty(), false));
        return Stream.generate(() -> catchThrowableOfType(
                        OperationDeniedException.class, () -> guard.file(Kind.FILE_OPEN, "/a", path -> "opened")))
                .limit(denials)
                .filter(OperationDeniedException::isStackless)
                .count();
    }

    @Test
    void aWrongSettingsFileLeavesTheOldInForce() throws Exception {
        write(home.settings(), "rate_limit = 70\n");
        configuration.poll();
        write(home.settings(), "rate_limit = 80\ncommit = perhaps\n");

        configuration.poll();

        assertThat(control().status().rateLimit()).isEqualTo(70);
        assertThat(log.errors())
                .containsExactly(home.settings()
                        + ":2: commit=[perhaps]: expected one of none, exit, entry; the settings before stay in force");
        assertThat(records()).containsPattern("USYS_CONFIG .*op=set-config .* res=failed'");
    }

    @Test
    void aCommitOfAKeyIsLiveAndRecorded() throws Exception {
        write(home.rules(), RULE + "\n");
        write(home.settings(), "commit.moves = entry\n");

        configuration.poll();
        core.guard(new BundleSubject("org.example.app", "1.0.0", "", Optional.empty(), false))
                .<Object, RuntimeException>file(Kind.FILE_RENAME, "/a", "/b", (from, to) -> null);

        assertThat(records())
                .containsPattern("USYS_CONFIG .*setting=\"commit.moves\" old=\"default\" new=\"entry\"")
                .containsPattern("MAC_CHECK .*op=enter kind=file.rename .*flag=\"moves\"");
    }

    @Test
    void anEntryThatARuleCannotHaveIsRefusedInEitherFile() throws Exception {
        String rule = "-a always,exit -F success=0 -k failures";
        write(home.rules(), rule + "\n");
        configuration.poll();
        write(home.settings(), "commit.failures = entry\n");
        configuration.poll();
        assertThat(log.errors())
                .containsExactly(home.settings() + ": an entry is asked for of what the rule [" + rule + "] of "
                        + home.rules() + " selects, but the outcome that the rule tests is known only at the exit;"
                        + " write -F commit=exit into the rule; the settings before stay in force");

        write(home.rules(), "");
        write(home.settings(), "commit = entry\n");
        configuration.poll();
        write(home.rules(), "\n" + rule + "\n");
        configuration.poll();

        assertThat(control().rules()).isEmpty();
        assertThat(log.errors())
                .last()
                .isEqualTo(home.rules() + ":2: [" + rule + "]: " + home.settings() + " asks for an entry of what it"
                        + " selects, but the outcome that the rule tests is known only at the exit; write -F commit=exit"
                        + " into the rule; the rules before stay in force");
        assertThat(records()).containsPattern("CONFIG_CHANGE .* op=add_rule .* res=0");
    }

    @Test
    void bothFilesChangedAtOnceCountWhateverTheirOrder() throws Exception {
        String rule = "-a always,exit -F success=0 -k failures";
        write(home.rules(), rule + "\n");
        configuration.poll();

        write(home.settings(), "commit = entry\n");
        write(home.rules(), RULE + "\n");
        configuration.poll();
        assertThat(control().rules()).containsExactly(RULE);
        assertThat(configuration.settings().commit()).isEqualTo(Commit.ENTRY);

        write(home.rules(), rule + "\n");
        configuration.poll();
        assertThat(control().rules()).as("refused").containsExactly(RULE);
        write(home.settings(), "commit = exit\n");
        configuration.poll();
        assertThat(control().rules()).containsExactly(rule);
    }

    @Test
    void flushAndFreqAreLive() throws Exception {
        write(home.settings(), "flush = data\nfreq = 7\n");

        configuration.poll();

        assertThat(log.warnings()).isEmpty();
        assertThat(records()).contains("setting=\"flush\" old=\"incremental\" new=\"data\"", "setting=\"freq\"");
        assertThat(engine.transport().flush()).isEqualTo(Flush.DATA);
        assertThat(engine.transport().freq()).isEqualTo(7);
    }

    @Test
    void aWrongRulesFileLeavesTheOldInForce() throws Exception {
        write(home.rules(), RULE + "\n");
        configuration.poll();
        write(home.rules(), "# none\n-a sometimes,exit -k x\n");

        configuration.poll();

        assertThat(control().rules()).containsExactly(RULE);
        assertThat(log.errors()).singleElement().asString().contains(home.rules() + ":2:", "sometimes");
        assertThat(records()).containsPattern("CONFIG_CHANGE .* op=add_rule .* res=0");
    }

    @Test
    void aWrongFileIsReportedOnce() throws Exception {
        write(home.settings(), "colour = blue\n");

        configuration.poll();
        configuration.poll();
        configuration.poll();

        assertThat(log.errors()).hasSize(1);
    }

    @Test
    void aSettingThatNeedsAStartIsSaidToWait() throws Exception {
        write(home.settings(), "hook_timeout = 7s\n");

        configuration.poll();

        assertThat(log.warnings())
                .containsExactly("setting hook_timeout=[7s], before [10 s]: takes effect at the next start");
        assertThat(records()).contains("setting=\"hook_timeout\" old=");
    }

    @Test
    void limitsOfTheDiskCountAtOnce() throws Exception {
        write(home.settings(), "space_left = 99%\nspace_left_action = ignore\n");

        configuration.poll();

        await().until(() -> records().contains("op=space-left"));
        assertThat(records())
                .contains("setting=\"space_left\" old=\"75\" new=\"99%\"")
                .contains("reaction=ignore");
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void impossibleLimitsOfTheDiskLeaveTheOldInForceAndSayTheRange() throws Exception {
        write(home.settings(), "space_left = 10\nadmin_space_left = 20\n");

        configuration.poll();

        assertThat(configuration.settings().changesTo(EngineSettings.defaults()))
                .isEmpty();
        assertThat(log.errors())
                .containsExactly(
                        home.settings()
                                + ": admin_space_left=[20]: expected less than space_left=[10], or 0; the settings before stay in force");
        assertThat(records()).contains("op=set-config").contains("res=failed");
    }

    @Test
    void aDeletedFileLeavesTheOldInForce() throws Exception {
        write(home.rules(), RULE + "\n");
        configuration.poll();
        Files.delete(home.rules());

        configuration.poll();
        configuration.poll();

        assertThat(control().rules()).containsExactly(RULE);
        assertThat(log.warnings())
                .containsExactly("[" + home.rules() + "] is missing: what it said before stays in force; empty the file"
                        + " instead");
    }

    @Test
    void rulesThatGoAreRecordedAndNotThoseThatStay() throws Exception {
        write(home.rules(), RULE + "\n-a always,exit -S file.link -k links\n");
        configuration.poll();
        write(home.rules(), RULE + "\n");

        configuration.poll();

        assertThat(control().rules()).containsExactly(RULE);
        assertThat(records().lines().filter(line -> line.contains("op=remove_rule")))
                .singleElement()
                .asString()
                .contains("key=\"links\"");
    }
}

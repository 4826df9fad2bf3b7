package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.core.DeployedModule;
import org.doorward.module.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Modes count at once, stand in the file, and are recorded once. */
class ModuleSwitchesTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(LiveConfiguration.class);

    private final List<Path> refused = new ArrayList<>();
    private ConfiguredEngine engine;
    private ModuleControl switches;

    @BeforeEach
    void start() throws Exception {
        engine = new ConfiguredEngine(folder.resolve("home"), bundles -> {}, () -> {});
        switches = new ModuleSwitches(engine.core(), engine.configuration(), null, null, refused::add);
        engine.core()
                .publish(List.of(new DeployedModule(
                        "secrets",
                        "1.0.0",
                        List.of("file.*"),
                        0,
                        (operation, audit) -> Decision.PASS,
                        "secrets.bundle:1.0.0",
                        "",
                        null)));
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private Mode mode() {
        return engine.core().control().modules().get(0).mode();
    }

    private List<String> file() throws IOException {
        return Files.readAllLines(engine.home().settings());
    }

    private List<String> records() throws IOException {
        return engine.records()
                .lines()
                .filter(line -> line.startsWith("type=USER_MAC_CONFIG_CHANGE"))
                .toList();
    }

    @Test
    void aModeThatIsSetStandsInTheFileAndIsRecordedOnce() throws Exception {
        ConfiguredEngine.write(engine.home().settings(), "# modes\nmode.secrets = enforce\n# the end\n");
        engine.configuration().poll();

        switches.setMode("secrets", Mode.COMPLAIN);
        engine.configuration().poll();

        assertThat(mode()).isEqualTo(Mode.COMPLAIN);
        assertThat(file()).containsExactly("# modes", "mode.secrets = complain", "# the end");
        assertThat(records())
                .singleElement()
                .asString()
                .contains("op=set-mode module=\"secrets\" old=enforce new=complain", "res=success");
    }

    @Test
    void theGlobalModeIsSetForAllAndGivenBack() throws Exception {
        switches.setGlobalMode(Mode.COMPLAIN);
        assertThat(mode()).isEqualTo(Mode.COMPLAIN);
        assertThat(file()).containsExactly("global_mode = complain");

        switches.setGlobalMode(Mode.ENFORCE);

        assertThat(mode()).isEqualTo(Mode.ENFORCE);
        assertThat(file()).containsExactly("global_mode = enforce");
        assertThat(records()).hasSize(2).allMatch(line -> line.contains("module=\"*\""));
    }

    @Test
    void whatIsNoModuleIsRefusedAndNotWritten() throws Exception {
        assertThatThrownBy(() -> switches.setMode("secret", Mode.COMPLAIN))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("[secret]: expected the name of a module");

        assertThat(file()).isEmpty();
    }

    @Test
    void onceLockedEveryChangeIsRefusedAndRecorded() throws Exception {
        engine.core().setEnabled(Enabled.LOCKED, "auditctl -e 2");

        isLocked(() -> switches.setGlobalMode(Mode.COMPLAIN));
        isLocked(() -> switches.setMode("secrets", Mode.COMPLAIN));
        isLocked(() -> switches.install(Path.of("/x/secrets.jar")));
        isLocked(() -> switches.remove("secrets"));
        isLocked(() -> switches.disable("secrets"));
        isLocked(() -> switches.enable("secrets"));

        assertThat(mode()).isEqualTo(Mode.ENFORCE);
        assertThat(file()).isEmpty();
        assertThat(records()).hasSize(2).allMatch(line -> line.contains("res=failed"));
        assertThat(refused).hasSize(4);
    }

    private interface Change {
        void run() throws ChangeRefusedException;
    }

    private static void isLocked(Change change) {
        assertThatThrownBy(change::run)
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("locked by auditctl -e 2");
    }
}

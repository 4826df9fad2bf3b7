package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.doorward.control.AuditReady;
import org.doorward.osgi.testbundle.ModuleActivator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    @TempDir
    Path folder;

    private EngineHome home;
    private EngineOptions options;

    @BeforeEach
    void prepare() throws Exception {
        home = new EngineHome(folder.resolve("home"));
        home.create(folder.resolve("none"));
        options = new EngineOptions(Files.createDirectory(folder.resolve("bundle")), Optional.empty(), "1.0.0");
    }

    private void settings(String text) throws Exception {
        Path part = Files.writeString(home.settings().resolveSibling(".part"), text);
        Files.move(part, home.settings(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aWrongSettingKeepsTheFrameworkFromStartingWithoutAnEngine() throws Exception {
        settings("commit = perhaps\n");

        assertThatThrownBy(() -> Engine.start(home, options))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(home.settings() + ":1: commit=[perhaps]: expected one of none, exit, entry");
    }

    @Test
    void aSecondEngineOnOneTrailIsRefused() throws Exception {
        try (Engine first = Engine.start(home, options)) {
            assertThatThrownBy(() -> Engine.start(home, options))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageStartingWith("trail [" + home.trail() + "] cannot be written: ");
            assertThat(first.context().getBundle().getState()).isEqualTo(org.osgi.framework.Bundle.ACTIVE);
        }
    }

    @Test
    void readinessFollowsTheModulesThatARunningConfigurationRequires() throws Exception {
        try (Engine engine = Engine.start(home, options)) {
            assertThat(engine.context().getServiceReference(AuditReady.class)).isNotNull();

            settings("required_modules = secrets\n");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> engine.context().getServiceReference(AuditReady.class) == null);

            TestJar.bundle("secrets.bundle", "1.0.0")
                    .activator(ModuleActivator.class)
                    .header("Test-Module", "secrets")
                    .header("Test-Hooks", "file.*")
                    .writeTo(home.deployFolder().resolve("secrets.jar"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> engine.context().getServiceReference(AuditReady.class) != null);
        }
    }
}

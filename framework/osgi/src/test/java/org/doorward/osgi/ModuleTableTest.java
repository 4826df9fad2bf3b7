package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.doorward.osgi.testbundle.ModuleActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

class ModuleTableTest {
    private static final SecurityModule PASS = (operation, audit) -> Decision.PASS;

    @RegisterExtension
    final TestFramework framework = new TestFramework();

    private final RecordingObserver observer = new RecordingObserver();
    private ModuleTable modules;

    @BeforeEach
    void open() {
        modules = new ModuleTable(framework.context(), Subjects.of(new Installer(framework.context())), observer);
        modules.open();
    }

    @AfterEach
    void close() {
        modules.close();
    }

    private Bundle installed(String version, String module, String hooks) throws BundleException {
        TestJar jar = TestJar.bundle("bundle." + module, version)
                .activator(ModuleActivator.class)
                .header("Test-Module", module)
                .header("Test-Hooks", hooks);
        return framework
                .context()
                .installBundle("test:" + module + version + hooks, new ByteArrayInputStream(jar.bytes()));
    }

    private static Dictionary<String, Object> declaration(String name, int ranking, String... hooks) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, name);
        properties.put(SecurityModule.HOOKS, hooks);
        properties.put(Constants.SERVICE_RANKING, ranking);
        return properties;
    }

    private ServiceRegistration<SecurityModule> register(String name, int ranking, String... hooks) {
        return framework.context().registerService(SecurityModule.class, PASS, declaration(name, ranking, hooks));
    }

    @Test
    void anUpdateIsPublishedInOneStep() throws Exception {
        Bundle old = installed("1.0.0", "secrets", "file.*");
        old.start();
        Bundle next = installed("1.1.0", "secrets", "file.*");
        modules.beginUpdate(old, next);
        next.start();
        assertThat(observer.published).as("the new version is held back").containsExactly("secrets 1.0.0");

        assertThat(modules.awaitUpdate(old, next, Duration.ZERO)).isEmpty();
        modules.completeUpdate(old, next);
        old.stop();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.1.0");
        assertThat(observer.refused).isEmpty();
    }

    @Test
    void anUpdateThatIsAbandonedNeverTakesPart() throws Exception {
        Bundle old = installed("1.0.0", "secrets", "file.*");
        old.start();
        Bundle next = installed("1.1.0", "secrets", "file.*");
        modules.beginUpdate(old, next);
        next.start();

        modules.abandonUpdate(next);
        old.stop();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "");
    }

    @Test
    void anUpdateThatLacksAModuleSaysWhichOne() throws Exception {
        Bundle old = installed("1.0.0", "secrets", "file.*");
        old.start();
        Bundle next = installed("1.1.0", "other", "file.*");
        modules.beginUpdate(old, next);
        next.start();

        assertThat(modules.awaitUpdate(old, next, Duration.ofMillis(1))).containsExactly("secrets");
    }

    @Test
    void aNameThatAnotherBundleHasIsRefused() throws Exception {
        Bundle first = installed("1.0.0", "secrets", "file.*");
        first.start();

        register("secrets", 100, "file.open");

        assertThat(observer.last()).isEqualTo("secrets 1.0.0");
        assertThat(observer.refused)
                .containsExactly(
                        "bundle [org.apache.felix.framework:7.0.5]: service property doorward.module.name=[secrets]:"
                                + " expected a name that no other module has; bundle [bundle.secrets:1.0.0] has it: the module takes"
                                + " part when that one is gone");

        first.stop();

        assertThat(observer.last()).isEqualTo("secrets 7.0.5");
    }

    @Test
    void aModuleThatCannotBePublishedLeavesTheOthersInForce() throws Exception {
        installed("1.0.0", "secrets", "file.*").start();

        installed("1.0.0", "birds", "file.fly").start();
        register("later", 0, "file.open");

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.0.0, later 7.0.5");
        assertThat(observer.refused).containsExactly("module [birds]: hook [file.fly]: no such kind");
        assertThat(modules.names()).containsExactly("later", "secrets");
    }

    @Test
    void aSlipInItsPropertiesDoesNotTakeAModuleAway() {
        ServiceRegistration<SecurityModule> registration = register("secrets", 0, "file.open");

        registration.setProperties(declaration("secrets", 0, "file.fly"));

        assertThat(modules.names()).containsExactly("secrets");
        assertThat(observer.published).containsExactly("secrets 7.0.5");
        assertThat(observer.refused).hasSize(1);
    }

    @Test
    void modulesAreAskedByRankingAndOfEqualOnesTheFirstRegistered() {
        register("first", 0, "file.open");
        register("second", 0, "file.open");
        ServiceRegistration<SecurityModule> above = register("above", 7, "file.open");
        assertThat(observer.last()).isEqualTo("above 7.0.5, first 7.0.5, second 7.0.5");

        above.setProperties(declaration("above", -1, "file.open"));

        assertThat(observer.last()).isEqualTo("first 7.0.5, second 7.0.5, above 7.0.5");
    }
}

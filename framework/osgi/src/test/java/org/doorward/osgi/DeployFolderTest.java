package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.control.ChangeRefusedException;
import org.doorward.osgi.testbundle.FailingActivator;
import org.doorward.osgi.testbundle.ModuleActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After each command the folder says what runs. */
class DeployFolderTest {
    @RegisterExtension
    final TestFramework framework = new TestFramework();

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Deployer.class);

    private Path folder;
    private Path elsewhere;
    private Installer installer;
    private ModuleTable modules;
    private PolicyBundles policies;
    private FolderWatcher watcher;
    private Deployer deployer;
    private DeployFolder deploy;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(framework.folder().resolve("deploy"));
        elsewhere = Files.createDirectory(framework.folder().resolve("elsewhere"));
        installer = new Installer(framework.context());
        modules = new ModuleTable(framework.context(), Subjects.of(installer), new RecordingObserver());
        modules.open();
        Duration timeout = Duration.ofMillis(300);
        policies = new PolicyBundles(rules -> {}, (policy, version, rules, sha256, old, done) -> {});
        deployer = new Deployer(folder, installer, modules, policies, () -> timeout, Duration.ZERO);
        deploy = new DeployFolder(folder, deployer, modules, policies, installer, () -> timeout);
        watcher = new FolderWatcher("deploy", folder, Duration.ofMillis(20), deployer::poll);
        watcher.start();
    }

    @AfterEach
    void stop() {
        watcher.close();
        modules.close();
    }

    private static TestJar module(String version) {
        return TestJar.bundle("secrets.bundle", version)
                .activator(ModuleActivator.class)
                .header("Test-Module", "secrets")
                .header("Test-Hooks", "file.*");
    }

    private Path jar(String name, TestJar content) throws IOException {
        return Files.write(elsewhere.resolve(name), content.bytes());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
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
    void aJarIsInstalledDisabledEnabledUpdatedAndRemoved() throws Exception {
        assertThat(deploy.install(jar("secrets.jar", module("1.0.0")))).containsExactly("secrets");
        assertThat(files()).containsExactly("secrets.jar");

        assertThat(deploy.disable("secrets")).containsExactly("secrets");
        assertThat(files()).containsExactly("secrets.jar.disabled=secrets");
        assertThat(deploy.disabled()).containsExactly("secrets");
        assertThat(framework.bundles("secrets.bundle")).isEmpty();

        assertThat(deploy.enable("secrets")).containsExactly("secrets");
        assertThat(deploy.disabled()).isEmpty();
        assertThat(files()).containsExactly("secrets.jar");
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");

        assertThat(deploy.install(jar("secrets.jar", module("1.1.0")))).containsExactly("secrets");
        await().untilAsserted(
                        () -> // the old one goes when the new one decides
                        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.1.0 active"));

        assertThat(deploy.remove("secrets")).containsExactly("secrets");
        assertThat(files()).isEmpty();
        assertThat(framework.bundles("secrets.bundle")).isEmpty();
    }

    @Test
    void aPolicyIsInstalledDisabledEnabledAndRemovedByItsName() throws Exception {
        TestJar policy = TestJar.bundle("policy.base", "1.0.0")
                .header("Doorward-Policy", "*.rules")
                .file("base.rules", "-a always,exit -S file.rename\n");

        assertThat(deploy.install(jar("base.jar", policy))).containsExactly("policy.base");
        assertThat(policies.inForce())
                .singleElement()
                .satisfies(status -> assertThat(status.name() + " " + status.version() + " " + status.rules())
                        .isEqualTo("policy.base 1.0.0 1"));

        assertThat(deploy.disable("policy.base")).containsExactly("policy.base");
        assertThat(files()).containsExactly("base.jar.disabled=policy.base");
        assertThat(policies.inForce()).isEmpty();
        assertThat(deploy.enable("policy.base")).containsExactly("policy.base");
        assertThat(deploy.remove("policy.base")).containsExactly("policy.base");

        assertThat(files()).isEmpty();
        assertThat(policies.inForce()).isEmpty();
        isRefused(() -> deploy.remove("policy.base"), "[policy.base]: expected the name of a module or a policy");
    }

    @Test
    void aDisabledModuleIsRemovedToo() throws Exception {
        deploy.install(jar("secrets.jar", module("1.0.0")));
        deploy.disable("secrets");

        assertThat(deploy.remove("secrets")).containsExactly("secrets");

        assertThat(files()).isEmpty();
    }

    @Test
    void aJarThatIsRefusedIsTakenOutAgain() throws Exception {
        Path bad = Files.writeString(elsewhere.resolve("bad.jar"), "no jar");
        Path failing = jar("failing.jar", TestJar.bundle("failing", "1.0.0").activator(FailingActivator.class));

        isRefused(() -> deploy.install(bad), "it is no jar file");
        isRefused(() -> deploy.install(failing), "failing.jar] is not deployed");
        isRefused(() -> deploy.install(failing), "failing.jar] is not deployed");

        assertThat(files()).isEmpty();
        assertThat(framework.bundles("failing")).isEmpty();
    }

    @Test
    void anUpdateThatIsRefusedLeavesTheOldJarAndTheOldModule() throws Exception {
        Path first = jar("secrets.jar", module("1.0.0"));
        byte[] good = Files.readAllBytes(first);
        deploy.install(first);

        Path next = jar("secrets.jar", TestJar.bundle("secrets.bundle", "1.1.0"));
        isRefused(() -> deploy.install(next), "it did not register the modules [secrets]");
        assertThat(deployer.verdict(folder.resolve("secrets.jar")).refusal()).isNull();

        assertThat(files()).containsExactly("secrets.jar");
        assertThat(Files.readAllBytes(folder.resolve("secrets.jar"))).isEqualTo(good);
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(deploy.remove("secrets")).containsExactly("secrets");
    }

    @Test
    void whatWasRefusedIsTriedAnewAtOnce() throws Exception {
        byte[] library = TestJar.bundle("library", "1.0.0")
                .header("Export-Package", "library.words")
                .bytes();
        TestJar needy = module("1.0.0")
                .header("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit,library.words");
        Files.write(folder.resolve("library.jar"), library);
        await().until(() -> framework.bundles("library").contains("library 1.0.0 active"));
        deploy.install(jar("secrets.jar", needy));
        deploy.disable("secrets");
        Files.delete(folder.resolve("library.jar"));
        await().until(() -> framework.bundles("library").isEmpty());
        isRefused(() -> deploy.enable("secrets"), "library.words");
        assertThat(deployer.verdict(folder.resolve("secrets.jar"))).isNull();

        Files.write(folder.resolve("library.jar"), library);
        await().until(() -> framework.bundles("library").contains("library 1.0.0 active"));

        assertThat(deploy.enable("secrets")).containsExactly("secrets");
    }

    @Test
    void aModuleThatCameAnotherWayIsNotTouched() throws Exception {
        installer.installOfDistribution(jar("secrets.jar", module("1.0.0"))).start();

        isRefused(() -> deploy.remove("secrets"), "module [secrets] did not come through the folder");
        isRefused(() -> deploy.disable("secrets"), "module [secrets] did not come through the folder");

        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatIs() throws Exception {
        Path notes = Files.writeString(elsewhere.resolve("notes.txt"), "x");
        isRefused(() -> deploy.remove("nobody"), "[nobody]: expected the name of a module");
        isRefused(() -> deploy.enable("nobody"), "[nobody]: expected the name of a module that is disabled");
        isRefused(() -> deploy.install(elsewhere.resolve("none.jar")), "expected the absolute path of a file");
        isRefused(() -> deploy.install(Path.of("none.jar")), "expected the absolute path of a file");
        isRefused(() -> deploy.install(notes), "whose name ends in .jar");
    }
}

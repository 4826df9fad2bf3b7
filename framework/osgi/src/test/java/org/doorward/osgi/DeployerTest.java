package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.doorward.osgi.testbundle.FailingActivator;
import org.doorward.osgi.testbundle.ModuleActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

class DeployerTest {
    @RegisterExtension
    final TestFramework framework = new TestFramework();

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Deployer.class);

    private final RecordingObserver observer = new RecordingObserver();
    private Path folder;
    private volatile Duration timeout = Duration.ofMillis(300);
    private ModuleTable modules;
    private Deployer deployer;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(framework.folder().resolve("deploy"));
        Installer installer = new Installer(framework.context());
        modules = new ModuleTable(framework.context(), Subjects.of(installer), observer);
        modules.open();
        deployer = new Deployer(folder, installer, modules, noPolicies(), () -> timeout, Duration.ZERO);
    }

    @AfterEach
    void stop() {
        modules.close();
    }

    private static PolicyBundles noPolicies() {
        return new PolicyBundles(rules -> {}, (policy, version, rules, sha256, old, done) -> {});
    }

    private static TestJar module(String version) {
        return TestJar.bundle("secrets.bundle", version)
                .activator(ModuleActivator.class)
                .header("Test-Module", "secrets")
                .header("Test-Hooks", "file.*");
    }

    private Path drop(TestJar jar, String name) {
        Path file = folder.resolve(name);
        jar.writeTo(file);
        return file;
    }

    @Test
    void aJarThatIsDroppedInIsStartedAndItsModuleAsked() throws Exception {
        drop(module("1.0.0"), "secrets.jar");

        deployer.poll();

        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(observer.published).containsExactly("secrets 1.0.0");
    }

    @Test
    void aJarThatIsDeletedIsStoppedAndUninstalled() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        Files.delete(file);

        deployer.poll();

        assertThat(framework.bundles("secrets.bundle")).isEmpty();
        assertThat(observer.published).containsExactly("secrets 1.0.0", "");
    }

    @Test
    void whileTheModulesAreLockedNothingIsDeployedUpdatedOrRemovedAndEachIsSaidOnce() throws Exception {
        Path changed = drop(module("1.0.0"), "secrets.jar");
        Path gone = drop(TestJar.bundle("gone", "1.0.0"), "gone.jar");
        deployer.poll();
        drop(module("1.1.0"), "secrets.jar");
        Path fresh = drop(TestJar.bundle("fresh", "1.0.0"), "fresh.jar");
        Files.delete(gone);
        List<Path> refused = new ArrayList<>();

        deployer.refuse(refused::add);
        deployer.refuse(refused::add);

        assertThat(refused).containsExactlyInAnyOrder(changed, fresh, gone);
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(framework.bundles("gone")).containsExactly("gone 1.0.0 active");
        assertThat(framework.bundles("fresh")).isEmpty();
    }

    @Test
    void anUpdateIsPublishedInOneStep() throws Exception {
        drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(module("1.1.0"), "secrets.jar");

        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.1.0");
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.1.0 active");
        assertThat(observer.refused).isEmpty();
    }

    @Test
    void theOldVersionDecidesUntilTheNewOneIsThere() throws Exception {
        drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(
                TestJar.bundle("secrets.bundle", "1.1.0")
                        .activator(ModuleActivator.class), // it registers nothing by itself
                "secrets.jar");
        timeout = Duration.ofSeconds(20);
        CompletableFuture<Boolean> update = CompletableFuture.supplyAsync(() -> {
            try {
                return deployer.poll();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> framework.bundles("secrets.bundle").contains("secrets.bundle 1.1.0 active"));
        assertThat(observer.published).containsExactly("secrets 1.0.0");

        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "secrets");
        properties.put(SecurityModule.HOOKS, "file.*");
        Bundle next = Arrays.stream(framework.context().getBundles())
                .filter(bundle -> bundle.getVersion().toString().equals("1.1.0"))
                .findFirst()
                .orElseThrow();
        next.getBundleContext().registerService(SecurityModule.class, (operation, audit) -> Decision.PASS, properties);
        update.join();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.1.0");
    }

    @Test
    void aJarThatIsCutOffIsRefusedWithWhatToDo() throws Exception {
        byte[] whole = module("1.0.0").bytes();
        Path file = folder.resolve("secrets.jar");
        Files.write(file, Arrays.copyOf(whole, whole.length - 30));

        deployer.poll();

        assertThat(log.errors())
                .containsExactly("[" + file
                        + "] is not deployed: it is cut off: the end of a jar file is missing; copy it again");
        assertThat(observer.published).isEmpty();
    }

    @Test
    void anUpdateWithoutANewVersionNumberIsAnUpdate() throws Exception {
        drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(module("1.0.0").header("Bundle-Name", "mended"), "secrets.jar");

        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.0.0");
        assertThat(framework.context().getBundles()).hasSize(2);
        assertThat(framework.context().getBundles()[1].getHeaders().get("Bundle-Name"))
                .isEqualTo("mended");
    }

    @Test
    void aFileThatIsTouchedButNotChangedIsLeftAlone() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.0");
    }

    @Test
    void anUpdateWhoseActivatorThrowsKeepsTheOldVersion() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(TestJar.bundle("secrets.bundle", "1.1.0").activator(FailingActivator.class), "secrets.jar");

        deployer.poll();

        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(observer.published).containsExactly("secrets 1.0.0");
        assertThat(log.errors())
                .containsExactly(
                        "[" + file + "] is not deployed: its activator failed: java.lang.IllegalStateException: no"
                                + " database; mend the bundle and drop it in again; the version before, [secrets.bundle:1.0.0], stays");
    }

    @Test
    void anUpdateThatRegistersNoModuleKeepsTheOldVersion() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(TestJar.bundle("secrets.bundle", "1.1.0").activator(ModuleActivator.class), "secrets.jar");

        deployer.poll();

        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(modules.names()).containsExactly("secrets");
        assertThat(log.errors())
                .containsExactly("[" + file
                        + "] is not deployed: it did not register the modules [secrets] within 300 ms; if they"
                        + " are to go, delete the file first; the version before, [secrets.bundle:1.0.0], stays");
    }

    @Test
    void anUpdateWithAnUnknownKindKeepsTheOldVersion() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(module("1.1.0").header("Test-Hooks", "file.fly"), "secrets.jar");

        deployer.poll();

        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(modules.names()).containsExactly("secrets");
        assertThat(log.errors())
                .containsExactly(
                        "[" + file + "] is not deployed: module [secrets]: hook [file.fly]: no such kind; the version"
                                + " before, [secrets.bundle:1.0.0], stays");
    }

    @Test
    void afterAFailedUpdateAGoodOneWorks() throws Exception {
        drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        drop(TestJar.bundle("secrets.bundle", "1.1.0").activator(FailingActivator.class), "secrets.jar");
        deployer.poll();
        drop(module("1.2.0"), "secrets.jar");

        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.2.0");
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.2.0 active");
    }

    @Test
    void aBundleWithoutModulesIsUpdatedToo() throws Exception {
        drop(TestJar.bundle("app", "1.0.0"), "app.jar");
        deployer.poll();
        drop(TestJar.bundle("app", "2.0.0"), "app.jar");

        deployer.poll();

        assertThat(framework.bundles("app")).containsExactly("app 2.0.0 active");
    }

    @Test
    void aBundleWithoutModulesWhoseUpdateFailsIsStartedAgain() throws Exception {
        drop(TestJar.bundle("app", "1.0.0"), "app.jar");
        deployer.poll();
        drop(TestJar.bundle("app", "2.0.0").activator(FailingActivator.class), "app.jar");

        deployer.poll();

        assertThat(framework.bundles("app")).containsExactly("app 1.0.0 active");
    }

    @Test
    void aFileThatIsNoJarIsReported() throws Exception {
        Path file = folder.resolve("notes.jar");
        Files.writeString(file, "not a jar");

        deployer.poll();

        assertThat(log.errors()).containsExactly("[" + file + "] is not deployed: it is no jar file; copy it again");
    }

    @Test
    void aJarThatIsNoBundleIsReported() throws Exception {
        Path file = folder.resolve("plain.jar");
        try (var jar = new java.util.jar.JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new java.util.jar.JarEntry("readme.txt"));
        }

        deployer.poll();

        assertThat(log.errors())
                .containsExactly(
                        "[" + file
                                + "] is not deployed: it is no OSGi bundle: its manifest has no Bundle-SymbolicName; build it with bnd");
        assertThat(framework.context().getBundles()).hasSize(1);
    }

    @Test
    void aBadFileIsReportedOnceAndWorksWhenItIsMended() throws Exception {
        drop(TestJar.bundle("secrets.bundle", "1.0.0").activator(FailingActivator.class), "secrets.jar");
        deployer.poll();
        deployer.poll();

        assertThat(log.errors()).hasSize(1);
        assertThat(framework.bundles("secrets.bundle")).isEmpty();

        drop(module("1.0.1"), "secrets.jar");
        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.1");
    }

    @Test
    void aBadFileDoesNotKeepOthersFromBeingDeployed() throws Exception {
        Files.writeString(folder.resolve("a.jar"), "not a jar");
        drop(TestJar.bundle("b", "1.0.0").activator(FailingActivator.class), "b.jar");
        drop(module("1.0.0"), "c.jar");

        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.0");
    }

    @Test
    void aMissingImportIsReportedWithTheImportAndWhatToDo() throws Exception {
        Path file = drop(TestJar.bundle("app", "1.0.0").header("Import-Package", "org.example.lib"), "app.jar");

        deployer.poll();
        deployer.poll();

        assertThat(log.errors())
                .singleElement()
                .asString()
                .startsWith("[" + file + "] is not deployed: it does not resolve: ")
                .contains("(osgi.wiring.package=org.example.lib)")
                .endsWith("; deploy the bundle that provides what is missing, or take the import out");
    }

    @Test
    void aBundleStartsWhenWhatItImportsArrivesLater() throws Exception {
        drop(TestJar.bundle("app", "1.0.0").header("Import-Package", "org.example.lib"), "app.jar");
        deployer.poll();
        drop(
                TestJar.bundle("lib", "1.0.0")
                        .header("Import-Package", "org.osgi.framework")
                        .header("Export-Package", "org.example.lib"),
                "lib.jar");

        deployer.poll();

        assertThat(framework.bundles("app")).containsExactly("app 1.0.0 active");
    }

    @Test
    void aBundleStartsWhenWhatItImportsComesByAnotherWay() throws Exception {
        drop(TestJar.bundle("app", "1.0.0").header("Import-Package", "org.example.lib"), "app.jar");
        deployer.poll();
        framework
                .context()
                .installBundle(
                        "elsewhere",
                        new java.io.ByteArrayInputStream(TestJar.bundle("lib", "1.0.0")
                                .header("Export-Package", "org.example.lib")
                                .bytes()));

        deployer.poll();

        assertThat(framework.bundles("app")).containsExactly("app 1.0.0 active");
    }

    @Test
    void anUpdateThatIsInterruptedIsTriedAgainAtTheNextLook() throws Exception {
        AtomicReference<Duration> timeout = new AtomicReference<>(Duration.ofMinutes(1));
        Deployer patient = new Deployer(
                folder, new Installer(framework.context()), modules, noPolicies(), timeout::get, Duration.ZERO);
        drop(module("1.0.0"), "secrets.jar");
        patient.poll();
        drop(TestJar.bundle("secrets.bundle", "1.1.0").activator(ModuleActivator.class), "secrets.jar");
        Thread waiting = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            await().until(() -> framework.bundles("secrets.bundle").contains("secrets.bundle 1.1.0 active"));
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            waiting.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(patient::poll).isInstanceOf(InterruptedException.class);
        interrupter.join();
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
        assertThat(log.errors()).isEmpty();

        timeout.set(Duration.ofMillis(100));
        patient.poll();
        assertThat(log.errors()).singleElement().asString().contains("it did not register the modules [secrets]");
    }

    @Test
    void filesThatArriveTogetherMayNeedEachOther() throws Exception {
        drop(TestJar.bundle("app", "1.0.0").header("Import-Package", "org.example.lib"), "app.jar");
        drop(TestJar.bundle("lib", "1.0.0").header("Export-Package", "org.example.lib"), "lib.jar");

        deployer.poll();

        assertThat(framework.bundles("app")).containsExactly("app 1.0.0 active");
    }

    @Test
    void aFileIsLeftAloneWhileItGrows() throws Exception {
        Deployer patient = new Deployer(
                folder,
                new Installer(framework.context()),
                modules,
                noPolicies(),
                () -> Duration.ofMillis(300),
                Duration.ofMinutes(1));
        Path file = drop(module("1.0.0"), "secrets.jar");

        assertThat(patient.poll()).isTrue();
        assertThat(framework.bundles("secrets.bundle")).isEmpty();

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(61)));
        assertThat(patient.poll()).isFalse();
        assertThat(framework.bundles("secrets.bundle")).containsExactly("secrets.bundle 1.0.0 active");
    }

    @Test
    void hiddenFilesAndPartsAreNotLookedAt() throws Exception {
        Files.write(folder.resolve(".secrets.jar"), module("1.0.0").bytes());
        Files.write(folder.resolve("secrets.jar.part"), module("1.0.0").bytes());

        deployer.poll();

        assertThat(framework.context().getBundles()).hasSize(1);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aFileThatIsRenamedKeepsItsModuleAsked() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        Files.move(file, folder.resolve("other-name.jar"));

        deployer.poll();

        assertThat(observer.published).containsExactly("secrets 1.0.0", "secrets 1.0.0");
        assertThat(modules.names()).containsExactly("secrets");
    }

    @Test
    void whatIsDeployedStaysWhenTheFolderCannotBeRead() throws Exception {
        Path file = drop(module("1.0.0"), "secrets.jar");
        deployer.poll();
        Path away = Files.move(folder, folder.resolveSibling("away"));

        deployer.poll();

        assertThat(modules.names()).containsExactly("secrets");
        assertThat(log.errors())
                .containsExactly("deploy folder [" + folder + "] cannot be read: java.nio.file.NoSuchFileException: "
                        + folder + "; what is deployed stays; create the folder again");
        Files.move(away, folder);
        deployer.poll();
        assertThat(file).exists();
        assertThat(modules.names()).containsExactly("secrets");
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.itest.distribution.bundle.Bystander;
import org.doorward.itest.distribution.bundle.Denier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code unattributed = deny}, and everything recorded: what nobody does is denied, and what the operator has the engine, the framework
 * and the shell do by threads of their own goes on.
 */
class UnattributedIT {
    @TempDir
    private Path folder;

    private Doorward doorward;

    @BeforeEach
    void startWithEverythingWanted() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/doorward.cfg"), "unattributed = deny\nmax_log_file = 0\n");
        Files.writeString(home.resolve("conf/audit.rules"), "-a always,exit -S all -k all\n");
        doorward = Doorward.run(home);
    }

    @AfterEach
    void stop() {
        doorward.close();
    }

    private byte[] module(String version) {
        return BundleJar.named("denier")
                .header("Bundle-Version", version)
                .header("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit")
                .header("X-Hooks", "file.delete")
                .activator(Denier.class)
                .bytes();
    }

    private byte[] bundle(String version) {
        return BundleJar.named("bystander")
                .header("Bundle-Version", version)
                .header("Import-Package", "org.osgi.framework")
                .header("X-Folder", folder.toString())
                .activator(Bystander.class)
                .bytes();
    }

    private void isThere(String name) {
        Doorward.eventually()
                .until(() -> doorward.exec("lb -s")
                        .out()
                        .lines()
                        .anyMatch(line -> line.contains("Active") && line.contains("|" + name)));
    }

    private void isGone(String name) {
        Doorward.eventually().until(() -> !doorward.exec("lb -s").out().contains("|" + name));
    }

    private List<Event> denials() {
        return Event.of(doorward.trail()).stream()
                .filter(event -> event.has("type=AVC ", "rule=\"unattributed\""))
                .toList();
    }

    private void nothingWasDeniedAndNothingFailed() {
        assertThat(denials()).isEmpty();
        assertThat(doorward.log()).doesNotContain(" ERROR ", "denied ");
    }

    @Test
    void modulesAndBundlesComeAndGoByTheFolder() throws IOException {
        Path module = doorward.drop("deploy/denier.jar", module("1.0.0"));
        Path bundle = doorward.drop("deploy/bystander.jar", bundle("1.0.0"));
        isThere("denier (1.0.0)");
        isThere("bystander (1.0.0)");
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));

        doorward.drop("deploy/denier.jar", module("2.0.0"));
        doorward.drop("deploy/bystander.jar", bundle("2.0.0"));
        isThere("denier (2.0.0)");
        isThere("bystander (2.0.0)");

        Files.delete(module);
        Files.delete(bundle);
        isGone("denier");
        isGone("bystander");
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: []"));
        nothingWasDeniedAndNothingFailed();
    }

    @Test
    void soTheyDoByTheShell() throws IOException {
        Path module = Files.write(folder.resolve("denier.jar"), module("1.0.0"));
        Path bundle = Files.write(folder.resolve("guest.jar"), bundle("1.0.0"));

        assertThat(doorward.exec("semodule -i " + module).exitCode()).isZero();
        isThere("denier (1.0.0)");
        Files.write(module, module("2.0.0"));
        assertThat(doorward.exec("semodule -i " + module).exitCode()).isZero();
        isThere("denier (2.0.0)");
        assertThat(doorward.exec("semodule -r denier").exitCode()).isZero();
        isGone("denier");

        String installed = doorward.exec("install " + bundle.toUri()).out().replaceAll("\\D", "");
        doorward.exec("start " + installed);
        isThere("bystander (1.0.0)");
        Files.write(bundle, bundle("2.0.0"));
        doorward.exec("update " + installed);
        doorward.exec("refresh " + installed);
        isThere("bystander (2.0.0)");
        doorward.exec("stop " + installed);
        doorward.exec("uninstall " + installed);
        isGone("bystander");
        nothingWasDeniedAndNothingFailed();
    }

    @Test
    void settingsRulesAndConfigurationsAreReadAgain() {
        doorward.drop("conf/audit.rules", "-a always,exit -S file.delete -k all\n-a always,exit -S file.open -k all\n");
        Doorward.eventually().until(() -> doorward.log().contains("2 rules in force"));
        doorward.drop("conf/doorward.cfg", "unattributed = deny\nmax_log_file = 0\nrate_limit = 9\n");
        Doorward.eventually().until(() -> doorward.log().contains("setting rate_limit="));
        nothingWasDeniedAndNothingFailed();
    }

    @Test
    void whatNobodyDoesIsDeniedAndRecorded() throws IOException {
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Path file = Files.createFile(folder.resolve("file"));

        Ran ran = doorward.exec("act delete HANDLE_IN_THE_COMMON_POOL " + file);

        assertThat(ran.out()).contains("denied file.delete for unattributed").contains("[unattributed = deny]");
        assertThat(file).exists();
        Doorward.eventually().until(() -> !denials().isEmpty());
        assertThat(denials())
                .singleElement()
                .satisfies(event -> assertThat(event.records())
                        .anyMatch(line -> line.startsWith("type=SYSCALL ") && line.contains(" subj=unattributed "))
                        .anyMatch(line -> line.contains("name=\"" + file + "\"")));
        assertThat(doorward.exec("act delete DIRECT " + file).exitCode()).isZero();
        assertThat(file).doesNotExist();
    }
}

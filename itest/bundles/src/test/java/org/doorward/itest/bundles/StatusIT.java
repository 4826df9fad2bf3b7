package org.doorward.itest.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorward.itest.bundles.work.StatusWork;
import org.doorward.itest.distribution.BundleJar;
import org.doorward.itest.distribution.Doorward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Micrometer and Felix health checks, as they were released, come to a running instance and go; the agent watches. */
class StatusIT {
    private static final String NOTHING = "active, meters 0, health 0";
    private static final String BOTH = "active, meters 1, health 1";

    @TempDir
    private Path folder;

    private House house;

    private void deployWatcher() {
        house.doorward()
                .drop(
                        "deploy/watcher.jar",
                        BundleJar.named("watcher")
                                .header("Import-Package", "org.doorward.tool,org.osgi.framework")
                                .header(
                                        "DynamicImport-Package",
                                        "io.micrometer.core.instrument,io.micrometer.core.instrument.*,org.apache.felix.hc.api")
                                .with(Workload.class)
                                .activator(StatusWork.class)
                                .bytes());
        Doorward.eventually().until(() -> house.doorward().exec("help work").exitCode() == 0);
    }

    private void eventuallyOffers(String what) {
        Doorward.eventually()
                .untilAsserted(
                        () -> assertThat(house.tried("services").out().strip()).isEqualTo(what));
    }

    @Test
    void theyAreOfferedWhatTheyShowFromTheMomentTheyComeToTheOneTheyGo() throws IOException {
        try (House started = House.at(folder.resolve("house"))) {
            house = started;
            deployWatcher();
            assertThat(house.work("services")).isEqualTo(NOTHING);

            house.deploy("jspecify", "micrometer-commons", "micrometer-core", "org.apache.felix.healthcheck.api");
            eventuallyOffers(BOTH);
            house.deployModule(Path.of("samples/rename-roles.jar"));
            assertThat(house.work("meters").lines())
                    .contains("doorward.module.calls{module=rename-roles} 0.0", "doorward.trail.ok{} 1.0")
                    .contains("doorward.events.lost{lane=reliable,reason=disk} 0.0")
                    .anyMatch(line -> line.matches("doorward\\.events\\.written\\{lane=reliable} [1-9].*"))
                    .anyMatch(line -> line.matches("doorward\\.trail\\.write\\.p99\\{} 0\\.\\d+|.*E-\\d"));
            assertThat(house.work("health"))
                    .startsWith("Doorward [doorward, audit, security] OK ")
                    .contains("1 modules, global mode enforce");

            Files.delete(house.doorward().home().resolve("deploy/micrometer-core.jar"));
            eventuallyOffers("active, meters 0, health 1");
            house.deploy("micrometer-core");
            eventuallyOffers(BOTH);
            assertThat(house.work("meters")).contains("doorward.module.calls{module=rename-roles}");

            Files.delete(house.doorward().home().resolve("deploy/rename-roles.jar"));
            Doorward.eventually()
                    .untilAsserted(() -> assertThat(house.work("meters")).doesNotContain("rename-roles"));
            assertThat(house.doorward().log()).doesNotContain(" ERROR ").doesNotContain("cannot be used");
        }
    }

    @Test
    void theCheckIsCriticalWhileARequiredModuleIsMissing() {
        try (House started = House.at(folder.resolve("house"))) {
            house = started;
            deployWatcher();
            house.deploy("org.apache.felix.healthcheck.api");
            eventuallyOffers("active, meters 0, health 1");
            assertThat(house.work("health")).contains(" OK ");

            house.configure("doorward.cfg", "required_modules = rename-roles\n");
            Doorward.eventually()
                    .untilAsserted(() -> assertThat(house.work("health"))
                            .contains(
                                    " CRITICAL ",
                                    "required modules are not deployed, so operations are denied: [rename-roles]"));
            house.deployModule(Path.of("samples/rename-roles.jar"));
            Doorward.eventually()
                    .untilAsserted(() -> assertThat(house.work("health")).contains(" OK "));
        }
    }

    @Test
    void anInstanceThatStartsWithThemOffersTheSame() {
        Path home = folder.resolve("house");
        try (House started = House.at(home)) {
            house = started;
            house.deploy("jspecify", "micrometer-commons", "micrometer-core", "org.apache.felix.healthcheck.api");
            deployWatcher();
            eventuallyOffers(BOTH);
        }
        try (House again = House.at(home)) {
            house = again;
            eventuallyOffers(BOTH);
        }
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.doorward.itest.distribution.bundle.Denier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is woven because the operator asked for it is recorded and judged as all else: the framework's kinds, too. */
class KindsOnRequestIT {
    @TempDir
    private Path folder;

    @Test
    void loadingAClassIsRecordedAndDenied() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), "-a always,exit -S bundle.loadclass -k loaded\n");
        try (Doorward doorward = Doorward.run(home, Map.of("DOORWARD_AGENT", "hot=bundle.loadclass"))) {
            assertThat(doorward.exec("auditctl -s").out()).doesNotContain("bundle.loadclass");
            doorward.drop(
                    "deploy/actor.jar",
                    Intrusion.intruder().header("Bundle-SymbolicName", "actor").bytes());
            Doorward.eventually().until(() -> doorward.exec("help intrude").exitCode() == 0);
            assertThat(doorward.exec("intrude REGISTER java.lang.Runnable").out())
                    .contains("registered");

            Doorward.eventually()
                    .until(() -> doorward.trail().stream()
                            .anyMatch(line -> line.startsWith("type=KERNEL_OTHER ")
                                    && line.contains(" kind=bundle.loadclass ")
                                    && line.contains("name=\"java.lang.Runnable\"")));

            doorward.drop(
                    "deploy/denier.jar",
                    BundleJar.named("denier")
                            .header("Import-Package", "org.doorward.module,org.doorward.audit,org.osgi.framework")
                            .header("X-Hooks", "bundle.loadclass")
                            .activator(Denier.class)
                            .bytes());
            Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));

            Ran ran = doorward.exec("intrude REGISTER java.lang.Runnable");
            assertThat(ran.out()).contains("denied bundle.loadclass for actor:1.0.0 by module [denier]");
            assertThat(Denials.event(doorward, ran.out()))
                    .anyMatch(line ->
                            line.startsWith("type=KERNEL_OTHER ") && line.contains("name=\"java.lang.Runnable\""));
        }
    }
}

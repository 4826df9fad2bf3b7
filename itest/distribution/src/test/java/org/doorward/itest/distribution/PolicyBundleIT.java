package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that come as a jar without code: deployed, updated, refused and gone, while the instance runs. */
class PolicyBundleIT {
    private static final String LINKS = "-a always,exit -S file.link -k links";

    @TempDir
    private Path home;

    private static byte[] policy(String version, String rules) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n"
                        + "Bundle-SymbolicName: failures\nBundle-Version: " + version
                        + "\nDoorward-Policy: OSGI-INF/doorward/*.rules\n")
                .getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/doorward/failures.rules"));
            jar.write(rules.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void awaitRules(Doorward doorward, String part, boolean there) {
        Doorward.eventually().until(() -> doorward.exec("auditctl -l").out().contains(part) == there);
    }

    @Test
    void theSampleIsDeployedUpdatedAndRemovedAndAFaultyOneRefused() throws IOException {
        try (Doorward doorward = Doorward.run(home)) {
            Path jar = doorward.deploySample("failures");
            awaitRules(doorward, "-k failures", true);
            assertThat(doorward.exec("auditctl -l").out().lines()).hasSize(3);

            doorward.drop("deploy/failures.jar", policy("2.0.0", LINKS + "\n-a always,exit -F bogus=1\n"));
            Doorward.eventually().until(() -> doorward.log().contains("failures.rules:2:"));
            assertThat(doorward.log()).contains("unknown field: [bogus]", "stays");
            awaitRules(doorward, "-k failures", true);

            doorward.drop("deploy/failures.jar", policy("2.0.1", LINKS));
            awaitRules(doorward, LINKS, true);
            assertThat(doorward.exec("auditctl -l").out()).isEqualTo(LINKS + "\n");

            assertThat(jar.toFile().delete()).isTrue();
            awaitRules(doorward, LINKS, false);
            assertThat(doorward.trail().stream()
                            .filter(line -> line.startsWith("type=USER_MAC_POLICY_LOAD "))
                            .map(line -> line.replaceFirst(
                                    ".*(policy=\\S+ version=\\S+ rules=\\d+).*(res=\\w+).*", "$1 $2")))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .startsWith("policy=\"failures\" version=1.0.0")
                                    .endsWith("rules=3 res=success"),
                            faulty -> assertThat(faulty)
                                    .isEqualTo("policy=\"failures\" version=2.0.0 rules=0 res=failed"),
                            next -> assertThat(next).isEqualTo("policy=\"failures\" version=2.0.1 rules=1 res=success"),
                            gone -> assertThat(gone)
                                    .isEqualTo("policy=\"failures\" version=2.0.1 rules=0 res=success"));
        }
    }
}

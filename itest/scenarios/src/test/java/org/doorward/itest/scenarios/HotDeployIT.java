package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.testkit.TestBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Modules come and go while the system runs. */
class HotDeployIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension().withComponents();

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @TempDir
    Path folder;

    private OperationGuard guard;

    @BeforeEach
    void anApplication() {
        guard = doorward.guard("org.example.app");
    }

    private boolean isDenied() {
        try {
            guard.file(Kind.FILE_OPEN, "/srv/secret/key", path -> null);
            return false;
        } catch (OperationDeniedException e) {
            return true;
        }
    }

    /** What somebody who has nothing but the jar of the api writes, compiles and packs. */
    private TestBundle strangersModule() throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(folder.resolve("src/com/stranger")).resolve("Vault.java"), """
                package com.stranger;

                import org.doorward.audit.AuditContext;
                import org.doorward.module.*;

                public class Vault implements SecurityModule {
                    private static final PathMatch SECRET = PathMatch.under("/srv/secret");

                    public Decision decide(Operation operation, AuditContext audit) {
                        return ((FileOperation) operation).touches(SECRET) ? Decision.DENY : Decision.PASS;
                    }
                }
                """);
        String api = SecurityModule.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(
                null, null, null, "--release", "17", "-cp", api, "-d", folder.toString(), source.toString());
        assertThat(failed).as("exit code of javac").isZero();
        return TestBundle.named("com.stranger.vault")
                .header(
                        "Import-Package",
                        "org.doorward.module;version=\"[1.0,2)\",org.doorward.audit;version=\"[1.0,2)\"")
                .header("Service-Component", "OSGI-INF/vault.xml")
                .entry("com/stranger/Vault.class", Files.readAllBytes(folder.resolve("com/stranger/Vault.class")))
                .entry("OSGI-INF/vault.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="vault" immediate="true">
                          <implementation class="com.stranger.Vault"/>
                          <property name="doorward.module.name" value="vault"/>
                          <property name="doorward.module.hooks" value="file.*"/>
                          <service><provide interface="org.doorward.module.SecurityModule"/></service>
                        </scr:component>
                        """.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The fastest of several drops counts: what else the machine does is not the deployer's. */
    @Test
    void aJarThatAStrangerBuiltAgainstTheApiAloneDecidesWithinASecondOfBeingDroppedIn() throws IOException {
        byte[] jar = strangersModule().bytes();
        Path file = doorward.home().resolve("deploy").resolve("vault.jar");
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < 5 && fastest > 1_000; round++) {
            assertThat(isDenied()).isFalse();
            Path part = Files.write(file.resolveSibling("vault.jar.part"), jar);
            long dropped = System.nanoTime();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            await().pollInterval(Duration.ofMillis(10)).atMost(LIMIT).until(this::isDenied);
            fastest = Math.min(fastest, (System.nanoTime() - dropped) / 1_000_000);
            Files.delete(file);
            await().atMost(LIMIT).until(() -> !isDenied());
        }

        assertThat(fastest).as("milliseconds").isLessThanOrEqualTo(1_000);
    }

    @Test
    void aModuleSaysWhatItDeniedAndIsRecordedWhenItComesAndGoes() throws IOException {
        doorward.deploy(strangersModule());
        doorward.awaitModule("vault");
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/srv/secret/key", path -> null))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [vault]");
        doorward.undeploy("com.stranger.vault");

        assertThat(doorward.trail().facts("SERVICE_START").get(0))
                .hasField("SERVICE_START", "unit", "vault")
                .hasField("SERVICE_START", "now", "enforce");
        assertThat(doorward.trail()
                        .facts("SERVICE_START")
                        .get(0)
                        .records()
                        .get(0)
                        .raw("sha256"))
                .matches("[0-9a-f]{64}");
        assertThat(doorward.trail().operations().get(0)).wasDeniedBy("vault");
        assertThat(doorward.trail().facts("SERVICE_STOP").get(0)).hasField("SERVICE_STOP", "denied", "1");
    }

    @Test
    void whenAModuleIsTakenAwayItDecidesNoMore() {
        ConcurrentMap<String, LongAdder> decisions = new ConcurrentHashMap<>();
        doorward.context().registerService(ConcurrentMap.class.getName(), decisions, new java.util.Hashtable<>());
        doorward.deploy(TestBundle.named("counter").activator(CountingActivator.class));
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/denied", path -> null))
                .isInstanceOf(OperationDeniedException.class);

        doorward.undeploy("counter");
        guard.file(Kind.FILE_OPEN, "/denied", path -> null);

        assertThat(decisions.get("1.0.0").sum()).isEqualTo(1);
        assertThat(doorward.modules()).isEmpty();
        assertThat(doorward.trail().operations()).hasSize(1);
    }

    @Test
    void anUpdateThatFailsKeepsTheOldVersionDeciding() throws IOException {
        doorward.deploy(strangersModule());
        doorward.awaitModule("vault");
        Path file = doorward.home().resolve("deploy").resolve("com.stranger.vault.jar");
        Path part = Files.write(
                file.resolveSibling("vault.part"),
                TestBundle.named("com.stranger.vault")
                        .version("2.0.0")
                        .header("Import-Package", "org.example.nowhere")
                        .bytes());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);

        await().atMost(LIMIT).until(() -> log.messages().stream().anyMatch(line -> line.contains("stays")));
        assertThat(isDenied()).isTrue();
        assertThat(doorward.context().getBundles())
                .filteredOn(bundle -> "com.stranger.vault".equals(bundle.getSymbolicName()))
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.getVersion()).hasToString("1.0.0"));
    }
}

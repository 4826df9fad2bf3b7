package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.doorward.control.Enabled;
import org.doorward.osgi.testbundle.ModuleActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules that come as a bundle: all or none of them, and gone with it. */
class PolicyBundlesTest {
    private static final String MOVES = "-a always,exit -S file.rename -k moves";
    private static final String LINKS = "-a always,exit -S file.link -k links";
    private static final String COPIES = "-a always,exit -S file.copy -k copies";

    @RegisterExtension
    final TestFramework framework = new TestFramework();

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Deployer.class);

    private final List<String> told = new ArrayList<>();
    private ConfiguredEngine engine;
    private Path folder;
    private ModuleTable modules;
    private Deployer deployer;

    @BeforeEach
    void start() throws Exception {
        engine = new ConfiguredEngine(framework.folder().resolve("home"), bundles -> {}, () -> {});
        folder = Files.createDirectory(framework.folder().resolve("deploy"));
        Installer installer = new Installer(framework.context());
        modules = new ModuleTable(framework.context(), Subjects.of(installer), new RecordingObserver());
        PolicyBundles policies = new PolicyBundles(
                engine.configuration()::putPolicies,
                (policy, version, rules, sha256, old, done) -> told.add(policy + " " + version + " " + rules + " "
                        + sha256.length() + " " + old.length() + (done ? "" : " refused")));
        deployer = new Deployer(folder, installer, modules, policies, () -> Duration.ofMillis(300), Duration.ZERO);
    }

    @AfterEach
    void stop() throws IOException {
        modules.close();
        engine.close();
    }

    private static TestJar policy(String version, String rules) {
        return TestJar.bundle("policy.base", version)
                .header("Doorward-Policy", "OSGI-INF/doorward/*.rules")
                .file("OSGI-INF/doorward/base.rules", rules + "\n");
    }

    private void drop(String name, TestJar jar) throws InterruptedException {
        jar.writeTo(folder.resolve(name));
        deployer.poll();
    }

    private List<String> rules() {
        return engine.core().control().rules();
    }

    private String said() {
        return String.join("\n", log.errors());
    }

    @Test
    void theRulesOfABundleCountBehindThoseOfTheFileHigherRankingFirst() throws Exception {
        engine.operator().changeRules(COPIES);
        drop("a.jar", policy("1.0.0", "# says\n" + MOVES));
        drop(
                "b.jar",
                TestJar.bundle("policy.first", "2.0.0")
                        .header("Doorward-Policy", "rules/first.rules;ranking=10")
                        .file("rules/first.rules", LINKS));

        assertThat(rules()).containsExactly(COPIES, LINKS, MOVES);
        assertThat(told).containsExactly("policy.base 1.0.0 1 64 4", "policy.first 2.0.0 1 64 4");
        assertThat(engine.records()).contains("op=add_rule key=\"moves\"");
    }

    @Test
    void anUpdateIsOneStep() throws Exception {
        drop("a.jar", policy("1.0.0", MOVES + "\n" + COPIES));
        drop("a.jar", policy("1.1.0", LINKS + "\n" + COPIES));

        assertThat(rules()).containsExactly(LINKS, COPIES);
        assertThat(told).containsExactly("policy.base 1.0.0 2 64 4", "policy.base 1.1.0 2 64 64");
        assertThat(framework.bundles("policy.base")).containsExactly("policy.base 1.1.0 active");
    }

    @Test
    void aBundleThatGoesTakesItsRulesAndNoOthers() throws Exception {
        engine.operator().changeRules(COPIES);
        drop("a.jar", policy("1.0.0", MOVES + "\n" + COPIES));
        Files.delete(folder.resolve("a.jar"));
        deployer.poll();

        assertThat(rules()).containsExactly(COPIES);
        assertThat(told).last().isEqualTo("policy.base 1.0.0 0 4 64");
    }

    @Test
    void aWrongLineRefusesTheWholeBundleAndNamesItsPlace() throws Exception {
        drop(
                "a.jar",
                policy("1.0.0", MOVES).file("OSGI-INF/doorward/more.rules", LINKS + "\n-a always,exit -F bogus=1\n"));

        assertThat(rules()).isEmpty();
        assertThat(framework.bundles("policy.base")).isEmpty();
        assertThat(said()).contains("policy.base/OSGI-INF/doorward/more.rules:2:", "-F unknown field: [bogus]");
        assertThat(told).containsExactly("policy.base 1.0.0 0 64 4 refused");
    }

    @Test
    void aFaultyUpdateLeavesThePolicyBefore() throws Exception {
        drop("a.jar", policy("1.0.0", MOVES));
        drop("a.jar", policy("1.1.0", "-a sometimes,exit"));

        assertThat(rules()).containsExactly(MOVES);
        assertThat(framework.bundles("policy.base")).containsExactly("policy.base 1.0.0 active");
        assertThat(told).endsWith("policy.base 1.1.0 0 64 64 refused");
        assertThat(said()).contains("base.rules:1:", "the version before, [policy.base:1.0.0], stays");
    }

    @Test
    void aPolicyWithCodeIsRefused() throws Exception {
        drop("a.jar", policy("1.0.0", MOVES).activator(ModuleActivator.class));
        drop("b.jar", policy("1.0.1", MOVES).with(ModuleActivator.class));

        assertThat(rules()).isEmpty();
        assertThat(said())
                .contains("header Bundle-Activator; a policy brings no code", "ModuleActivator.class]; a policy");
    }

    @Test
    void aPolicyDoesNotTurnAuditingOnOrOff() throws Exception {
        drop("a.jar", policy("1.0.0", MOVES + "\n-e 2"));

        assertThat(rules()).isEmpty();
        assertThat(engine.core().lockedBy()).isNull();
        assertThat(said()).contains("base.rules:2:1: [-e] is not a policy's to say");
    }

    @Test
    void onceLockedAPolicyIsRefused() throws Exception {
        engine.core().setEnabled(Enabled.LOCKED, "auditctl -e 2");
        drop("a.jar", policy("1.0.0", MOVES));

        assertThat(rules()).isEmpty();
        assertThat(said()).contains("locked by auditctl -e 2");
    }

    @Test
    void aHeaderThatLeadsNowhereIsRefused() throws Exception {
        drop("a.jar", TestJar.bundle("none", "1.0.0").header("Doorward-Policy", "OSGI-INF/*.rules"));
        drop("b.jar", TestJar.bundle("odd", "1.0.0").header("Doorward-Policy", "OSGI-INF/x.profile"));

        assertThat(said())
                .contains(
                        "[OSGI-INF/*.rules]: there is no such file in the jar",
                        "[OSGI-INF/x.profile]: expected FOLDER/");
    }
}

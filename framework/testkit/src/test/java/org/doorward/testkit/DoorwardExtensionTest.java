package org.doorward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.doorward.control.AuditReady;
import org.doorward.control.Mode;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** What a test can do while it runs. */
class DoorwardExtensionTest {
    private static final SecurityModule DENYING = (operation, audit) -> Decision.DENY;

    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension()
            .withComponents()
            .withSetting("backlog_limit", "1000")
            .withConf("audit.rules", "-a always,exit -S file.mkdir -k folders")
            .withTimeout(Duration.ofSeconds(20));

    private static TestBundle greeter(String version) {
        return TestBundle.named("greeter").version(version).activator(GreeterActivator.class);
    }

    private void open() {
        doorward.guard("org.example.app").file(Kind.FILE_OPEN, "/x", path -> null);
    }

    @Test
    void settingsAndFilesAreThereFromTheStart() {
        doorward.guard("org.example.app").file(Kind.FILE_MKDIR, "/x", path -> null);

        assertThat(doorward.control().status().backlogLimit()).isEqualTo(1000);
        assertThat(doorward.trail().operations().get(0)).hasKeys("folders");
    }

    @Test
    void aBundleIsDeployedUpdatedAndTakenAway() {
        Bundle first = doorward.deploy(greeter("1.0.0"));
        open();
        Bundle second = doorward.deploy(greeter("1.1.0"));
        open();
        doorward.undeploy("greeter");
        open();

        assertThat(first.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(second.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(doorward.trail().operations()).hasSize(2);
        assertThat(doorward.trail().operations().get(0)).hasFlag("greeter", "greeting", "by", "1.0.0");
        assertThat(doorward.trail().operations().get(1)).hasFlag("greeter", "greeting", "by", "1.1.0");
    }

    @Test
    void whatIsDeployedAlreadyIsRefused() {
        doorward.deploy(greeter("1.0.0"));

        assertThatThrownBy(() -> doorward.deploy(greeter("1.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "bundle [greeter] is deployed already, byte by byte: expected another version, or another header");
    }

    @Test
    void aBundleThatDoesNotResolveFailsTheTestAtOnceWithWhatIsMissing() {
        TestBundle needy = greeter("1.0.0").header("Import-Package", "org.example.lib");

        assertThatThrownBy(() -> doorward.deploy(needy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("greeter.jar] does not resolve: ")
                .hasMessageContaining("(osgi.wiring.package=org.example.lib)");
        doorward.undeploy("greeter");
        assertThatThrownBy(() -> doorward.install(needy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(osgi.wiring.package=org.example.lib)");
        Arrays.stream(doorward.context().getBundles())
                .filter(bundle -> "greeter".equals(bundle.getSymbolicName()))
                .forEach(DoorwardExtensionTest::uninstall);
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (org.osgi.framework.BundleException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aModuleIsAskedFromItsRegistrationToItsUnregistration() {
        ServiceRegistration<SecurityModule> registration = doorward.module("no", DENYING, "file.open");

        OperationDeniedException denial = catchThrowableOfType(OperationDeniedException.class, () -> open());
        registration.unregister();
        open();

        assertThat(doorward.trail().event(denial.eventId())).wasDeniedBy("no");
        assertThat(doorward.trail().operations()).hasSize(1);
    }

    @Test
    void aModuleThatTheEngineRefusesFailsTheTestWithTheReason() {
        assertThatThrownBy(() -> doorward.module("no", DENYING, "file.fly"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("module [no] was refused: ")
                .hasMessageContaining("[file.fly]");
        assertThatThrownBy(() -> doorward.module("no", DENYING, Map.of(SecurityModule.MODE, "loose"), "file.open"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("doorward.module.mode=[loose]");
    }

    @Test
    void modesAndRulesAreInForceWhenTheCallReturns() {
        doorward.module("no", DENYING, "file.open");
        doorward.mode("no", Mode.COMPLAIN);
        doorward.rules("-a always,exit -S file.open -k opened", "-a always,exit -S file.delete -k deleted");

        open();

        assertThat(doorward.modules().get(0).mode()).isEqualTo(Mode.COMPLAIN);
        assertThat(doorward.control().status().backlogLimit()).isEqualTo(1000);
        assertThat(doorward.trail().operations().get(0))
                .succeeded()
                .wouldBeDeniedBy("no")
                .hasKeys("opened");
    }

    @Test
    void aRuleWithAnErrorIsTheTestsMistake() {
        assertThatThrownBy(() -> doorward.rules("-a always,exit -S file.fly -k x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("audit.rules:1:");
    }

    @Test
    void aComponentIsConfiguredByAFile() {
        doorward.conf("greeting.cfg", "word = hello");
        doorward.deploy(TestBundle.named("component")
                .header("Service-Component", "OSGI-INF/greeting.xml")
                .entry(
                        "OSGI-INF/greeting.xml",
                        ("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"greeting\""
                                        + " configuration-policy=\"require\"><implementation class=\""
                                        + Greeting.class.getName() + "\"/><service><provide"
                                        + " interface=\"java.lang.Runnable\"/></service></scr:component>")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .with(Greeting.class));

        assertThat(doorward.service(Runnable.class, "(word=hello)").getClass().getName())
                .isEqualTo(Greeting.class.getName());
    }

    /** A component. */
    public static final class Greeting implements Runnable {
        @Override
        public void run() {
            // It is only looked at.
        }
    }

    @Test
    void readinessIsAwaited() {
        doorward.setting("required_modules", "yes");
        doorward.await("not to be ready", () -> doorward.context().getServiceReference(AuditReady.class) == null);
        doorward.module("yes", (operation, audit) -> Decision.PASS, "file.open");

        doorward.awaitReady();

        open();
    }

    @Test
    void theGuardOfABundleActsForThatBundle() {
        doorward.rules("-a always,exit -S file.* -k all");
        OperationGuard guard =
                doorward.guard(doorward.install(TestBundle.named("other").version("2.0.0")));

        guard.file(Kind.FILE_OPEN, "/x", path -> null);
        open();

        assertThat(doorward.guard("org.example.app")).isSameAs(doorward.guard("org.example.app"));
        assertThat(doorward.trail().operations().get(0)).hasSubject("other:2.0.0");
        assertThat(doorward.trail().operations().get(1)).hasSubject("org.example.app:1.0.0");
    }
}

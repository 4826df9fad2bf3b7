package org.doorward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.doorward.control.AuditControl;
import org.doorward.module.Kind;
import org.doorward.osgi.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What the extension finds when a test is over, played by hand. */
class AfterTheTestTest {
    private final DoorwardExtension doorward = new DoorwardExtension().withTimeout(Duration.ofSeconds(20));

    @Test
    void nothingIsLeftBehind() throws Exception {
        doorward.beforeEach(null);
        Path home = doorward.home();
        Bundle framework = doorward.context().getBundle(0);
        doorward.service(AuditControl.class);

        doorward.afterEach(null);

        assertThat(home).doesNotExist();
        assertThat(home.getParent()).doesNotExist();
        assertThat(framework.getState()).isEqualTo(Bundle.RESOLVED);
        assertThatThrownBy(doorward::context).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBundleThatDoesNotResolveIsAComplaint() throws Exception {
        doorward.beforeEach(null);
        BundleContext context = doorward.context();
        context.installBundle(
                "needy",
                new java.io.ByteArrayInputStream(TestBundle.named("needy")
                        .header("Import-Package", "org.example.lib")
                        .bytes()));

        assertThatThrownBy(() -> doorward.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("after the test: bundles that do not resolve: needy:1.0.0 (")
                .hasMessageContaining("(osgi.wiring.package=org.example.lib)");
    }

    /** In place: the engine goes on writing behind what is there. */
    private void forge(String pattern, String replacement) throws Exception {
        doorward.rules("-a always,exit -S file.open -k opened");
        doorward.guard("org.example.app").file(Kind.FILE_OPEN, "/x", path -> null);
        doorward.trail();
        Path trail = doorward.home().resolve("audit/audit.log");
        String text = Files.readString(trail, StandardCharsets.US_ASCII);
        String forged = text.replaceFirst(pattern, replacement);
        assertThat(forged).isNotEqualTo(text).hasSameSizeAs(text);
        Files.write(trail, forged.getBytes(StandardCharsets.US_ASCII), java.nio.file.StandardOpenOption.WRITE);
    }

    @Test
    void anEventThatTheLedgerDoesNotKnowIsAComplaint() throws Exception {
        doorward.beforeEach(null);
        forge("(type=CWD msg=audit\\([0-9.]+:)\\d", "$19"); // a serial of its own

        assertThatThrownBy(() -> doorward.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("after the test: the trail holds ")
                .hasMessageContaining("but the ledger says: reliable: emitted=");
    }

    @Test
    void aLineThatIsNoRecordIsAComplaint() throws Exception {
        doorward.beforeEach(null);
        forge("type=CWD msg", "typo=CWD msg");

        assertThatThrownBy(() -> doorward.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessage("after the test: the trail has 1 lines that are no records");
    }

    @Test
    void theEngineThatDoesNotStartSaysWhyAndLeavesNothing() throws Exception {
        DoorwardExtension wrong = new DoorwardExtension().withSetting("backlog_limit", "many");

        assertThatThrownBy(() -> wrong.beforeEach(null))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("doorward.cfg:1: backlog_limit=[many]: expected");
        wrong.afterEach(null);
    }

    @Test
    void aBundleThatIsNotOnTheClassPathIsNamed() {
        DoorwardExtension wrong = new DoorwardExtension().withBundle("org.example.nowhere");

        assertThatThrownBy(() -> wrong.beforeEach(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bundle [org.example.nowhere] is not on the class path of the test");
    }

    @Test
    void twoTestsAtATimeAreRefused() throws Exception {
        doorward.beforeEach(null);

        assertThatThrownBy(() -> doorward.beforeEach(null)).isInstanceOf(IllegalStateException.class);
        doorward.afterEach(null);
    }
}

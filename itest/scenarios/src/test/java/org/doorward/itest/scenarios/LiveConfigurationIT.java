package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.util.List;
import org.doorward.control.Mode;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.testkit.TestBundle;
import org.doorward.trail.TrailEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files in conf/ count while the system runs; a wrong one is refused whole, with file and line, and changes nothing. */
class LiveConfigurationIT {
    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension()
            .withComponents()
            .withSetting("backlog_limit", "1000")
            .withConf("audit.rules", "-a always,exit -S file.open -k opened");

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private OperationGuard guard;

    @BeforeEach
    void anApplication() {
        guard = doorward.guard("org.example.app");
    }

    private void open() {
        guard.file(Kind.FILE_OPEN, "/x", path -> null);
    }

    private void awaitError(String begin) {
        doorward.await(
                "an error [" + begin + "]",
                () -> log.messages().stream().anyMatch(line -> line.startsWith("ERROR " + begin)));
    }

    private static List<String> refusals(List<TrailEvent> facts) {
        return facts.stream()
                .map(fact -> fact.records().get(0))
                .filter(record -> "failed".equals(record.raw("res")) || "0".equals(record.raw("res")))
                .map(record -> String.valueOf(record.text("info")))
                .toList();
    }

    @Test
    void rulesCountFromTheMomentTheyAreWritten() {
        open();
        doorward.rules("-a never,exit -S file.open", "-a always,exit -S file.delete -F success=1 -k deleted");
        open();
        guard.file(Kind.FILE_DELETE, "/x", path -> null);

        assertThat(doorward.trail().operations()).hasSize(2);
        assertThat(doorward.trail().operations().get(0)).hasKind(Kind.FILE_OPEN).hasKeys("opened");
        assertThat(doorward.trail().operations().get(1))
                .hasKind(Kind.FILE_DELETE)
                .hasKeys("deleted");
        assertThat(doorward.trail().facts("CONFIG_CHANGE"))
                .extracting(fact -> fact.records().get(0).raw("op"))
                .containsExactly("add_rule", "remove_rule", "add_rule", "add_rule");
    }

    @Test
    void aWrongRuleIsRefusedWithFileAndLineAndTheRulesBeforeStayInForce() {
        doorward.conf("audit.rules", "-a always,exit -S file.delete -k deleted", "-a always,exit -S file.fly -k flown");
        String file = doorward.home().resolve("conf/audit.rules") + ":2:";

        awaitError(file);
        open();

        assertThat(doorward.control().rules()).containsExactly("-a always,exit -S file.open -k opened");
        assertThat(doorward.trail().operations().get(0)).hasKeys("opened");
        await().untilAsserted(() -> assertThat(refusals(doorward.trail().facts("CONFIG_CHANGE")))
                .containsExactly("-a always,exit -S file.fly -k flown"));
        assertThat(log.messages()).anyMatch(line -> line.contains("[file.fly]"));
    }

    @Test
    void aWrongSettingIsRefusedWithFileKeyAndLineAndTheSettingsBeforeStayInForce() {
        doorward.conf("doorward.cfg", "backlog_limit = 2000", "rate_limit = fast");
        String message = doorward.home().resolve("conf/doorward.cfg")
                + ":2: rate_limit=[fast]: expected a whole number from 0 to 1000000";

        awaitError(message);

        assertThat(doorward.control().status().backlogLimit()).isEqualTo(1000);
        // The log comes before the record.
        await().untilAsserted(() ->
                assertThat(refusals(doorward.trail().facts("USYS_CONFIG"))).containsExactly(message));
    }

    @Test
    void aSettingCountsAtOnceAndIsRecordedWithTheValueBefore() {
        doorward.setting("backlog_limit", "2000");
        doorward.await("the new limit", () -> doorward.control().status().backlogLimit() == 2000);

        doorward.await(
                "its record",
                () -> doorward.trail().facts("CONFIG_CHANGE").stream()
                        .anyMatch(fact -> "2000".equals(fact.records().get(0).raw("audit_backlog_limit"))
                                && "1000".equals(fact.records().get(0).raw("old"))));
    }

    @Test
    void theDefaultModeCountsForModulesThatSayNothing() {
        doorward.module("strict", Modules.denying("no"), "file.open");
        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);

        doorward.setting("default_mode", "complain");
        doorward.await("mode complain", () -> doorward.modules().get(0).mode() == Mode.COMPLAIN);

        open();
    }

    // ---- a module's own file
    // ---------------------------------------------------------------------------------------------------

    private void rename(String from, String to) {
        guard.file(Kind.FILE_RENAME, from, to, (source, target) -> null);
    }

    private boolean isFlagged(String from, String to) {
        long before = doorward.trail().operations(Kind.FILE_RENAME).size();
        rename(from, to);
        return doorward.trail().operations(Kind.FILE_RENAME).size() > before;
    }

    private void deployRenameRoles() throws ClassNotFoundException {
        doorward.deploy(TestBundle.containing(Class.forName("org.doorward.samples.renameroles.RenameRolesModule")));
        doorward.awaitModule("rename-roles");
    }

    @Test
    void aModuleTakesItsConfigurationOverWhileItDecides() throws Exception {
        doorward.conf("rename.roles.cfg", "folders = /srv/published");
        deployRenameRoles();
        doorward.await("the folder to count", () -> !isFlagged("/a", "/b"));
        assertThat(isFlagged("/a", "/srv/published/b")).isTrue();

        doorward.conf("rename.roles.cfg", "folders = /srv/archive", "keep = /srv/archive");

        doorward.await("the other folder to count", () -> !isFlagged("/a", "/srv/published/b"));
        assertThatThrownBy(() -> rename("/srv/archive/a", "/b"))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("a move out of /srv/archive");
    }

    @Test
    void aWrongConfigurationOfAModuleIsRefusedAndTheOneBeforeStaysInForce() throws Exception {
        doorward.conf("rename.roles.cfg", "folders = /srv/published", "keep = /srv/published");
        deployRenameRoles();
        doorward.await("the folder to count", () -> !isFlagged("/a", "/b"));

        doorward.conf("rename.roles.cfg", "folders = published", "keep = ");
        doorward.conf("rename.roles.sign.cfg", "written = after");

        doorward.await("the file that was written after to be read", () -> isConfigured("rename.roles.sign"));
        assertThat(isFlagged("/a", "/srv/published/b")).isTrue();
        assertThat(isFlagged("/a", "/b")).isFalse();
        assertThatThrownBy(() -> rename("/srv/published/a", "/b")).isInstanceOf(OperationDeniedException.class);
    }

    /** ConfigAdmin keeps each configuration in a file of its own. */
    private boolean isConfigured(String pid) {
        return java.util.Arrays.stream(doorward.context().getBundles())
                .filter(bundle -> "org.apache.felix.configadmin".equals(bundle.getSymbolicName()))
                .anyMatch(bundle -> bundle.getBundleContext()
                        .getDataFile("config/" + pid.replace('.', '/') + ".config")
                        .exists());
    }
}

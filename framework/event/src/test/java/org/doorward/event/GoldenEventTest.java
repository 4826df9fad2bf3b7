package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.module.OpenFlags;
import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.Test;

/** What we write is the golden trail to the byte. */
class GoldenEventTest {
    private final EventEncoder event = new EventEncoder();

    private EventEncoder billing(String kind) {
        begin(kind);
        event.subject(
                "org.example.billing",
                "1.4.2",
                "file:/srv/doorward/bundle/billing-1.4.2.jar",
                "org.example.billing:1.4.2");
        event.duration(42);
        return event;
    }

    private void begin(String kind) {
        KindSpec spec = KindTable.contract().find(kind);
        event.begin(spec == null ? KindSpec.application(kind, java.util.List.of()) : spec);
    }

    private void isGolden(long serial) {
        assertThat(ContractTrail.written(event, serial)).isEqualTo(ContractTrail.event(serial));
    }

    @Test
    void aFailedOpenSaysItsErrnoAndException() {
        billing("file.open").path(Role.OBJECT, pathOf(1013));
        event.options(OpenFlags.READ);
        event.outcome(false, -2, "java.nio.file.NoSuchFileException");
        event.key("reports");
        isGolden(1013);
    }

    @Test
    void aRenameSaysWhichPathIsWhich() {
        billing("file.rename").path(Role.SOURCE, "/srv/in/gone.txt");
        event.path(Role.TARGET, "/srv/out/there.txt");
        event.options(OpenFlags.REPLACE_EXISTING);
        event.outcome(false, -2, "java.nio.file.NoSuchFileException");
        event.key("exports");
        isGolden(1022);
    }

    @Test
    void aHardLinkHasTheExistingFileFirst() {
        billing("file.link").path(Role.SOURCE, "/srv/data/orig.txt");
        event.path(Role.TARGET, "/srv/data/hard.txt");
        event.outcome(true, 0, null);
        event.key("exports");
        isGolden(1023);
    }

    @Test
    void aSymbolicLinkHasItsContentBesides() {
        billing("file.symlink").path(Role.SOURCE, "/srv/up/content.txt");
        event.path(Role.TARGET, "/srv/data/soft.txt");
        event.text("content", "../up/content.txt");
        event.outcome(true, 0, null);
        event.key("exports");
        isGolden(1024);
    }

    @Test
    void aCopyHasSourceAndTarget() {
        billing("file.copy").path(Role.SOURCE, "/srv/data/orig.txt");
        event.path(Role.TARGET, "/srv/copies/copy.txt");
        event.outcome(true, 0, null);
        event.key("exports");
        isGolden(1025);
    }

    @Test
    void aDeleteThatReturnsFalseHasNoException() {
        billing("file.delete").path(Role.OBJECT, "/srv/data/nothing");
        event.outcome(false, -5, null);
        event.key("exports");
        isGolden(1028);
    }

    @Test
    void aNewFolderHasItsParentFirst() {
        billing("file.mkdir").path(Role.OBJECT, "/srv/data/sub");
        event.outcome(true, 0, null);
        event.key("exports");
        isGolden(1029);
    }

    @Test
    void anAttributeIsInARecordOfItsOwn() {
        billing("file.setattr").path(Role.OBJECT, "/srv/data/hard.txt");
        event.text("attribute", "posix:permissions");
        event.text("value", "rwxr-x---");
        event.outcome(true, 0, null);
        event.key("exports");
        isGolden(1031);
    }

    @Test
    void twoModulesThatDenyAreTwoAccessVectors() {
        begin("file.delete");
        event.subject(
                "odd name", "1.0.0", "https://repo.example.org/get?bundle=odd name", Label.of("odd name", "1.0.0"));
        event.duration(42);
        event.path(Role.OBJECT, "/srv/secret/a b=c.key");
        event.denial("secrets", null, null, false);
        event.denial("retention", "keep-7y", null, true);
        event.section("secrets", "vault");
        event.section("retention", "keep");
        event.field("until", "2030");
        event.outcome(false, -13, "java.nio.file.AccessDeniedException");
        isGolden(1017);
    }

    @Test
    void aDenialWithoutABundleOnTheStackIsUnattributed() {
        begin("file.list");
        event.path(Role.OBJECT, "/srv/secret");
        event.denial("secrets", null, null, false);
        event.outcome(false, -13, "java.nio.file.AccessDeniedException");
        event.duration(42);
        isGolden(1018);
    }

    @Test
    void factsOfTheCoreAreOneRecordEach() {
        Facts.moduleLoad(event, "secrets", "1.2.0", "ab".repeat(32), "complain");
        isGolden(1003);
        Facts.setMode(event, "secrets", "complain", "enforce");
        isGolden(1005);
        Facts.auditSetting(event, "audit_backlog_limit", 8192, 64, true);
        isGolden(1006);
        Facts.auditSetting(event, "audit_backlog_limit", -5, 8192, false);
        isGolden(1007);
        Facts.rule(event, true, "exports", 4, "-a always,exit -S file.rename -F success=1 -k exports", true);
        isGolden(1008);
        Facts.rule(event, false, "exports", 4, "-a always,exit -S file.rename -F success=1 -k exports", true);
        isGolden(1009);
        Facts.setting(event, "doorward.commit", "exit", "entry", null, true);
        isGolden(1010);
        Facts.setting(event, "doorward.space_left", "75", "-1", "expected 1 or more", false);
        isGolden(1011);
        Facts.lost(event, LossReason.BACKLOG, Lane.LOSSY, 120, 1066, 1185, "org.example.noisy");
        isGolden(1186);
        Facts.syncError(event, "audit.log", -5, 17);
        isGolden(1189);
        Facts.tornTail(event, "audit.log", 212, 1065);
        isGolden(1190);
        Facts.rotate(event, "audit.log.1", "audit.log");
        isGolden(1191);
        Facts.moduleFault(event, "retention", "file.open", "java.lang.NullPointerException", 12, true);
        isGolden(1195);
        Facts.command(event, "/opt/doorward", "auditctl -b 4096", "root", true);
        isGolden(1197);
        Facts.message(event, "before the maintenance");
        isGolden(1198);
        Facts.moduleUnload(event, "secrets", "1.2.0", 2, 4);
        isGolden(1199);
        Facts.stop(event, 82, 120);
        isGolden(1202);
    }

    private static String pathOf(long serial) {
        return ContractTrail.event(serial).replaceAll("(?s).* name=\"([^\"]*)\".*", "$1");
    }
}

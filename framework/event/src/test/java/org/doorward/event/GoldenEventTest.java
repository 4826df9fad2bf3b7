package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.module.OpenFlags;
import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.Test;

/** What we write of files, of applications and of the engine is the golden trail to the byte. */
class GoldenEventTest extends GoldenEvents {
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
    void aNewFileHasItsParentFirst() {
        billing("file.create").path(Role.TARGET, "/srv/data/new.tmp");
        event.options(OpenFlags.WRITE | OpenFlags.CREATE_NEW | OpenFlags.DELETE_ON_CLOSE);
        event.outcome(true, 0, null);
        event.key("reports");
        isGolden(1014);
    }

    @Test
    void anAllowedOpenHasWhatItsModuleJudged() {
        billing("file.open").path(Role.OBJECT, "/srv/data/in.txt");
        event.options(OpenFlags.READ);
        event.section("reports", "reports");
        event.field("document", "2025-06");
        event.outcome(true, 0, null);
        forAlice();
        isGolden(1012);
    }

    @Test
    void aDeniedOpenHasRuleAndReason() {
        billing("file.open").path(Role.OBJECT, "/srv/secret/master.key");
        event.options(OpenFlags.READ);
        event.denial("secrets", "vault-only", "not the vault", false);
        event.section("secrets", "secrets");
        event.field("category", "key");
        event.outcome(false, -13, "java.nio.file.AccessDeniedException");
        forAlice();
        isGolden(1015);
    }

    @Test
    void anOpenThatWouldBeDeniedSucceeds() {
        billing("file.open").path(Role.OBJECT, "/srv/secret/old.key");
        event.options(OpenFlags.READ);
        event.denial("secrets", "vault-only", null, true);
        event.section("secrets", "secrets");
        event.field("category", "key");
        event.outcome(true, 0, null);
        isGolden(1016);
    }

    @Test
    void anEventNamesTheEventOfItsEntry() {
        billing("file.rename").path(Role.SOURCE, "/srv/in/draft.txt");
        event.path(Role.TARGET, "/srv/out/final.txt");
        event.entry(1019);
        event.section("exports", "exports");
        event.field("old", "/srv/in/draft.txt");
        event.field("new", "/srv/out/final.txt");
        event.outcome(true, 0, null);
        forAlice();
        isGolden(1020);
    }

    @Test
    void theEntryOfAnOperationIsARecordOfItsOwn() {
        event.beginEntry(KindTable.contract().find("file.rename"));
        billing();
        forAlice();
        event.path(Role.SOURCE, "/srv/in/draft.txt");
        event.path(Role.TARGET, "/srv/out/final.txt");
        event.key("exports");
        isGolden(1019);
    }

    @Test
    void aFailedCopySaysSo() {
        billing("file.copy").path(Role.SOURCE, "/srv/data/orig.txt");
        event.path(Role.TARGET, "/srv/copies/copy.txt");
        event.outcome(false, -17, "java.nio.file.FileAlreadyExistsException");
        event.key("exports");
        isGolden(1026);
    }

    @Test
    void aDeleteThatThrowsNamesItsException() {
        billing("file.delete").path(Role.TARGET, "/srv/data/full");
        event.outcome(false, -39, "java.nio.file.DirectoryNotEmptyException");
        event.key("exports");
        isGolden(1027);
    }

    @Test
    void aTracedOperationIsInTheLossyLane() {
        billing("file.list").path(Role.OBJECT, "/srv/data");
        event.lane(Lane.LOSSY);
        event.outcome(true, 0, null);
        event.key("listing");
        isGolden(1030);
    }

    @Test
    void anApplicationsOwnOperationHasAllItsArguments() {
        billing("payment.transfer").text("account", "A-1");
        event.text("to", "B-2");
        event.decimal("amount", 12050, 2);
        event.secret("card");
        event.hashed("iban", "DE1");
        event.denial("limits", "daily", "over daily limit", false);
        event.section("limits", "payment");
        event.field("limit", 10000, 2);
        event.field("day_total", 98000, 2);
        event.outcome(false, -13, "org.doorward.guard.OperationDeniedException");

        forAlice();
        String written = ContractTrail.written(event, 1063);
        assertThat(written).containsPattern(" iban=hmac:[0-9a-f]{32}\n");
        isGolden( // the hash of another key
                1063, written.replaceAll("hmac:[0-9a-f]{32}", "hmac:5d41402abc4b2a76b9719d911017c592"));
    }

    @Test
    void severalKeysAndATextThatWasCut() {
        billing("payment.transfer").text("account", "A-1");
        event.text("to", "B-2");
        event.decimal("amount", 2000, 2);
        event.text("note", "n".repeat(1 << 20));
        event.bytes("blob", new byte[] {9, 0, 1, 2, -2, -1, 9}, 1, 5);
        event.text("memo", "caf\u00e9 \"x\"=1\n");
        event.key("payment-large");
        event.key("over=limit");
        event.section("limits", "payment-large");
        event.field("limit", 10000, 2);
        event.outcome(true, 0, null);

        forAlice();
        isGolden(1064);
    }

    @Test
    void aPathThatWasCutSaysItsLength() {
        billing("file.list").path(Role.OBJECT, "/srv/" + "\u00e9".repeat(3000));
        event.outcome(false, -36, "java.nio.file.FileSystemException");
        event.key("listing");
        isGolden(1065);
    }

    @Test
    void factsOfTheCoreAreOneRecordEach() {
        Facts.moduleLoad(event, "secrets", "1.2.0", "ab".repeat(32), "complain");
        isGolden(1003);
        Facts.loadPolicy(event, "base", "7", 120, "cd".repeat(32), "ef".repeat(32), true);
        isGolden(1004);
        Facts.setMode(event, "secrets", "complain", "enforce", true);
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
        Facts.stall(event, 1204, "audit.log");
        isGolden(1187);
        Facts.diskStage(event, "space-left", 74, 75, "syslog");
        isGolden(1188);
        Facts.syncError(event, "audit.log", -5, 17);
        isGolden(1189);
        Facts.tornTail(event, "audit.log", 212, 1065);
        isGolden(1190);
        Facts.rotate(event, "audit.log.1", "audit.log");
        isGolden(1191);
        Facts.resume(event, "space-left");
        isGolden(1192);
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

    @Test
    void theStartOfTheEngineNamesTheJvm() {
        Facts.start(event, "1.0.0", "6f1c2d7ea90b4c55", true, true);
        isGolden(
                1001,
                ContractTrail.written(event, 1001).replace("jvm-" + System.getProperty("java.version"), "jvm-17.0.15"));
        Facts.selfTest(event, 74, 195, 0, true);
        isGolden(1002);
    }

    /** Facts that nothing raises yet: the form of their types is here all the same. */
    @Test
    void factsOfLaterPartsHaveTheirForm() {
        event.begin(RecordType.USER_MAC_POLICY_LOAD);
        event.factToken("op", "load-policy");
        event.factText("policy", "base");
        event.factNumber("version", 7);
        event.factNumber("rules", 120);
        event.factToken("sha256", "cd".repeat(32));
        event.factToken("old", "ef".repeat(32));
        event.factToken("lsm", "doorward");
        isGolden(1004);

        event.begin(RecordType.CRYPTO_KEY_USER);
        event.factToken("op", "checkpoint");
        event.factText("origin", "example.org/trail/6f1c2d7ea90b4c55");
        event.factNumber("size", 71);
        event.factToken("root", "9a".repeat(32));
        event.factToken("signer", "0b".repeat(8));
        event.factText("note_file", "checkpoint.71");
        isGolden(1193);

        event.begin(RecordType.CRYPTO_KEY_USER);
        event.factToken("op", "next-key");
        event.factToken("signer", "0b".repeat(8));
        event.factToken("next", "1c".repeat(32));
        isGolden(1194);

        Facts.denialStorm(event, "org.example.noisy", "file.open", 100000, 1000);
        isGolden(1196);
    }

    private static String pathOf(long serial) {
        return ContractTrail.event(serial).replaceAll("(?s).* name=\"([^\"]*)\".*", "$1");
    }
}

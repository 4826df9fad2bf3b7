package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.nio.file.FileAlreadyExistsException;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Outcome;
import org.doorward.control.RuleStatus;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators select when the outcome is known. */
class RulesAtExitTest {
    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void open(String path) {
        guard.<Object, RuntimeException>file(Kind.FILE_OPEN, path, judged -> null);
    }

    private void failToOpen(String path) {
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, path, judged -> {
                    throw new FileAlreadyExistsException(judged);
                }))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    private String[] recordedPaths() {
        return engine.operations().stream()
                .map(event -> field(" " + records(event, "PATH").get(0), "name"))
                .toArray(String[]::new);
    }

    @Test
    void aRuleSelectsByErrno() {
        engine.rules("-a always,exit -S file.open -F exit=-17 -k exists");
        open("/a");
        failToOpen("/b");

        assertThat(recordedPaths()).containsExactly("/b");
        assertThat(engine.operations().get(0)).contains("success=no exit=-17", "key=\"exists\"", "lane=reliable");
    }

    @Test
    void aRuleSelectsByPathAndByFolderWhateverDotsAreInTheName() {
        engine.rules("-a always,exit -F path=/srv/one", "-a always,exit -F dir=/srv/two");
        open("/srv/./x/../one");
        open("/srv/one/below");
        open("../two/below");
        open("/srv/twofold");

        assertThat(recordedPaths()).containsExactly("/srv/./x/../one", "/srv/work/../two/below");
    }

    @Test
    void aRuleSelectsBySubject() {
        engine.rules("-a always,exit -F subj=org.example.app:1.0.0");
        open("/a");
        engine.core()
                .guard(new Engine.Identity("org.example.other", "1.0.0", ""))
                .<Object, RuntimeException>file(Kind.FILE_OPEN, "/b", judged -> null);

        assertThat(recordedPaths()).containsExactly("/a");
    }

    @Test
    void theHitsOfRulesAreCountedAndOutliveAChangeOfOthers() {
        engine.rules("-a never,exit -F path=/a", "-a always,exit -S file.open -k opens");
        open("/a");
        open("/b");
        engine.rules("-a always,exit -S file.open -k opens");
        open("/a");

        RuleStatus opens = engine.core().control().ruleStatus().get(0);
        assertThat(engine.core().control().ruleStatus()).hasSize(1);
        assertThat(opens.text()).isEqualTo("-a always,exit -S file.open -k opens");
        assertThat(opens.keys()).containsExactly("opens");
        assertThat(opens.hits()).isEqualTo(2);
    }

    @Test
    void aRuleSelectsByTheExceptionWithWhichItFailed() {
        engine.rules("-a always,exit -F exception=java.nio.file.*");
        open("/a");
        failToOpen("/b");

        assertThat(recordedPaths()).containsExactly("/b");
    }

    @Test
    void aRuleSelectsByTheBundleAndByWhomItActsFor() {
        engine.rules("-a always,exit -F bundle=org.example.* -F principal=alice -F tenant!=acme -k hers");
        open("/nobody's");
        guard.<Object, RuntimeException>as("alice", "acme", () -> {
            open("/in acme");
            return null;
        });
        guard.<Object, RuntimeException>as("alice", "zeta", () -> {
            open("/in zeta");
            return null;
        });

        assertThat(engine.operations()).hasSize(1);
        assertThat(engine.operations().get(0)).contains("key=\"hers\"");
        assertThat(recordedPaths()).hasSize(1);
    }

    @Test
    void aRuleSelectsByWhatAnOpenMayDo() {
        engine.rules("-w /srv/watched -p wa -k changes");
        guard.<Object, RuntimeException>file(Kind.FILE_DELETE, "/srv/watched/a", judged -> null);
        open("/srv/watched/b");
        guard.<Object, RuntimeException>file(Kind.FILE_DELETE, "/srv/else", judged -> null);

        assertThat(engine.operations()).hasSize(1);
        assertThat(engine.operations().get(0)).contains("key=\"changes\"", "name=\"/srv/watched/a\"");
    }

    @Test
    void aRuleSelectsByAnyOfTheModulesThatFlaggedOrDenied() {
        engine.modules(
                module("flags", DecisionTest.flagging("f"), "file.open"),
                module("passes", (operation, audit) -> Decision.PASS, "file.open"),
                module("denies", (operation, audit) -> Decision.DENY, "file.open"));
        engine.rules(
                "-a always,exit -F module=passes -k wrong",
                "-a always,exit -F module=flags -F module=denies -k both",
                "-a always,exit -F module!=flags -F module!=denies -k neither");
        assertThatThrownBy(() -> open("/a")).isInstanceOf(OperationDeniedException.class);
        guard.<Object, RuntimeException>file(Kind.FILE_DELETE, "/b", judged -> null);

        assertThat(engine.operations()).hasSize(2);
        assertThat(engine.operations().get(0)).contains("key=6601626F7468"); // f, both
        assertThat(engine.operations().get(1)).contains("key=\"neither\"");
    }

    @Test
    void aRuleSelectsByTheKeyThatAModuleGaveAndAddsItsOwn() {
        engine.modules(module("flags", DecisionTest.flagging("mine"), "file.open"));
        engine.rules("-a always,exit -F key=mine -k yours");
        open("/a");

        // Several keys stand in hexadecimal, parted by 0x01.
        assertThat(engine.operations().get(0)).contains("key=6D696E6501796F757273");
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        engine.rules("-a never,exit -F dir=/srv/quiet", "-a always,exit -S file.open -k all");
        open("/srv/quiet/a");
        open("/srv/loud/a");

        assertThat(recordedPaths()).containsExactly("/srv/loud/a");
    }

    @Test
    void aRuleOfTheLossyLaneSelectsForItUnlessAModuleFlagged() {
        engine.rules("-a always,exit -S file.* -F lane=lossy -k debug");
        engine.modules(module("flags", DecisionTest.flagging("f"), "file.delete"));
        open("/a");
        guard.file(Kind.FILE_DELETE, "/a", path -> null);

        assertThat(engine.operations().get(0)).contains("lane=lossy");
        assertThat(engine.operations().get(1)).contains("lane=reliable");
    }

    @Test
    void aDenialGetsTheKeysOfTheRulesThatMatchIt() {
        engine.modules(module("no", (operation, audit) -> Decision.DENY, "file.open"));
        engine.rules("-a always,exit -F success=0 -k failed");

        assertThatThrownBy(() -> open("/a")).isInstanceOf(OperationDeniedException.class);

        assertThat(engine.operations().get(0)).contains("key=\"failed\"", "exit=-13");
    }

    @Test
    void aModuleFlagsByOutcome() {
        engine.modules(module("failures", new FlaggingFailures(), "file.open"));
        open("/a");
        failToOpen("/b");

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("module=\"failures\" flag=\"failed\" errno=-17", "lane=reliable", "/b")
                .doesNotContain("dur_us");
    }

    private static final class FlaggingFailures implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            if (!outcome.succeeded()) {
                audit.flag("failed").field("errno", outcome.exit());
            }
        }
    }

    @Test
    void stampAndSerialAreTakenAtTheEndSoThatTheSerialsStandInTheOrderOfTheOutcomes() {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.open"));
        guard.<Object, RuntimeException>file(Kind.FILE_OPEN, "/outer", outer -> {
            open("/inner");
            return null;
        });

        assertThat(recordedPaths()).containsExactly("/inner", "/outer");
        assertThat(engine.operations())
                .extracting(event -> Long.parseLong(event.replaceAll("(?s).*?:(\\d+)\\).*", "$1")))
                .isSorted();
    }
}

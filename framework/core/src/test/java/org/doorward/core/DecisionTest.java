package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.ranked;
import static org.doorward.core.Engine.records;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.doorward.audit.Advisor;
import org.doorward.control.Enabled;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What modules say, and what becomes of it. */
class DecisionTest {
    private static final SecurityModule PASSING = (operation, audit) -> Decision.PASS;
    private static final SecurityModule DENYING = (operation, audit) -> {
        audit.reason("not here").rule("r7");
        return Decision.DENY;
    };

    private final Engine engine = new Engine();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    @Test
    void anOperationThatNobodyWantsRunsAndLeavesNoRecord() {
        String result = engine.guard().file(Kind.FILE_OPEN, "notes.txt", path -> "opened " + path);

        assertThat(result).isEqualTo("opened notes.txt");
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void anOperationThatAllPassRunsAndLeavesNoRecord() {
        engine.modules(module("a", PASSING, "file.*"), module("b", PASSING, "file.open"));

        String result = engine.guard().file(Kind.FILE_OPEN, "notes.txt", path -> "opened " + path);

        assertThat(result).isEqualTo("opened notes.txt");
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void aDeniedOperationDoesNotStartAndItsRecordIsThereBeforeTheException() {
        engine.modules(module("secrets", DENYING, "file.rename"));
        List<String> started = new ArrayList<>();

        OperationDeniedException denial = catchThrowableOfType(
                OperationDeniedException.class,
                () -> engine.guard().file(Kind.FILE_RENAME, "a", "/b", (from, to) -> started.add(from)));

        assertThat(started).isEmpty();
        String event = engine.operations().get(0);
        assertThat(event).contains(denial.eventId());
        assertThat(denial)
                .hasMessage("denied file.rename for org.example.app:1.0.0 by module [secrets]: not here; event "
                        + denial.eventId());
        assertThat(denial.kind()).isEqualTo("file.rename");
        assertThat(denial.module()).isEqualTo("secrets");
        assertThat(records(event, "AVC").get(0))
                .contains("{ rename }", "permissive=0", "module=\"secrets\"", "rule=\"r7\"");
        assertThat(records(event, "SYSCALL").get(0)).contains("success=no exit=-13", "lane=reliable");
        assertThat(records(event, "PATH"))
                .extracting(line -> field(" " + line, "name"))
                .containsExactly("/srv/work/", "/", "/srv/work/a", "/b");
    }

    @Test
    void inModeComplainADenialIsRecordedAndPasses() {
        engine.modules(module("secrets", Mode.COMPLAIN, DENYING, "file.delete"));

        assertThat(engine.guard().<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "gone"))
                .isEqualTo("gone");

        String event = engine.operations().get(0);
        assertThat(records(event, "AVC").get(0)).contains("permissive=1");
        assertThat(records(event, "SYSCALL").get(0)).contains("success=yes exit=0");
    }

    @Test
    void theModeOfTheConfigurationOverrulesTheDeclaredOne() {
        engine.modules(module("secrets", Mode.ENFORCE, DENYING, "file.delete"));
        engine.core().setModes(Map.of("secrets", Mode.COMPLAIN), Mode.ENFORCE);

        engine.guard().<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "gone");

        assertThat(engine.core().control().modules().get(0).mode()).isEqualTo(Mode.COMPLAIN);
        assertThat(engine.core().control().modules().get(0).wouldDeny()).isEqualTo(1);
        assertThat(engine.facts("USER_MAC_CONFIG_CHANGE"))
                .singleElement()
                .asString()
                .contains("module=\"secrets\" old=enforce new=complain");
    }

    @Test
    void inTheGlobalModeComplainNobodyEnforcesAndEachKeepsItsOwnMode() {
        engine.modules(
                module("a", Mode.ENFORCE, DENYING, "file.delete"), module("b", Mode.COMPLAIN, DENYING, "file.delete"));
        engine.core().setGlobalMode(Mode.COMPLAIN);

        engine.guard().<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "gone");
        engine.core().setModes(Map.of("b", Mode.ENFORCE), Mode.ENFORCE);
        assertThat(modes()).containsExactly(Mode.COMPLAIN, Mode.COMPLAIN);
        engine.core().setGlobalMode(Mode.ENFORCE);

        assertThat(modes()).containsExactly(Mode.ENFORCE, Mode.ENFORCE);
        assertThat(engine.facts("USER_MAC_CONFIG_CHANGE"))
                .satisfiesExactly(
                        all -> assertThat(all).contains("module=\"*\" old=enforce new=complain"),
                        one -> assertThat(one).contains("module=\"b\" old=complain new=enforce"),
                        all -> assertThat(all).contains("module=\"*\" old=complain new=enforce"));
    }

    private List<Mode> modes() {
        return engine.core().control().modules().stream()
                .map(ModuleStatus::mode)
                .toList();
    }

    @Test
    void theOperationsAreCountedInWhichAModuleIsAskedWhateverElseIsDeployed() {
        DeployedModule stays = module("stays", PASSING, "file.*");
        engine.modules(stays);
        for (int round = 0; round < 40; round++) {
            engine.guard().file(Kind.FILE_OPEN, "/a", path -> null);
            engine.guard().file(Kind.FILE_LIST, "/a", path -> null);
            engine.rules(round % 2 == 0 ? "-a always,exit -S file.delete" : "-a always,exit -S file.mkdir");
            engine.modules(stays, module("comes" + round, PASSING, "file.open"));
        }
        engine.guard().file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(engine.core().control().modules())
                .extracting(ModuleStatus::name, ModuleStatus::calls)
                .containsExactly(tuple("stays", 81L), tuple("comes39", 1L));
    }

    private interface AdvisingModule extends SecurityModule, Advisor {}

    @Test
    void theModuleThatDeniedIsAskedWhatWouldAllowItAndWhatItThrowsIsSaid() {
        TrailRecord denial = mock(TrailRecord.class);
        AdvisingModule module = mock(AdvisingModule.class);
        when(denial.text("module")).thenReturn("advises");
        when(module.whatWouldAllow(any(), any())).thenReturn(List.of("do this")).thenThrow(new IllegalStateException());
        engine.modules(module("plain", PASSING, "file.open"), module("advises", module, "file.open"));

        assertThat(engine.core().whatWouldAllow(null, denial)).containsExactly("do this");
        assertThat(engine.core().whatWouldAllow(null, denial))
                .containsExactly("module [advises] could not say what would allow it: java.lang.IllegalStateException");
        when(denial.text("module")).thenReturn("plain");
        assertThat(engine.core().whatWouldAllow(null, denial)).isEmpty();
    }

    @Test
    void theTimeOfAModuleIsTheMeanOfASample() {
        engine.modules(module("asked", PASSING, "file.open"), module("idle", PASSING, "file.delete"));

        engine.guard().file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(engine.core().control().modules().get(0).meanNanos()).isPositive();
        assertThat(engine.core().control().modules().get(1).meanNanos()).isEqualTo(-1);
    }

    @Test
    void aFlaggedOperationIsRecordedWithItsArgumentsAndItsOutcome() {
        engine.modules(module(
                "roles",
                (operation, audit) -> {
                    FileOperation file = (FileOperation) operation;
                    audit.flag("renames")
                            .field("old", file.source())
                            .field("new", file.target())
                            .field("size", 42)
                            .field("price", 12050, 2)
                            .field("hot", true)
                            .field("none", (String) null)
                            .secret("pin")
                            .hashed("iban", "DE1");
                    return Decision.PASS;
                },
                "file.rename"));

        engine.guard().file(Kind.FILE_RENAME, "../in/draft", "/out/final", (from, to) -> null);

        String event = engine.operations().get(0);
        assertThat(records(event, "SYSCALL").get(0))
                .contains(
                        "success=yes exit=0",
                        "key=\"renames\"",
                        "kind=file.rename",
                        "lane=reliable",
                        "dur_us=",
                        "comm=\"org.example.app\"",
                        "subj=org.example.app:1.0.0");
        assertThat(records(event, "KERNEL_OTHER").get(0))
                .startsWith("module=\"roles\" flag=\"renames\" old=\"/srv/work/../in/draft\" new=\"/out/final\" size=42"
                        + " price=120.50 hot=true none=(null) pin=(masked) iban=hmac:");
    }

    @Test
    void aFailureIsRecordedWithItsErrnoAndHandedThroughUnchanged() {
        engine.modules(module("all", flagging("all"), "file.*"));
        NoSuchFileException failure = new NoSuchFileException("/x");

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/x", path -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(engine.operations().get(0))
                .contains("success=no exit=-2", "exception=\"java.nio.file.NoSuchFileException\"");
    }

    @Test
    void aTracedOperationGoesToTheLossyLaneUnlessSomebodyFlagsIt() {
        SecurityModule tracing = (operation, audit) -> {
            audit.trace("debug").field("n", 1);
            return Decision.PASS;
        };
        engine.modules(
                module("tracer", tracing, "file.open", "file.delete"), module("flags", flagging("f"), "file.delete"));

        engine.guard().file(Kind.FILE_OPEN, "/x", path -> null);
        engine.guard().file(Kind.FILE_DELETE, "/x", path -> null);

        assertThat(engine.operations().get(0)).contains("lane=lossy", "key=\"debug\"");
        assertThat(engine.operations().get(1)).contains("lane=reliable", "flag=\"debug\" n=1", "flag=\"f\"");
    }

    @Test
    void twoModulesThatDisagreeGiveTheSameVerdictAndTheSameRecordsInEveryOrder() {
        List<List<String>> seen = new ArrayList<>();
        for (boolean denierFirst : new boolean[] {true, false}) {
            engine.modules(
                    ranked("no", denierFirst ? 2 : 1, Mode.ENFORCE, DENYING, "file.open"),
                    ranked("yes", denierFirst ? 1 : 2, Mode.ENFORCE, flagging("y"), "file.open"));
            assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/x", path -> null))
                    .isInstanceOf(OperationDeniedException.class);
            String event = engine.operations().get(engine.operations().size() - 1);
            seen.add(event.lines()
                    .map(line -> line.replaceAll("audit\\([^)]*\\)", ""))
                    .sorted()
                    .collect(Collectors.toList()));
        }

        assertThat(seen.get(0)).isEqualTo(seen.get(1)).anyMatch(line -> line.contains("flag=\"y\""));
    }

    @Test
    void aRequiredModuleThatIsMissingDeniesEverythingUntilItIsThere() {
        engine.core().setRequiredModules(java.util.Set.of("secrets"));

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/x", path -> null))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by doorward: the required module [secrets] is missing");
        engine.modules(module("secrets", PASSING, "file.delete"));
        assertThat(engine.guard().<String, RuntimeException>file(Kind.FILE_OPEN, "/x", path -> "open"))
                .isEqualTo("open");
    }

    @Test
    void anExitRuleSelectsByOutcomeWhatNobodyFlagged() {
        engine.rules("-a always,exit -S file.delete -F success=0 -k failed-deletes");

        engine.guard().file(Kind.FILE_DELETE, "/x", path -> null);
        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_DELETE, "/x", path -> {
                    throw new IOException("Permission denied");
                }))
                .isInstanceOf(IOException.class);

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("exit=-13", "key=\"failed-deletes\"")
                .doesNotContain("dur_us");
    }

    @Test
    void aNeverRuleDropsWhatWasFlaggedButNoDenial() {
        engine.rules("-a never,exit -S file.*");
        engine.modules(
                module("flags", flagging("f"), "file.open"),
                module("secrets", DENYING, "file.delete"),
                module("would", Mode.COMPLAIN, DENYING, "file.mkdir"));

        engine.guard().file(Kind.FILE_OPEN, "/x", path -> null);
        engine.guard().file(Kind.FILE_MKDIR, "/x", path -> null);
        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_DELETE, "/x", path -> null))
                .isInstanceOf(OperationDeniedException.class);

        assertThat(engine.operations())
                .extracting(event -> field(event, "kind"))
                .containsExactly("file.mkdir", "file.delete");
    }

    @Test
    void whileRecordingIsOffNothingIsRecordedButDenials() {
        engine.rules("-a always,exit -S file.* -k rules");
        engine.modules(
                module("flags", flagging("f"), "file.open"),
                module("secrets", DENYING, "file.delete"),
                module("would", Mode.COMPLAIN, DENYING, "file.mkdir"));

        engine.core().setEnabled(Enabled.OFF, "test");
        engine.guard().file(Kind.FILE_OPEN, "/x", path -> null);
        engine.guard().file(Kind.FILE_LIST, "/x", path -> null);
        engine.guard().file(Kind.FILE_MKDIR, "/x", path -> null);
        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_DELETE, "/x", path -> null))
                .isInstanceOf(OperationDeniedException.class);
        engine.core().setEnabled(Enabled.ON, "test");
        engine.guard().file(Kind.FILE_LIST, "/x", path -> null);

        assertThat(engine.operations())
                .extracting(event -> field(event, "kind"))
                .containsExactly("file.mkdir", "file.delete", "file.list");
    }

    @Test
    void whatIsLockedStaysAsItIs() {
        assertThat(engine.core().setEnabled(Enabled.LOCKED, "somebody")).isTrue();

        assertThat(engine.core().setEnabled(Enabled.OFF, "another")).isFalse();
        assertThat(engine.core().setEnabled(Enabled.LOCKED, "another")).isFalse();

        assertThat(engine.core().lockedBy()).isEqualTo("somebody");
        assertThat(engine.core().control().status().enabled()).isEqualTo(Enabled.LOCKED);
    }

    @Test
    void aModuleSeesPathsAsTextAfterTakingOutDots() {
        PathMatch secret = PathMatch.under("/srv/secret");
        List<Boolean> seen = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    seen.add(((FileOperation) operation).touches(secret));
                    return Decision.PASS;
                },
                "file.*"));

        for (String path :
                List.of("../secret/key", "../secret", "/srv//x/.././secret/", "/srv/secrets", "secret", "")) {
            engine.guard().file(Kind.FILE_OPEN, path, opened -> null);
        }
        engine.guard().file(Kind.FILE_RENAME, "/a", "../secret/b", (from, to) -> null);

        assertThat(seen).containsExactly(true, true, true, false, false, false, true);
    }

    static SecurityModule flagging(String key) {
        return (operation, audit) -> {
            audit.flag(key);
            return Decision.PASS;
        };
    }
}

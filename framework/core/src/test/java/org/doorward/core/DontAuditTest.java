package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Denials that a module wants no record of: they deny, and are counted. */
class DontAuditTest {
    private static final SecurityModule QUIET = (operation, audit) -> {
        audit.rule("probes").reason("dull").dontAudit();
        return Decision.DENY;
    };

    private final Engine engine = new Engine();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private String open() {
        return engine.guard().<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> "opened");
    }

    private ModuleStatus status(String name) {
        return engine.core().control().modules().stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDenialStandsLeavesNoRecordAndIsCountedUnderItsRule() {
        engine.modules(module("secrets", QUIET, "file.open"));

        OperationDeniedException denial = catchThrowableOfType(OperationDeniedException.class, this::open);

        assertThat(denial)
                .hasMessage("denied file.open for org.example.app:1.0.0 by module [secrets]: dull; no record of it"
                        + " (dontaudit)");
        assertThat(denial.eventId()).isNull();
        assertThat(engine.operations()).isEmpty();
        assertThat(status("secrets").denied()).isEqualTo(1);
        assertThat(status("secrets").dontaudited()).isEqualTo(Map.of("probes", 1L));
    }

    @Test
    void inModeComplainItPassesAndIsCountedTheSame() {
        engine.modules(module("secrets", Mode.COMPLAIN, QUIET, "file.open"));

        assertThat(open()).isEqualTo("opened");

        assertThat(engine.operations()).isEmpty();
        assertThat(status("secrets").wouldDeny()).isEqualTo(1);
        assertThat(status("secrets").dontaudited()).isEqualTo(Map.of("probes", 1L));
    }

    @Test
    void anotherModulesDenialIsRecordedAndShowsBoth() {
        engine.modules(
                module("secrets", QUIET, "file.open"),
                module("loud", (operation, audit) -> Decision.DENY, "file.open"));

        assertThatThrownBy(this::open).hasMessageContaining("by module [secrets]: dull; event audit(");

        assertThat(records(engine.operations().get(0), "AVC"))
                .hasSize(2)
                .anyMatch(line -> line.contains("module=\"secrets\" rule=\"probes\""))
                .anyMatch(line -> line.contains("module=\"loud\""));
    }

    @Test
    void aFlagIsAReasonForARecord() {
        engine.modules(module(
                "secrets",
                (operation, audit) -> {
                    audit.flag("seen");
                    return QUIET.decide(operation, audit);
                },
                "file.open"));

        assertThatThrownBy(this::open).hasMessageContaining("; event audit(");
        assertThat(engine.operations().get(0)).contains("avc:  denied", "key=\"seen\"", "lane=reliable");
    }

    @Test
    void aTraceIsOneInTheLossyLane() {
        engine.modules(module(
                "secrets",
                (operation, audit) -> {
                    audit.trace("seen");
                    return QUIET.decide(operation, audit);
                },
                "file.open"));

        assertThatThrownBy(this::open).hasMessageContaining("; event audit(");
        assertThat(engine.operations().get(0)).contains("avc:  denied", "lane=lossy");
    }

    @Test
    void aRuleOfTheOperatorsShowsWhatIsDeniedQuietly() {
        engine.modules(module("secrets", QUIET, "file.open"));
        engine.rules("-a always,exit -F success=0 -k failures");

        assertThatThrownBy(this::open).hasMessageContaining("; event audit(");
        assertThat(engine.operations().get(0)).contains("avc:  denied", "key=\"failures\"");
        assertThat(status("secrets").dontaudited()).isEqualTo(Map.of("probes", 1L));
    }

    @Test
    void aNeverRuleKeepsOutWhatWasFlaggedAndDeniedQuietly() {
        engine.modules(module(
                "secrets",
                (operation, audit) -> {
                    audit.flag("seen");
                    return QUIET.decide(operation, audit);
                },
                "file.open"));
        engine.rules("-a never,exit -S file.open");

        assertThatThrownBy(this::open).hasMessageContaining("no record of it (dontaudit)");
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void whatIsSaidOfOneOperationIsNotSaidOfTheNext() {
        boolean[] first = {true};
        engine.modules(module(
                "secrets",
                (operation, audit) -> {
                    if (first[0]) {
                        first[0] = false;
                        audit.dontAudit();
                    }
                    return Decision.DENY;
                },
                "file.open"));

        assertThatThrownBy(this::open).hasMessageContaining("dontaudit");
        assertThatThrownBy(this::open).hasMessageContaining("; event audit(");
        assertThat(engine.operations()).hasSize(1);
        assertThat(status("secrets").dontaudited()).isEqualTo(Map.of("", 1L));
    }

    @Test
    void aFaultIsNeverQuiet() {
        engine.modules(module(
                "secrets",
                (operation, audit) -> {
                    audit.dontAudit();
                    throw new IllegalStateException("broken");
                },
                "file.open"));

        assertThatThrownBy(this::open).hasMessageContaining("the module failed; event audit(");
        assertThat(status("secrets").dontaudited()).isEmpty();
    }

    @Test
    void aVoteToPassIsNoDenial() {
        engine.modules(module(
                "secrets",
                (operation, audit) -> {
                    audit.dontAudit();
                    return Decision.PASS;
                },
                "file.open"));

        assertThat(open()).isEqualTo("opened");
        assertThat(status("secrets").dontaudited()).isEmpty();
    }

    @Test
    void rulesBeyondTheRoomShareOneCount() {
        Unaudited counts = new Unaudited();
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < Unaudited.ROOM + 10; i++) {
                counts.count("rule " + i);
            }
        }
        assertThat(counts.byRule())
                .hasSize(Unaudited.ROOM + 1)
                .containsEntry("rule 0", 2L)
                .containsEntry(Unaudited.MANY, 20L);
    }

    @Test
    void noneIsMissedHoweverManyThreadsMeetNewRules() throws Exception {
        Unaudited counts = new Unaudited();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(number -> new Thread(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        counts.count("rule " + i % 300);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counts.byRule().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(160_000);
    }
}

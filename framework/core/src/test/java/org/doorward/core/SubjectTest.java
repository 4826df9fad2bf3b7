package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.BundleMatch;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who acts: looked up when somebody asks, once, and never at the price of the record. */
class SubjectTest {
    private static final Engine.Identity CALLER = new Engine.Identity("org.example.caller", "3.0.0", "file:/c.jar");
    private static final SecurityModule READING =
            (operation, audit) -> operation.subject().bundle().isEmpty()
                            || operation.subject().label().isEmpty()
                    ? Decision.DENY
                    : Decision.PASS;

    private final AtomicInteger lookUps = new AtomicInteger();
    private SubjectResolver resolver = owner -> CALLER;
    private final Engine engine = new Engine(options -> options.resolver = owner -> {
        lookUps.incrementAndGet();
        return resolver.caller(owner);
    });

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void open() {
        engine.guard().<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> null);
    }

    private static SecurityModule throwing(Error error) {
        return (operation, audit) -> {
            throw error;
        };
    }

    @Test
    void itIsNotLookedUpIfNobodyReadsItAndNothingIsRecorded() {
        engine.rules("-a always,exit -S file.open -F success=0");
        engine.modules(
                module("passing", (operation, audit) -> Decision.PASS, "file.open"),
                module(
                        "asking",
                        (operation, audit) -> operation.subject() == null ? Decision.DENY : Decision.PASS,
                        "file.open"));

        open();

        assertThat(lookUps.get()).isZero();
    }

    @Test
    void itIsLookedUpOnceHoweverManyModulesReadItAndTheRecordHasTheSame() {
        engine.modules(
                module("one", READING, "file.open"),
                module("two", READING, "file.open"),
                module("flags", DecisionTest.flagging("f"), "file.open"));

        open();

        assertThat(lookUps.get()).isEqualTo(1);
        assertThat(engine.operations().get(0))
                .contains("subj=org.example.caller:3.0.0", "bundle=\"org.example.caller\"", "exe=\"/c.jar\"");
    }

    @Test
    void itIsLookedUpInTheThreadThatActs() {
        List<Thread> threads = new ArrayList<>();
        resolver = owner -> {
            threads.add(Thread.currentThread());
            return CALLER;
        };
        engine.modules(module("flags", DecisionTest.flagging("f"), "file.open"));

        open();

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aModuleSeesEveryPropertyAndMatchesByNameAndProof() {
        List<Object> seen = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    seen.add(operation.subject().bundle());
                    seen.add(operation.subject().version());
                    seen.add(operation.subject().location());
                    seen.add(operation.subject().label());
                    seen.add(
                            operation.subject().matches(BundleMatch.withLocation("org.example.caller", "file:/c.jar")));
                    seen.add(
                            operation.subject().matches(BundleMatch.withLocation("org.example.caller", "file:/x.jar")));
                    return Decision.PASS;
                },
                "file.open"));

        open();

        assertThat(seen)
                .containsExactly("org.example.caller", "3.0.0", "file:/c.jar", "org.example.caller:3.0.0", true, false);
    }

    @Test
    void ifTheLookUpFailsOrFindsNobodyTheOwnerOfTheGuardStandsForIt() {
        engine.modules(module("flags", DecisionTest.flagging("f"), "file.open"));

        resolver = owner -> {
            throw new IllegalStateException("no stack");
        };
        open();
        resolver = owner -> null;
        open();

        assertThat(engine.operations()).hasSize(2).allMatch(event -> event.contains("subj=org.example.app:1.0.0"));
    }

    @Test
    void anErrorWhileItIsLookedUpForARecordThatIsDueStopsTheOperationBeforeItStarts() {
        engine.modules(module("flags", DecisionTest.flagging("f"), "file.open"));
        resolver = owner -> {
            throw new StackOverflowError();
        };

        assertThatThrownBy(this::open).isInstanceOf(StackOverflowError.class);
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void anErrorWhileItIsLookedUpForARecordThatTheOutcomeMadeDueCostsNoRecord() {
        engine.rules("-a always,exit -S file.open");
        resolver = owner -> {
            throw new StackOverflowError();
        };

        open();

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("subj=org.example.app:1.0.0", "success=yes");
    }

    @Test
    void anErrorWhileADenialIsRecordedCostsNoRecordAndNoDenial() {
        engine.modules(module("no", (operation, audit) -> Decision.DENY, "file.open"));
        resolver = owner -> {
            throw new OutOfMemoryError();
        };

        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);
        assertThat(engine.operations()).hasSize(1);
    }

    /* The owner is often trusted more than who calls it: an Error that the caller can provoke must not make it the owner. */
    @Test
    void anErrorWhileAModuleReadsItIsAFailureOfThatHookAndNotTheOwnersPermission() {
        engine.modules(module("reading", READING, "file.open"));
        resolver = owner -> {
            throw new StackOverflowError();
        };

        assertThatThrownBy(this::open)
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [reading]: the module failed");
    }

    @Test
    void whatModulesThrowIsNotTakenForAFailedLookUp() {
        engine.modules(module("broken", throwing(new StackOverflowError()), "file.open"));

        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);
        assertThat(engine.operations().get(0)).contains("subj=org.example.caller:3.0.0");
    }
}

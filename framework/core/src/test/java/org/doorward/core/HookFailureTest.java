package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.ranked;
import static org.doorward.core.Engine.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Outcome;
import org.doorward.control.Mode;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The failure contract of a hook: whatever it throws, and {@code null}. */
class HookFailureTest {
    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /** A throwable whose own methods fail, too. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("getCause");
        }
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalArgumentException("x"),
                new IOException("checked, thrown all the same"),
                new NoClassDefFoundError("org/example/Gone"),
                new AssertionError(),
                new OutOfMemoryError("said by the module"),
                new StackOverflowError(),
                new InterruptedException(),
                new Hostile(),
                new Throwable("bare"));
    }

    private static SecurityModule throwing(Throwable thrown) {
        return (operation, audit) -> {
            throw HookFailureTest.<RuntimeException>sneaky(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void whatAHookThrowsInModeEnforceDeniesAndNamesTheModule(Throwable thrown) {
        engine.modules(module("broken", throwing(thrown), "file.open"));

        assertDenied("the module failed", thrown.getClass().getName());
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void whatAHookThrowsInModeComplainPassesAndNamesTheModule(Throwable thrown) {
        engine.modules(module("broken", Mode.COMPLAIN, throwing(thrown), "file.open"));

        assertPasses(thrown.getClass().getName());
    }

    @Test
    void nullDeniesInModeEnforce() {
        engine.modules(module("broken", (operation, audit) -> null, "file.open"));

        assertDenied("the module returned null", "null");
    }

    @Test
    void nullPassesInModeComplain() {
        engine.modules(module("broken", Mode.COMPLAIN, (operation, audit) -> null, "file.open"));

        assertPasses("null");
    }

    private void assertDenied(String reason, String exception) {
        List<String> started = new ArrayList<>();
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/a", started::add))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [broken]: " + reason + "; event audit(");

        assertThat(started).isEmpty();
        assertThat(records(engine.operations().get(0), "AVC").get(0)).contains("permissive=0 module=\"broken\"");
        assertThat(engine.facts("ANOM_RBAC_FAIL"))
                .singleElement()
                .asString()
                .contains("op=module-fault", "module=\"broken\"", "kind=file.open", "decided=deny")
                .satisfies(fact -> assertThat(field(fact, "exception")).isEqualTo(exception));
        assertThat(engine.core().control().modules().get(0).faults()).isEqualTo(1);
        assertThat(engine.core().control().modules().get(0).denied()).isEqualTo(1);
    }

    private void assertPasses(String exception) {
        assertThat(guard.<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> "opened"))
                .isEqualTo("opened");

        assertThat(engine.operations()).isEmpty();
        assertThat(engine.facts("ANOM_RBAC_FAIL"))
                .singleElement()
                .asString()
                .contains("module=\"broken\"", "decided=pass")
                .satisfies(fact -> assertThat(field(fact, "exception")).isEqualTo(exception));
    }

    @Test
    void theModulesAfterOneThatFailedAreAskedAllTheSame() {
        List<String> asked = new ArrayList<>();
        engine.modules(
                ranked("broken", 3, Mode.ENFORCE, throwing(new AssertionError()), "file.open"),
                ranked("denying", 2, Mode.ENFORCE, voting(asked, "denying", Decision.DENY), "file.open"),
                ranked("passing", 1, Mode.ENFORCE, voting(asked, "passing", Decision.PASS), "file.open"));

        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/a", path -> null))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [broken]");

        assertThat(asked).containsExactly("denying", "passing");
        assertThat(records(engine.operations().get(0), "AVC"))
                .extracting(line -> field(line, "module"))
                .containsExactly("broken", "denying");
    }

    private static SecurityModule voting(List<String> asked, String name, Decision vote) {
        return (operation, audit) -> {
            asked.add(name);
            return vote;
        };
    }

    @Test
    void whatAModuleFlaggedBeforeItFailedStaysInTheRecord() {
        engine.modules(module(
                "broken",
                Mode.COMPLAIN,
                (operation, audit) -> {
                    audit.flag("before").field("n", 7);
                    throw new IllegalStateException();
                },
                "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(engine.operations()).singleElement().asString().contains("flag=\"before\" n=7", "success=yes");
    }

    @Test
    void aModuleThatFailsAtExitIsNamedAndTheOperationKeepsItsResult() {
        engine.modules(module("broken", new FailingAtExit(), "file.open"));

        assertThat(guard.<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> "opened"))
                .isEqualTo("opened");
        IOException failure = new IOException("No such file or directory");
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/a", path -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(engine.operations()).hasSize(2);
        assertThat(engine.facts("ANOM_RBAC_FAIL"))
                .hasSize(2)
                .allMatch(fact ->
                        fact.contains("exception=\"java.lang.AssertionError\"") && fact.contains("decided=pass"));
    }

    private static final class FailingAtExit implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            audit.flag("exit");
            throw new AssertionError();
        }
    }

    @Test
    void aFailureOfTheBodyWhoseOwnMethodsFailIsHandedThroughAndRecorded() {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.*"));
        Hostile failure = new Hostile();

        Throwable seen = null;
        try {
            guard.<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> {
                throw failure;
            });
        } catch (Hostile e) {
            seen = e;
        }

        assertThat(seen == failure).isTrue();
        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("success=no", "exit=-14", "HookFailureTest$Hostile");
    }
}

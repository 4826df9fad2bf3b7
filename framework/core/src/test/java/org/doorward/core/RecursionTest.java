package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.util.ArrayList;
import java.util.List;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Outcome;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PendingOperation;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations of a module inside its hook are not mediated again: there, and nowhere else. */
class RecursionTest {
    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void open(String path) {
        guard.<Object, RuntimeException>file(Kind.FILE_OPEN, path, judged -> null);
    }

    private SecurityModule doing(Runnable work) {
        return (operation, audit) -> {
            String path =
                    ((org.doorward.module.FileOperation) operation).source().toString();
            asked.add(path);
            if (path.equals("/outer")) {
                work.run();
            }
            return Decision.PASS;
        };
    }

    @Test
    void anOperationInsideAHookRunsAndAsksNobody() {
        List<String> ran = new ArrayList<>();
        engine.modules(module(
                "m",
                doing(() -> {
                    guard.<Object, RuntimeException>file(Kind.FILE_OPEN, "/inner", ran::add);
                    guard.<Object, RuntimeException>file(Kind.FILE_OPEN, java.nio.file.Path.of("/inner"), path -> null);
                    guard.<Object, RuntimeException>file(Kind.FILE_RENAME, "/inner", "/to", (from, to) -> null);
                    guard.operation(ApplicationKindTest.OPEN)
                            .set(ApplicationKindTest.OPEN_PATH, "/inner")
                            .call(() -> null);
                }),
                "file.*"));

        open("/outer");

        assertThat(asked).containsExactly("/outer");
        assertThat(ran).containsExactly("/inner");
    }

    @Test
    void theHookOverItsModuleIsAskedAgainInTheSameThread() {
        engine.modules(module("m", doing(() -> open("/inner")), "file.open"));

        open("/outer");
        open("/after");

        assertThat(asked).containsExactly("/outer", "/after");
    }

    @Test
    void aHookThatThrewLeavesNoExemptionBehind() {
        engine.modules(module(
                "m",
                doing(() -> {
                    throw new AssertionError();
                }),
                "file.open"));
        assertThatThrownBy(() -> open("/outer")).isInstanceOf(SecurityException.class);

        open("/after");

        assertThat(asked).containsExactly("/outer", "/after");
    }

    @Test
    void threadsThatAModuleStartsInItsHookAreMediated() {
        for (ThreadKind kind : ThreadKind.all()) {
            asked.clear();
            engine.modules(module("m", doing(() -> kind.run(() -> open("/inner"))), "file.open"));

            open("/outer");

            assertThat(asked).as("%s thread", kind).containsExactly("/outer", "/inner");
        }
    }

    @Test
    void theBodyOfAnOperationIsMediated() {
        engine.modules(module("m", doing(() -> {}), "file.open"));

        guard.<Object, RuntimeException>file(Kind.FILE_OPEN, "/outer", path -> {
            open("/inner");
            return null;
        });

        assertThat(asked).containsExactly("/outer", "/inner");
    }

    @Test
    void theLookUpOfTheSubjectForTheRecordIsNotExempt() {
        try (Engine other = new Engine(options -> options.resolver = owner -> {
            asked.add("exempt " + Exemption.applies());
            return owner;
        })) {
            other.modules(module("m", DecisionTest.flagging("f"), "file.open"));
            other.guard().file(Kind.FILE_OPEN, "/a", path -> null);
        }

        assertThat(asked).containsExactly("exempt false");
    }

    @Test
    void anOperationThatEndsInsideAHookDoesNotEndTheExemptionOfThatHook() {
        engine.modules(module("looking", new Looking(), "mail.*"));
        PendingOperation pending = guard.operation(Kind.of("mail.send")).enter().detach();
        engine.modules(
                module("looking", new Looking(), "mail.*"),
                module(
                        "m",
                        doing(() -> {
                            pending.succeeded();
                            open("/inner");
                        }),
                        "file.open"));

        open("/outer");

        assertThat(asked).containsExactly("/outer", "looked");
    }

    private final class Looking implements SecurityModule, ExitAuditor {
        @Override
        public Decision decide(Operation operation, AuditContext audit) {
            return Decision.PASS;
        }

        @Override
        public void exited(Operation operation, Outcome outcome, AuditContext audit) {
            asked.add("looked");
        }
    }
}

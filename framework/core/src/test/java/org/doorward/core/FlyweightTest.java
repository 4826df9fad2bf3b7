package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.doorward.core.Engine.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.audit.ExitAuditor;
import org.doorward.audit.Outcome;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.PathArgument;
import org.doorward.module.PathMatch;
import org.doorward.module.PathValue;
import org.doorward.module.SecurityModule;
import org.doorward.module.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views of a frame: open during the call that hands them out, in its thread, to its module. */
class FlyweightTest {
    private static final String MESSAGE =
            "module [keeper] used an operation, context, buffer or path outside the call that"
                    + " handed it out, or in another thread; copy what is to be kept";
    private static final Kind OPEN = Kind.of("file.open");
    private static final PathArgument PATH = OPEN.pathArgument("path", PathArgument.Role.OBJECT);

    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();
    private final Keeper keeper = new Keeper();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private static final class Keeper implements SecurityModule, ExitAuditor {
        FileOperation operation;
        Subject subject;
        PathValue path;
        AuditContext audit;
        AuditBuffer buffer;
        Outcome outcome;

        @Override
        public Decision decide(Operation seen, AuditContext context) {
            operation = (FileOperation) seen;
            subject = seen.subject();
            path = operation.source();
            audit = context;
            buffer = context.flag("kept").field("n", 1);
            return Decision.PASS;
        }

        @Override
        public void exited(Operation seen, Outcome ended, AuditContext context) {
            outcome = ended;
        }
    }

    /* Every method of every type that is handed out. */
    private Map<String, ThrowingCallable> uses() {
        Map<String, ThrowingCallable> uses = new LinkedHashMap<>();
        uses.put("operation.kind", () -> keeper.operation.kind());
        uses.put("operation.is", () -> keeper.operation.is(Kind.FILE_OPEN));
        uses.put("operation.subject", () -> keeper.operation.subject());
        uses.put("operation.has", () -> keeper.operation.has(PATH));
        uses.put("operation.get", () -> keeper.operation.get(PATH));
        uses.put("operation.source", () -> keeper.operation.source());
        uses.put("operation.target", () -> keeper.operation.target());
        uses.put("operation.hasTwoPaths", () -> keeper.operation.hasTwoPaths());
        uses.put("operation.flags", () -> keeper.operation.flags());
        uses.put("operation.touches", () -> keeper.operation.touches(PathMatch.none()));
        uses.put("operation.toString", () -> keeper.operation.toString());
        uses.put("subject.bundle", () -> keeper.subject.bundle());
        uses.put("subject.version", () -> keeper.subject.version());
        uses.put("subject.location", () -> keeper.subject.location());
        uses.put("subject.label", () -> keeper.subject.label());
        uses.put("subject.matches", () -> keeper.subject.matches(BundleMatch.withLocation("a", "file:/a")));
        uses.put("subject.toString", () -> keeper.subject.toString());
        uses.put("path.matches", () -> keeper.path.matches(PathMatch.none()));
        uses.put("path.toString", () -> keeper.path.toString());
        uses.put("audit.flag", () -> keeper.audit.flag("late"));
        uses.put("audit.trace", () -> keeper.audit.trace("late"));
        uses.put("audit.reason", () -> keeper.audit.reason("late"));
        uses.put("audit.rule", () -> keeper.audit.rule("late"));
        uses.put("buffer.text", () -> keeper.buffer.field("late", "x"));
        uses.put("buffer.path", () -> keeper.buffer.field("late", (PathValue) null));
        uses.put("buffer.number", () -> keeper.buffer.field("late", 1));
        uses.put("buffer.decimal", () -> keeper.buffer.field("late", 1, 1));
        uses.put("buffer.boolean", () -> keeper.buffer.field("late", true));
        uses.put("buffer.secret", () -> keeper.buffer.secret("late"));
        uses.put("buffer.hashed", () -> keeper.buffer.hashed("late", "x"));
        uses.put("outcome.succeeded", () -> keeper.outcome.succeeded());
        uses.put("outcome.exit", () -> keeper.outcome.exit());
        uses.put("outcome.exceptionClass", () -> keeper.outcome.exceptionClass());
        return uses;
    }

    @Test
    void everyMethodOfWhatWasKeptIsRefusedAfterTheCallAndTheModuleIsNamed() {
        engine.modules(module("keeper", keeper, "file.open"));
        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        Map<String, ThrowingCallable> uses = uses();
        uses.forEach((use, call) -> assertThatThrownBy(call)
                .as(use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(MESSAGE));

        assertThat(engine.facts("ANOM_RBAC_FAIL"))
                .hasSize(uses.size())
                .allMatch(fact -> fact.contains("module=\"keeper\"") && fact.contains("IllegalStateException"));
        assertThat(engine.core().control().modules().get(0).faults()).isEqualTo(uses.size());
        assertThat(engine.operations()).singleElement().asString().doesNotContain("late");
    }

    @Test
    void everyMethodIsRefusedInAnotherThreadWhileTheCallGoesOn() {
        List<String> accepted = new ArrayList<>();
        SecurityModule spreading = (operation, audit) -> {
            keeper.decide(operation, audit);
            Thread other = new Thread(() -> uses().forEach((use, call) -> {
                if (!(catchThrowable(call) instanceof IllegalStateException)) {
                    accepted.add(use);
                }
            }));
            other.start();
            join(other);
            return Decision.PASS;
        };
        engine.modules(module("keeper", keeper, "file.open"));
        guard.file(Kind.FILE_OPEN, "/a", path -> null);
        engine.modules(module("spreading", spreading, "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(accepted).isEmpty();
        assertThat(engine.operations()).hasSize(2).noneMatch(event -> event.contains("late"));
    }

    @Test
    void aBufferOfAnEarlierCallIsRefusedInALaterOne() {
        List<Throwable> thrown = new ArrayList<>();
        AuditBuffer[] kept = {null};
        SecurityModule module = (operation, audit) -> {
            if (kept[0] == null) {
                kept[0] = audit.flag("first");
            } else {
                thrown.add(catchThrowable(() -> kept[0].field("late", 1)));
                audit.flag("second");
            }
            return Decision.PASS;
        };
        engine.modules(module("keeper", module, "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);
        guard.file(Kind.FILE_OPEN, "/b", path -> null);

        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(engine.operations().get(1)).contains("flag=\"second\"").doesNotContain("late", "first");
    }

    @Test
    void aModuleThatUsesTheViewsOfAnotherOneFailsAndTheOtherIsNamed() {
        engine.modules(
                Engine.ranked("keeper", 2, null, keeper, "file.open"),
                Engine.ranked(
                        "thief",
                        1,
                        null,
                        (operation, audit) -> {
                            keeper.audit.reason("not mine");
                            return Decision.PASS;
                        },
                        "file.open"));

        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/a", path -> null))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [thief]: the module failed");

        assertThat(engine.facts("ANOM_RBAC_FAIL"))
                .hasSize(2)
                .anyMatch(fact -> fact.contains("module=\"keeper\""))
                .anyMatch(fact -> fact.contains("module=\"thief\""));
    }

    @Test
    void twoFlagsOfOneModuleMayBeFilledInTurn() {
        SecurityModule module = (operation, audit) -> {
            AuditBuffer one = audit.flag("one");
            AuditBuffer two = audit.flag("two");
            one.field("a", 1);
            two.field("b", 2);
            one.field("c", 3);
            return Decision.PASS;
        };
        engine.modules(module("m", module, "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(Engine.records(engine.operations().get(0), "KERNEL_OTHER"))
                .contains(
                        "module=\"m\" flag=\"one\" a=1",
                        "module=\"m\" flag=\"two\" b=2",
                        "module=\"m\" flag=\"one\" c=3");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.ranked;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.control.Mode;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PendingOperation;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modules, modes and rules that change while operations run: each operation sees all of a change or nothing of it. */
class PolicySwapTest {
    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private String open() {
        return guard.<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> "opened");
    }

    @Test
    void modulesAreAskedByRankingAndEqualsInTheOrderOfTheList() {
        List<String> asked = new ArrayList<>();
        engine.modules(
                ranked("low", -5, Mode.ENFORCE, noting(asked, "low"), "file.open"),
                ranked("first", 7, Mode.ENFORCE, noting(asked, "first"), "file.open"),
                ranked("second", 7, Mode.ENFORCE, noting(asked, "second"), "file.*"),
                ranked("other", 9, Mode.ENFORCE, noting(asked, "other"), "file.delete"));

        open();

        assertThat(asked).containsExactly("first", "second", "low");
    }

    private static SecurityModule noting(List<String> asked, String name) {
        return (operation, audit) -> {
            asked.add(name);
            return Decision.PASS;
        };
    }

    /* Old and new version of two modules; a mixture of an old and a new one would show as a sum other than 0 or 2. */
    @Test
    void anOperationNeverSeesHalfAChangeThoughModulesAreSwappedAllTheTime() throws InterruptedException {
        ThreadLocal<int[]> news = ThreadLocal.withInitial(() -> new int[1]);
        SecurityModule old = (operation, audit) -> Decision.PASS;
        SecurityModule fresh = (operation, audit) -> {
            news.get()[0]++;
            return Decision.PASS;
        };
        DeployedModule[] olds = {module("a", old, "file.open"), module("b", old, "file.open")};
        DeployedModule[] freshs = {module("a", fresh, "file.open"), module("b", fresh, "file.open")};
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger mixed = new AtomicInteger();
        AtomicInteger allNew = new AtomicInteger();
        AtomicInteger allOld = new AtomicInteger();
        engine.modules(olds);
        Thread caller = new Thread(() -> {
            while (!ended.get()) {
                news.get()[0] = 0;
                open();
                int seen = news.get()[0];
                (seen == 0 ? allOld : seen == 2 ? allNew : mixed).incrementAndGet();
            }
        });
        caller.start();
        for (int i = 0; i < 300 || allNew.get() == 0 || allOld.get() == 0; i++) {
            engine.modules(i % 2 == 0 ? freshs : olds);
        }
        ended.set(true);
        caller.join();

        assertThat(mixed.get()).isZero();
    }

    @Test
    void aModuleThatChangesThePolicyFromItsHookChangesItForLaterOperationsOnly() {
        List<String> asked = new ArrayList<>();
        DeployedModule second = ranked("second", 1, Mode.ENFORCE, noting(asked, "second"), "file.open");
        engine.modules(
                ranked(
                        "first",
                        2,
                        Mode.ENFORCE,
                        (operation, audit) -> {
                            asked.add("first");
                            engine.core().publish(List.of());
                            return Decision.PASS;
                        },
                        "file.open"),
                second);

        open();
        open();

        assertThat(asked).containsExactly("first", "second");
    }

    @Test
    void anOperationIsJudgedToItsEndByTheRulesThatItBeganWith() {
        engine.rules("-a always,exit -S file.open -k before");
        guard.<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> {
            engine.rules("-a always,exit -S file.open -k after");
            return null;
        });

        assertThat(engine.operations()).singleElement().asString().contains("key=\"before\"");
    }

    @Test
    void aModeChangesForAllKindsAtOnceAndSurvivesAnUpdateOfTheModule() {
        SecurityModule denying = (operation, audit) -> Decision.DENY;
        engine.modules(module("m", denying, "file.*"));
        engine.core().setModes(Map.of("m", Mode.COMPLAIN), Mode.ENFORCE);
        assertThat(open()).isEqualTo("opened");

        engine.modules(module("m", denying, "file.*"));

        assertThat(open()).isEqualTo("opened");
        engine.core().setModes(Map.of(), Mode.ENFORCE);
        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);
    }

    @Test
    void aListThatIsRefusedChangesNothing() {
        List<String> asked = new ArrayList<>();
        engine.modules(module("m", noting(asked, "m"), "file.open"));

        assertThatThrownBy(() -> engine.modules(
                        module("x", noting(asked, "x"), "file.open"), module("y", noting(asked, "y"), "file.shred")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "module [y] of bundle [org.example.y:1.0.0]: hook [file.shred]: family [file] is Doorward's own"
                                + " and has no such kind; docs/hooks.md lists its kinds");
        assertThatThrownBy(() -> engine.modules(
                        module("x", noting(asked, "x"), "file.open"), module("x", noting(asked, "x"), "file.open")))
                .hasMessageContaining("module name [x] is claimed by bundle");

        open();
        assertThat(asked).containsExactly("m");
    }

    @Test
    void aModuleIsCountedAndItsComingAndGoingRecorded() {
        engine.modules(module("m", (operation, audit) -> Decision.DENY, "file.open"));
        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);
        engine.modules();

        assertThat(engine.facts("SERVICE_START")).singleElement().asString().contains("op=module-load module=\"m\"");
        assertThat(engine.facts("SERVICE_STOP"))
                .singleElement()
                .asString()
                .contains("module=\"m\"", "denied=1 flagged=0");
    }

    @Test
    void anApplicationsKindThatComesLaterIsSeenByTheModulesThatWaitedForIt() {
        engine.modules(module("m", (operation, audit) -> Decision.DENY, "late.*"));

        assertThatThrownBy(() -> guard.operation(Kind.of("late.kind")).enter())
                .isInstanceOf(OperationDeniedException.class);
    }

    @Test
    void afterCloseWhatWasWantedIsDeniedAndTheRestPasses() {
        List<String> asked = new ArrayList<>();
        engine.modules(module("m", noting(asked, "m"), "file.open", "late.*"));
        engine.core().close();

        assertThatThrownBy(this::open)
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by doorward: the engine has stopped");
        assertThatThrownBy(() -> guard.operation(Kind.of("late.kind")).enter())
                .isInstanceOf(OperationDeniedException.class);
        assertThat(guard.<String, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> "deleted"))
                .isEqualTo("deleted");
        assertThat(asked).isEmpty();
    }

    @Test
    void aRequiredModuleMustTakePartInTheListThatIsInForce() {
        engine.core().setRequiredModules(Set.of("vault"));
        engine.modules(module("other", (operation, audit) -> Decision.PASS, "file.open"));

        assertThatThrownBy(this::open).hasMessageContaining("the required module [vault] is missing");
        assertThat(engine.core().control().missingModules()).containsExactly("vault");
        engine.core().setRequiredModules(Set.of("other"));
        assertThat(engine.core().control().missingModules()).isEmpty();
        assertThat(open()).isEqualTo("opened");
    }

    // ---- nothing stays behind

    private WeakReference<SecurityModule> deployAndUse(List<ActiveOperation> open) {
        byte[] weight = new byte[1 << 20];
        SecurityModule service = new SecurityModule() {
            @Override
            public Decision decide(org.doorward.module.Operation operation, org.doorward.audit.AuditContext audit) {
                audit.flag("f" + weight.length).field("n", 1);
                audit.reason("because");
                return Decision.PASS;
            }
        };
        engine.modules(module("heavy", service, "file.*", "mail.*"));
        open();
        open.add(guard.operation(Kind.of("mail.send")).enter());
        return new WeakReference<>(service);
    }

    @Test
    void aModuleThatWasWithdrawnIsCollectedThoughItsFramesWaitAndADetachedOperationIsOpen() {
        List<ActiveOperation> open = new ArrayList<>();
        WeakReference<SecurityModule> service = deployAndUse(open);
        PendingOperation pending = open.remove(0).detach();

        engine.modules(module("next", (operation, audit) -> Decision.PASS, "file.*"));
        open();

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return service.get() == null;
        });
        pending.succeeded();
        assertThat(engine.operations()).hasSize(2).last().asString().contains("kind=mail.send", "key=\"f1048576\"");
    }

    /** What counts how often the staying one is asked remembers with whom. */
    @Test
    void aModuleThatWasAskedBesideOneThatStaysIsCollected() {
        DeployedModule staying = module("staying", (operation, audit) -> Decision.PASS, "file.open");
        WeakReference<SecurityModule> service = deployBeside(staying);
        engine.modules(staying);
        open();

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return service.get() == null;
        });
        assertThat(engine.core().control().modules()).hasSize(1);
    }

    private WeakReference<SecurityModule> deployBeside(DeployedModule staying) {
        SecurityModule service = new SecurityModule() {
            @Override
            public Decision decide(org.doorward.module.Operation operation, org.doorward.audit.AuditContext audit) {
                return Decision.PASS;
            }
        };
        engine.modules(staying, module("passing", service, "file.open"));
        open();
        return new WeakReference<>(service);
    }

    @Test
    void aModuleWhoseHookFailedIsCollectedToo() {
        WeakReference<Object> service = deployFailing();
        engine.modules();

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return service.get() == null;
        });
    }

    private WeakReference<Object> deployFailing() {
        Object mark = new Object();
        engine.modules(module(
                "failing",
                (operation, audit) -> {
                    throw new IllegalStateException(mark.toString());
                },
                "file.open"));
        assertThatThrownBy(this::open).isInstanceOf(OperationDeniedException.class);
        return new WeakReference<>(mark);
    }
}

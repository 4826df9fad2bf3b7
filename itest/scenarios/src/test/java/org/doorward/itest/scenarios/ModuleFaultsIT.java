package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.PathValue;
import org.doorward.module.SecurityModule;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.trail.TrailEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules that do what a module must not do. */
class ModuleFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension().withSetting("hook_timeout", "200 ms");

    private OperationGuard guard;

    @BeforeEach
    void anApplication() {
        guard = doorward.guard("org.example.app");
    }

    private String open(String path) {
        return guard.file(Kind.FILE_OPEN, path, opened -> "opened");
    }

    private TrailEvent onlyFault() {
        var faults = doorward.trail().facts("ANOM_RBAC_FAIL");
        assertThat(faults).hasSize(1);
        return faults.get(0);
    }

    // ---- what is thrown
    // --------------------------------------------------------------------------------------------------------

    @SuppressWarnings("unchecked") // the caller is made to believe that T is unchecked
    private static <T extends Throwable> Decision sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static int recurse(int depth) {
        return 1 + recurse(depth + 1);
    }

    private static SecurityModule throwing(Throwable thrown) {
        return (operation, audit) -> ModuleFaultsIT.<RuntimeException>sneaky(thrown);
    }

    /** An exception whose every method throws. */
    static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    static Stream<Arguments> faults() {
        Stream.Builder<Arguments> all = Stream.builder();
        Throwable[] thrown = {
            new IllegalArgumentException("unchecked"),
            new IOException("checked"),
            new AssertionError("error"),
            new NoClassDefFoundError("org/example/Missing"),
            new OutOfMemoryError("thrown by hand"),
            new Hostile()
        };
        for (Throwable each : thrown) {
            String name = each.getClass().getName();
            all.add(Arguments.of(Named.of(name, throwing(each)), name));
        }
        all.add(Arguments.of(
                Named.of("a real stack overflow", (SecurityModule)
                        (operation, audit) -> recurse(0) > 0 ? Decision.PASS : Decision.DENY),
                StackOverflowError.class.getName()));
        all.add(Arguments.of(Named.of("null", (SecurityModule) (operation, audit) -> null), "null"));
        threadDeath()
                .ifPresent(death ->
                        all.add(Arguments.of(Named.of("ThreadDeath", throwing(death)), "java.lang.ThreadDeath")));
        return all.build();
    }

    /** Deprecated for removal: looked up, so that this compiles and runs on every JDK. */
    private static java.util.Optional<Throwable> threadDeath() {
        try {
            return java.util.Optional.of((Throwable)
                    Class.forName("java.lang.ThreadDeath").getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            return java.util.Optional.empty();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatAModuleThrowsDeniesInModeEnforceAndARecordNamesIt(SecurityModule module, String exception) {
        doorward.module("broken", module, "file.open");

        assertThatThrownBy(() -> open("/x"))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [broken]");

        assertThat(onlyFault())
                .hasField("ANOM_RBAC_FAIL", "op", "module-fault")
                .hasField("ANOM_RBAC_FAIL", "module", "broken")
                .hasField("ANOM_RBAC_FAIL", "kind", "file.open")
                .hasField("ANOM_RBAC_FAIL", "exception", exception)
                .hasField("ANOM_RBAC_FAIL", "decided", "deny");
        assertThat(doorward.trail().operations().get(0)).wasDeniedBy("broken");
        assertThat(doorward.modules().get(0).faults()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatAModuleThrowsPassesInModeComplainAndARecordNamesIt(SecurityModule module, String exception) {
        doorward.module("broken", module, Map.of(SecurityModule.MODE, "complain"), "file.open");
        doorward.module("sound", Modules.flagging("seen"), "file.open");

        assertThat(open("/x")).isEqualTo("opened");

        assertThat(onlyFault())
                .hasField("ANOM_RBAC_FAIL", "module", "broken")
                .hasField("ANOM_RBAC_FAIL", "exception", exception)
                .hasField("ANOM_RBAC_FAIL", "decided", "pass");
        assertThat(doorward.trail().operations().get(0)).succeeded().hasFlag("sound", "seen");
    }

    // ---- flyweights
    // ------------------------------------------------------------------------------------------------------------

    /** Keeps everything that it is handed, the first time. */
    private static final class Keeper implements SecurityModule {
        Operation operation;
        PathValue path;
        AuditContext audit;
        AuditBuffer buffer;

        @Override
        public Decision decide(Operation handedOperation, AuditContext handedAudit) {
            if (operation == null) {
                operation = handedOperation;
                path = ((FileOperation) handedOperation).source();
                audit = handedAudit;
                buffer = handedAudit.flag("kept");
            }
            return Decision.PASS;
        }
    }

    private static Stream<Arguments> uses() {
        return Stream.of(
                Arguments.of(
                        Named.of("operation", (java.util.function.Consumer<Keeper>) keeper -> keeper.operation.kind())),
                Arguments.of(Named.of("path", (java.util.function.Consumer<Keeper>) keeper -> keeper.path.toString())),
                Arguments.of(Named.of(
                        "subject", (java.util.function.Consumer<Keeper>) keeper -> keeper.operation.subject())),
                Arguments.of(
                        Named.of("context", (java.util.function.Consumer<Keeper>) keeper -> keeper.audit.flag("late"))),
                Arguments.of(Named.of(
                        "buffer", (java.util.function.Consumer<Keeper>) keeper -> keeper.buffer.field("late", "x"))));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void aFlyweightThatWasKeptIsUselessAndItsModuleIsNamed(java.util.function.Consumer<Keeper> use) {
        Keeper keeper = new Keeper();
        doorward.module("keeper", keeper, "file.open");
        open("/first");

        assertThatThrownBy(() -> use.accept(keeper))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("module [keeper] used an operation, context, buffer or path outside the call");

        assertThat(onlyFault()).hasField("ANOM_RBAC_FAIL", "module", "keeper");
        assertThat(doorward.trail().operations()).hasSize(1);
        assertThat(doorward.trail().lines()).noneMatch(line -> line.contains("late"));
    }

    @Test
    void aFlyweightThatWasKeptCannotTouchTheRecordOfAnotherOperation() {
        Keeper keeper = new Keeper();
        doorward.module("keeper", keeper, "file.open");
        open("/first");
        AtomicReference<Throwable> refused = new AtomicReference<>();
        doorward.module(
                "other",
                (operation, audit) -> {
                    audit.flag("mine").field("path", ((FileOperation) operation).source());
                    try {
                        keeper.buffer.field("spoiled", "yes");
                    } catch (IllegalStateException e) {
                        refused.set(e);
                    }
                    return Decision.PASS;
                },
                "file.delete");

        guard.file(Kind.FILE_DELETE, "/second", path -> null);

        assertThat(refused.get()).hasMessageContaining("module [keeper]");
        assertThat(doorward.trail().operations(Kind.FILE_DELETE).get(0))
                .succeeded()
                .hasFlag("other", "mine", "path", "/second");
        assertThat(doorward.trail().lines()).noneMatch(line -> line.contains("spoiled"));
    }

    @Test
    void aFlyweightIsUselessInAnotherThreadWhileTheHookRuns() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        doorward.module(
                "sharing",
                (operation, audit) -> {
                    refused.set(CompletableFuture.supplyAsync(() -> {
                                try {
                                    return new AssertionError(operation.kind());
                                } catch (IllegalStateException e) {
                                    return e;
                                }
                            })
                            .join());
                    return Decision.PASS;
                },
                "file.open");

        open("/x");

        assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("module [sharing]");
        assertThat(onlyFault()).hasField("ANOM_RBAC_FAIL", "module", "sharing");
    }

    // ---- hangs
    // -----------------------------------------------------------------------------------------------------------------

    private void aHangingCall(
            Map<String, ?> properties, java.util.function.Consumer<CompletableFuture<String>> meanwhile)
            throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        doorward.module(
                "slow",
                (operation, audit) -> {
                    if (((FileOperation) operation).source().toString().equals("/hang")) {
                        inside.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            return Decision.DENY;
                        }
                    }
                    return Decision.PASS;
                },
                properties,
                "file.*");
        CompletableFuture<String> hanging = CompletableFuture.supplyAsync(() -> open("/hang"));
        try {
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(LIMIT)
                    .until(() -> !doorward.trail().facts("ANOM_RBAC_FAIL").isEmpty());
            meanwhile.accept(hanging);
        } finally {
            release.countDown();
        }
        assertThat(hanging.get(30, TimeUnit.SECONDS)).isEqualTo("opened");
    }

    private boolean isOpen() {
        try {
            open("/other");
            return true;
        } catch (OperationDeniedException e) {
            return false;
        }
    }

    @Test
    void aModuleThatHangsDeniesLaterOperationsOfThatKindOnlyAndOnlyUntilItReturns() throws Exception {
        aHangingCall(Map.of(), hanging -> {
            assertThatThrownBy(() -> open("/other"))
                    .isInstanceOf(OperationDeniedException.class)
                    .hasMessageContaining("by module [slow]: the module hangs in another operation of this kind");
            assertThat(guard.<String, RuntimeException>file(Kind.FILE_DELETE, "/other", path -> "deleted"))
                    .isEqualTo("deleted");
            assertThat(hanging).isNotDone();
        });

        await().atMost(LIMIT).until(this::isOpen);
        assertThat(onlyFault())
                .hasField("ANOM_RBAC_FAIL", "module", "slow")
                .hasField("ANOM_RBAC_FAIL", "kind", "file.open")
                .hasField("ANOM_RBAC_FAIL", "exception", "hangs")
                .hasField("ANOM_RBAC_FAIL", "decided", "deny");
    }

    @Test
    void aModuleThatHangsInModeComplainIsLeftOut() throws Exception {
        aHangingCall(Map.of(SecurityModule.MODE, "complain"), hanging -> {
            assertThat(open("/other")).isEqualTo("opened");
            assertThat(hanging).isNotDone();
        });

        assertThat(onlyFault()).hasField("ANOM_RBAC_FAIL", "decided", "pass");
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.doorward.control.Mode;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PathBody;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.LongArgument;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.doorward.module.TextArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an operation allocates: nothing. Each has a fresh relative name and one of three bodies, so that nothing is remembered and
 * nothing inlined away; each test has a control that allocates the least that there is and must be seen by the same meter.
 */
class HotPathAllocationTest {
    private static final int OPERATIONS = 1 << 10;
    private static final int NAMES = 2 * OPERATIONS;
    private static final int RUNS = 100;
    private static final Kind TRANSFER = Kind.of("payment.transfer");
    private static final TextArgument ACCOUNT = TRANSFER.textArgument("account");
    private static final LongArgument AMOUNT = TRANSFER.longArgument("amount");

    private static final List<PathBody<String, Object, RuntimeException>> BODIES =
            List.of(path -> path, path -> null, path -> path.isEmpty() ? null : "opened");

    private static final PathMatch RULES = PathMatch.under(java.util.stream.IntStream.range(0, 20)
            .mapToObj(i -> "/srv/secret/" + i)
            .toList());

    private final Engine engine = new Engine(options -> {
        options.kept = false;
        options.watched = false;
    });
    private final OperationGuard guard = engine.guard();
    private final String[] names = new String[NAMES];
    private int next;
    private Object escaped;

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /* Four classes, as four modules would be. */
    private static final List<SecurityModule> COMPARING = List.of(
            (operation, audit) -> ((FileOperation) operation).touches(RULES) ? Decision.DENY : Decision.PASS,
            (operation, audit) -> ((FileOperation) operation).source().matches(RULES) ? Decision.DENY : Decision.PASS,
            (operation, audit) -> ((FileOperation) operation).target().matches(RULES) ? Decision.DENY : Decision.PASS,
            (operation, audit) -> operation.is(Kind.FILE_OPEN) && ((FileOperation) operation).touches(RULES)
                    ? Decision.DENY
                    : Decision.PASS);

    static Stream<Arguments> modulesAndThreads() {
        return Stream.of(0, 1, 4).flatMap(count -> ThreadKind.all().stream().map(kind -> Arguments.of(count, kind)));
    }

    static List<ThreadKind> threads() {
        return ThreadKind.all();
    }

    @ParameterizedTest(name = "{0} modules, {1} thread")
    @MethodSource("modulesAndThreads")
    void anUnflaggedOperationAllocatesNothingHoweverManyModulesCompareItsFreshName(int count, ThreadKind thread) {
        List<DeployedModule> modules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            modules.add(module("m" + i, COMPARING.get(i), "file.open"));
        }
        engine.core().publish(modules);

        thread.run(() -> assertAllocatesNothing(thread, this::open));
    }

    @ParameterizedTest(name = "{0} thread")
    @MethodSource("threads")
    void anUnflaggedOperationWithTwoPathsAllocatesNothing(ThreadKind thread) {
        engine.modules(module("m", COMPARING.get(0), "file.rename"));

        thread.run(() ->
                assertAllocatesNothing(thread, i -> guard.file(Kind.FILE_RENAME, name(), name(), (from, to) -> null)));
    }

    @ParameterizedTest(name = "{0} thread")
    @MethodSource("threads")
    void anOperationThatAnExitRuleLooksAtInVainAllocatesNothing(ThreadKind thread) {
        engine.rules("-a always,exit -S file.open -F success=0 -k failed", "-a always,exit -F dir=/srv/secret -k s");

        thread.run(() -> assertAllocatesNothing(thread, this::open));
    }

    @ParameterizedTest(name = "{0} thread")
    @MethodSource("threads")
    void aFlaggedOperationAllocatesNothing(ThreadKind thread) {
        engine.modules(module(
                "flagging",
                (operation, audit) -> {
                    FileOperation file = (FileOperation) operation;
                    audit.flag("opened")
                            .field("name", file.source())
                            .field("size", 42)
                            .field("hot", true);
                    return Decision.PASS;
                },
                "file.open"));

        thread.run(() -> assertAllocatesNothing(thread, this::open));
    }

    @ParameterizedTest(name = "{0} thread")
    @MethodSource("threads")
    void aDenialThatIsCountedAndPassesInModeComplainAllocatesNothing(ThreadKind thread) {
        StringBuilder rule = new StringBuilder("probes"); // no String that could be a key of itself
        engine.modules(module(
                "m",
                Mode.COMPLAIN,
                (operation, audit) -> {
                    audit.rule(rule).reason("dull").dontAudit();
                    return Decision.DENY;
                },
                "file.open"));

        thread.run(() -> assertAllocatesNothing(thread, this::open));
    }

    @ParameterizedTest(name = "{0} thread")
    @MethodSource("threads")
    void anOperationOfAnApplicationsOwnKindAllocatesNothing(ThreadKind thread) {
        engine.modules(module(
                "limits",
                (operation, audit) ->
                        operation.get(AMOUNT) > 5 || operation.get(ACCOUNT).isEmpty() ? Decision.DENY : Decision.PASS,
                "payment.*"));

        thread.run(() -> assertAllocatesNothing(
                thread,
                i -> guard.operation(TRANSFER)
                        .set(ACCOUNT, name())
                        .set(AMOUNT, 5)
                        .<Object, RuntimeException>call(() -> null)));
    }

    private void open(int i) {
        guard.file(Kind.FILE_OPEN, name(), BODIES.get(i % BODIES.size()));
    }

    private String name() {
        return names[next++];
    }

    /** In the thread whose allocations are meant. */
    private void assertAllocatesNothing(ThreadKind thread, IntConsumer operation) {
        long least = leastBytes(thread, operation);
        long control = leastBytes(thread, i -> {
            operation.accept(i);
            escaped = new Object();
        });

        assertThat(control).as("bytes of the control").isGreaterThanOrEqualTo(8L * OPERATIONS);
        assertThat(least).as("bytes of %d operations", OPERATIONS).isZero();
    }

    /** The least of many runs: a compilation or a class that is loaded late belongs to none of them. */
    private long leastBytes(ThreadKind thread, IntConsumer operation) {
        long[] bytes = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            prepareNames(run);
            engine.transport().sync();
            engine.hold(true);
            long before = thread.allocatedBytes().getAsLong();
            for (int i = 0; i < OPERATIONS; i++) {
                operation.accept(i);
            }
            bytes[run] = thread.allocatedBytes().getAsLong() - before;
            engine.hold(false);
        }
        return Arrays.stream(bytes).min().getAsLong();
    }

    private void prepareNames(int run) {
        next = 0;
        for (int i = 0; i < 2 * OPERATIONS; i++) {
            names[i] = "notes/" + run + "/../drafts/./n" + i + (i % 7 == 0 ? "\u00e9" : "") + ".txt";
        }
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;

import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.Mode;
import org.doorward.event.Commit;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.PendingOperation;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.transport.Account;
import org.doorward.transport.Reserve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** commit=entry: what is about to run is said, durably, before it runs. */
class EntryCommitTest {
    private Engine engine = new Engine();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void engine(FailureMode mode, int backlog, long waitMillis) {
        engine.close();
        engine = new Engine(options -> options.transport = options.transport
                .withBacklogLimit(backlog)
                .withBundleBacklogShare(100)
                .withBacklogWaitTimeMillis(waitMillis)
                .withFailureMode(mode));
    }

    private String open(String path) {
        return engine.guard().<String, RuntimeException>file(Kind.FILE_OPEN, path, judged -> "opened");
    }

    private void flagAll() {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.*"));
    }

    private List<String> entries() {
        return engine.facts("MAC_CHECK");
    }

    /** The serial of an event. */
    private static String serial(String event) {
        return event.replaceAll("(?s).*?msg=audit\\([0-9.]+:(\\d+)\\).*", "$1");
    }

    private static void hold(CountDownLatch disk) {
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- before it starts
    // -----------------------------------------------------------------------------------------------------------

    static List<ThreadKind> threads() {
        return ThreadKind.all();
    }

    /** A hundred of them: a virtual thread that kept its carrier while it waits would keep the others from even emitting theirs. */
    @ParameterizedTest(name = "{0} thread")
    @MethodSource("threads")
    void theOperationDoesNotStartBeforeItsEntryIsDurable(ThreadKind kind) throws InterruptedException {
        flagAll();
        engine.core().setCommit(Commit.ENTRY);
        engine.transport().sync();
        long before = engine.transport().status().emitted(Lane.RELIABLE);
        CountDownLatch disk = new CountDownLatch(1);
        engine.onSync(() -> hold(disk));
        AtomicInteger ran = new AtomicInteger();
        List<Thread> callers = IntStream.range(0, 100)
                .mapToObj(i -> kind.start(() -> engine.guard()
                        .<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> ran.incrementAndGet())))
                .toList();

        try {
            await().until(() -> engine.transport().status().emitted(Lane.RELIABLE) == before + 100);
            assertThat(ran).hasValue(0);
        } finally {
            disk.countDown();
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(ran).hasValue(100);
        assertThat(entries()).hasSize(100);
        assertThat(engine.operations())
                .extracting(event -> field(event, "entry"))
                .containsExactlyInAnyOrderElementsOf(
                        entries().stream().map(EntryCommitTest::serial).toList());
    }

    @Test
    void theEntryStandsInTheTrailAloneAndTheEndNamesIt() {
        engine.modules(module("exports", DecisionTest.flagging("exports"), "file.rename"));
        engine.core().setCommit(Commit.ENTRY);

        engine.guard().<Object, RuntimeException>file(Kind.FILE_RENAME, "/srv/a b", "out/c", (from, to) -> null);

        String entry = entries().get(0);
        assertThat(entry)
                .matches("type=MAC_CHECK msg=audit\\(\\d+\\.\\d{3}:\\d+\\): pid=\\d+ uid=\\d+ auid=\\d+ ses=\\d+"
                        + " subj=org\\.example\\.app:1\\.0\\.0 msg='op=enter kind=file\\.rename bundle=\"org\\.example\\.app\""
                        + " path=2F7372762F612062 target=\"/srv/work/out/c\" flag=\"exports\" comm=\"org\\.example\\.app\""
                        + " exe=\"/srv/app-1\\.0\\.0\\.jar\" hostname=\\? addr=\\? terminal=\\? res=success'\n");
        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains(" bundle=\"org.example.app\" entry=" + serial(entry) + " dur_us=")
                .contains(" success=yes ", " key=\"exports\"");
    }

    @Test
    void anEntryHasTheAddressAndNothingOfWhatModulesWrote() {
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k").field("word", "judged");
                    return Decision.PASS;
                },
                "payment.*"));
        engine.core().setCommit(Commit.ENTRY);

        engine.guard().operation(Kind.of("payment.transfer")).<Object, RuntimeException>call(() -> null);

        assertThat(entries())
                .singleElement()
                .asString()
                .contains("kind=payment.transfer")
                .doesNotContain("judged");
        assertThat(engine.operations().get(0)).contains("word=\"judged\"");
    }

    // ---- which operations
    // -----------------------------------------------------------------------------------------------------------

    @ParameterizedTest(name = "commit={0}, commit.all={1}, rule {2}: entry {3}, waits for the disk {4}")
    @CsvSource({
        "NONE, NONE, none, false, false",
        "EXIT, NONE, none, false, true",
        "ENTRY, NONE, none, true, true",
        "NONE, EXIT, none, false, true",
        "NONE, ENTRY, none, true, true",
        "NONE, NONE, exit, false, true",
        "NONE, NONE, entry, true, true",
        "ENTRY, EXIT, exit, true, true",
        "EXIT, ENTRY, none, true, true",
        "EXIT, NONE, entry, true, true",
    })
    void theStrongestOfWhatAppliesCounts(Commit byDefault, Commit byKey, String rule, boolean entry, boolean waits) {
        flagAll();
        engine.rules("-a always,exit -S file.open -F commit=" + rule);
        engine.core().setCommit(byDefault, Map.of("all", byKey, "other", Commit.ENTRY));
        engine.transport().sync();
        AtomicInteger syncs = new AtomicInteger();
        engine.onSync(syncs::incrementAndGet);

        open("/a");

        assertThat(syncs.get() > 0).as("waits").isEqualTo(waits);
        assertThat(entries()).hasSize(entry ? 1 : 0);
    }

    @Test
    void aRuleSelectsAtEntryWhatNobodyFlagged() {
        engine.rules("-a always,exit -S file.open -F dir=/srv -F commit=entry -k opened");

        open("/srv/a");
        open("/else");

        assertThat(entries()).singleElement().asString().contains("path=\"/srv/a\"", "flag=\"opened\"");
        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("key=\"opened\"", " entry=" + serial(entries().get(0)) + " ");
    }

    @Test
    void aKeyOfARuleAsksForAnEntry() {
        engine.rules("-a always,exit -S file.open -k vital", "-a always,exit -S file.delete -k other");
        engine.core().setCommit(Commit.NONE, Map.of("vital", Commit.ENTRY));

        open("/a");
        engine.guard().<Object, RuntimeException>file(Kind.FILE_DELETE, "/a", path -> null);

        assertThat(entries()).singleElement().asString().contains("kind=file.open");
        assertThat(engine.operations()).hasSize(2);
    }

    @Test
    void aChangeCountsForTheNextOperation() {
        flagAll();
        open("/a");
        engine.core().setCommit(Commit.NONE, Map.of("all", Commit.ENTRY));
        open("/b");
        engine.core().setCommit(Commit.NONE);
        open("/c");

        assertThat(entries()).singleElement().asString().contains("path=\"/b\"");
    }

    @Test
    void whatIsDeniedOrTracedOrNotRecordedHasNoEntry() {
        engine.modules(
                module("no", (operation, audit) -> Decision.DENY, "file.delete"),
                module(
                        "traces",
                        (operation, audit) -> {
                            audit.trace("t");
                            return Decision.PASS;
                        },
                        "file.stat"),
                module("all", DecisionTest.flagging("all"), "file.open"),
                module("asks", (operation, audit) -> Decision.PASS, "file.mkdir"));
        engine.rules("-a never,exit -F dir=/quiet", "-a always,exit -S file.list -F lane=lossy -k debug");
        engine.core().setCommit(Commit.ENTRY, Map.of("t", Commit.ENTRY, "debug", Commit.ENTRY));

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_DELETE, "/a", path -> null))
                .isInstanceOf(OperationDeniedException.class);
        for (Kind kind : List.of(Kind.FILE_STAT, Kind.FILE_MKDIR, Kind.FILE_LIST)) {
            engine.guard().<Object, RuntimeException>file(kind, "/a", path -> null);
        }
        open("/quiet/a");

        assertThat(entries()).isEmpty();
        assertThat(engine.operations()).hasSize(3).noneMatch(event -> event.contains(" entry="));
    }

    @Test
    void whatWouldBeDeniedHasAnEntryThoughARuleKeepsItsLikeOut() {
        engine.modules(module("no", Mode.COMPLAIN, (operation, audit) -> Decision.DENY, "file.open"));
        engine.rules("-a never,exit -S file.open");
        engine.core().setCommit(Commit.ENTRY);

        open("/a");

        assertThat(entries()).hasSize(1);
        assertThat(engine.operations()).singleElement().asString().contains("permissive=1", " entry=");
    }

    @Test
    void whatIsFlaggedOnlyAtTheExitHasNoEntryAndIsDurableBeforeTheCallerSeesTheResult() {
        engine.rules("-a always,exit -S file.open -F success=0 -F commit=exit -k failed");
        engine.core().setCommit(Commit.ENTRY);

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/a", path -> {
                    throw new FileAlreadyExistsException(path);
                }))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(entries()).isEmpty();
        assertThat(engine.operations()).hasSize(1);
    }

    // ---- its end
    // --------------------------------------------------------------------------------------------------------------------

    @Test
    void whatHasAnEntryHasAnEndWhateverRulesSayThen() {
        engine.rules(
                "-a never,exit -S file.open -F success=0",
                "-a always,exit -S file.open -F success=1 -F commit=exit -k fine",
                "-a always,exit -S file.open -F commit=entry -k opened");

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/a", path -> {
                    throw new FileAlreadyExistsException(path);
                }))
                .isInstanceOf(FileAlreadyExistsException.class);
        open("/b");

        assertThat(entries()).hasSize(2);
        assertThat(engine.operations())
                .extracting(event -> field(event, "entry"))
                .containsExactlyElementsOf(
                        entries().stream().map(EntryCommitTest::serial).toList());
        assertThat(engine.operations().get(0)).contains("exit=-17", "key=\"opened\"");
        assertThat(engine.operations().get(1)).as("keys of both rules").contains("key=6F70656E65640166696E65");
    }

    @Test
    void aDetachedOperationHasItsEntryAtOnceAndItsEndNamesItWhoeverEndsIt() {
        flagAll();
        engine.core().setCommit(Commit.ENTRY);
        PendingOperation said = detach();
        detach();
        assertThat(entries()).hasSize(2);
        assertThat(engine.operations()).isEmpty();

        engine.core().setCommit(Commit.NONE);
        engine.rules("-a never,exit -S file.*");
        said.succeeded();
        engine.core().close();

        assertThat(engine.operations())
                .extracting(event -> field(event, "entry"))
                .containsExactlyElementsOf(
                        entries().stream().map(EntryCommitTest::serial).toList());
        assertThat(engine.operations().get(1)).contains("success=no exit=-14");
    }

    private PendingOperation detach() {
        return engine.guard()
                .operation(ApplicationKindTest.OPEN)
                .set(ApplicationKindTest.OPEN_PATH, "/a")
                .enter()
                .detach();
    }

    @Test
    void anOperationWithinAnotherHasAnEntryOfItsOwn() {
        flagAll();
        engine.core().setCommit(Commit.ENTRY);

        engine.guard().<Object, RuntimeException>file(Kind.FILE_DELETE, "/outer", outer -> open("/inner"));

        assertThat(engine.operations())
                .extracting(event -> field(event, "entry"))
                .containsExactly(serial(entries().get(1)), serial(entries().get(0)));
    }

    // ---- when it cannot be kept
    // -----------------------------------------------------------------------------------------------------

    private void failTheDiskFor(AtomicBoolean broken) {
        engine.onSync(() -> {
            if (broken.get()) {
                throw new UncheckedIOException(new java.io.IOException("the disk is gone"));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "LOG"})
    void anEntryThatCannotBeKeptIsCountedAndTheOperationGoesOnWithoutIt(FailureMode mode) {
        engine(mode, 100, 0);
        flagAll();
        engine.core().setCommit(Commit.NONE, Map.of("all", Commit.ENTRY));
        engine.transport().sync();
        AtomicBoolean broken = new AtomicBoolean(true);
        failTheDiskFor(broken);
        List<String> ran = new ArrayList<>();

        engine.guard().<Object, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> {
            broken.set(false);
            return ran.add(path);
        });

        assertThat(ran).containsExactly("/a");
        assertThat(engine.transport().status().lost(Lane.RELIABLE)).isEqualTo(1);
        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("success=yes")
                .doesNotContain(" entry=");
    }

    @Test
    void anEntryThatCannotBeKeptInModeDenyMeansThatTheOperationIsRefused() {
        engine(FailureMode.DENY, 100, 0);
        engine.rules("-a always,exit -S file.open -F commit=entry -k vital");
        engine.transport().sync();
        AtomicBoolean broken = new AtomicBoolean(true);
        failTheDiskFor(broken);

        assertThatThrownBy(() -> engine.guard().file(Kind.FILE_OPEN, "/a", path -> {
                    throw new AssertionError("it ran");
                }))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by doorward: audit cannot keep a record of it: its entry is not durable");

        assertThat(engine.transport().status().reservedEvents()).isZero();
        broken.set(false);
    }

    @Test
    void withoutRoomForBothAnOperationIsRefusedInModeDenyAndNothingOfItIsLost() {
        engine(FailureMode.DENY, 20, 20);
        flagAll();
        engine.core().setCommit(Commit.NONE, Map.of("all", Commit.ENTRY));
        engine.transport().sync();
        Account others = engine.transport().account("others:1.0.0", "others");
        int held = 0;
        while (engine.transport().reserve(100, Reserve.OPERATION, others) > 0) {
            held++;
        }
        engine.transport().release(100, Reserve.OPERATION, others); // one is left, two are needed

        assertThatThrownBy(() -> open("/a"))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("audit cannot keep a record of it: no room in the backlog");

        assertThat(engine.transport().status().lost(Lane.RELIABLE)).isZero();
        for (int i = 1; i < held; i++) {
            engine.transport().release(100, Reserve.OPERATION, others);
        }
        open("/b");
        assertThat(entries()).singleElement().asString().contains("path=\"/b\"");
    }

    /** Room for four events and sixteen callers: nobody may hold the room of his end while he waits for that of his entry. */
    @Test
    void manyOperationsWithASmallBacklogAllHaveBothRecords() throws InterruptedException {
        engine(FailureMode.DENY, 8, 60_000);
        flagAll();
        engine.core().setCommit(Commit.ENTRY);
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread caller = new Thread(() -> {
                for (int n = 0; n < 50; n++) {
                    open("/a");
                }
            });
            caller.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(thrown).isEmpty();
        assertThat(entries()).hasSize(16 * 50);
        assertThat(engine.operations())
                .hasSize(16 * 50)
                .extracting(event -> field(event, "entry"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
    }
}

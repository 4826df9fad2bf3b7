package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.PathArgument;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames: one for each open operation, whatever the number and kind of threads, and none left behind. */
class FramesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MOST_BYTES_OPEN = 8 * 1024;
    private static final int FLAGGED_EVERY = 200;
    private static final Kind OPEN = Kind.of("file.open");
    private static final PathArgument OPENED = OPEN.pathArgument("path", PathArgument.Role.OBJECT);
    private static final PathMatch FLAGGED = PathMatch.under("/flagged");

    private final Engine engine = new Engine(options -> options.watched = false);
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private static final SecurityModule FLAGGING_SOME = (operation, audit) -> {
        if (((FileOperation) operation).touches(FLAGGED)) {
            audit.flag("some");
        }
        return Decision.PASS;
    };

    static List<ThreadKind> threads() {
        return ThreadKind.all();
    }

    @ParameterizedTest(name = "{0} threads")
    @MethodSource("threads")
    void operationsThatAreAllOpenAtOnceEndEachWithItsOwnArgumentsAndLeaveNothingBehind(ThreadKind kind)
            throws InterruptedException {
        engine.modules(module("some", FLAGGING_SOME, "file.open"));
        int threads = kind.manyAtOnce();
        long before = usedMemory();
        CountDownLatch opened = new CountDownLatch(threads);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(threads);
        AtomicInteger right = new AtomicInteger();
        for (int i = 0; i < threads; i++) {
            String path = (i % FLAGGED_EVERY == 0 ? "/flagged/" : "/plain/") + i;
            kind.start(() -> {
                try {
                    String result = guard.file(Kind.FILE_OPEN, path, judged -> {
                        opened.countDown();
                        gate.await();
                        return judged + " opened";
                    });
                    if (result.equals(path + " opened") && !Exemption.applies()) {
                        right.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    ended.countDown();
                }
            });
        }

        assertThat(opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("all open at once")
                .isTrue();
        assertThat(engine.core().frames().known()).isGreaterThanOrEqualTo(threads);
        assertThat((usedMemory() - before) / threads)
                .as("bytes that an open operation holds, its thread included")
                .isLessThan(MOST_BYTES_OPEN);
        gate.countDown();
        assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("all ended")
                .isTrue();

        assertThat(right.get()).isEqualTo(threads);
        assertThat(engine.operations())
                .extracting(event -> field(" " + records(event, "PATH").get(0), "name"))
                .hasSize((threads + FLAGGED_EVERY - 1) / FLAGGED_EVERY)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("/flagged/"));
        assertThat(engine.transport().status().reservedEvents()).as("credits").isZero();
        Pool<Frame> waiting = engine.core().frames().waiting();
        assertThat(waiting.size()).isBetween(1, waiting.capacity());
        await().atMost(PATIENCE).until(() -> {
            System.gc();
            engine.look(1);
            return engine.core().frames().known() <= waiting.capacity();
        });
    }

    private static long usedMemory() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void noOperationSeesTheArgumentsOfAnotherThoughThreadsFightForFrames() throws InterruptedException {
        ThreadLocal<String> expected = new ThreadLocal<>();
        AtomicInteger wrong = new AtomicInteger();
        engine.modules(module(
                "checking",
                (operation, audit) -> {
                    FileOperation file = (FileOperation) operation;
                    if (!file.source().toString().equals(expected.get())) {
                        wrong.incrementAndGet();
                    }
                    return Decision.PASS;
                },
                "file.open"));
        int threads = 8;
        CountDownLatch ended = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            String folder = "/t" + t + "/";
            ThreadKind.all().get(0).start(() -> {
                for (int i = 0; i < 5_000; i++) {
                    expected.set(folder + i);
                    guard.file(Kind.FILE_OPEN, folder + i, path -> {
                        Thread.yield();
                        return null;
                    });
                }
                ended.countDown();
            });
        }

        assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.get()).isZero();
    }

    @Test
    void aFrameForgetsWhatTheOperationBeforeItGave() {
        engine.modules(module(
                "flagging",
                (operation, audit) -> {
                    audit.flag("all");
                    return Decision.PASS;
                },
                "file.*"));

        guard.file(Kind.FILE_RENAME, "/from", "/to", (from, to) -> null);
        guard.operation(OPEN).set(OPENED, "/only").call(() -> null);

        assertThat(engine.operations().get(1)).contains("/only").doesNotContain("/from", "/to");
    }
}

package org.doorward.tools.search;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.tools.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AutailCommandTest {
    private static final String HEAD = "----\ntime->";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger exit = new AtomicInteger(-1);
    private Thread runner;

    @BeforeEach
    void aTrail() throws IOException {
        for (int serial = 1; serial <= 30; serial++) {
            write(serial, "key=\"k" + serial % 3 + "\"");
        }
    }

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        if (runner != null) {
            interrupt();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("doorward-pipe");
    }

    private void write(long serial, String fields) throws IOException {
        Files.writeString(
                folder.resolve("audit.log"),
                "type=SYSCALL msg=audit(1750000000.000:" + serial + "): pid=1 " + fields
                        + "\ntype=PROCTITLE msg=audit(1750000000.000:" + serial + "): proctitle=\"p\"\n",
                CREATE,
                APPEND);
    }

    private void start(String... arguments) {
        start(out, arguments);
    }

    private void start(OutputStream to, String... arguments) {
        runner = new Thread(() -> exit.set(new CommandLine(AutailCommand.over(() -> folder))
                .setOut(new java.io.PrintWriter(new PrintStream(to, true), true))
                .setErr(new java.io.PrintWriter(new PrintStream(err, true), true))
                .execute(arguments)));
        runner.start();
    }

    private void interrupt() throws InterruptedException {
        runner.interrupt();
        runner.join();
    }

    private List<Long> printed() {
        return Run.events(out.toString(StandardCharsets.UTF_8)).stream()
                .map(id -> Long.valueOf(id.substring(id.indexOf(':') + 1, id.length() - 1)))
                .sorted()
                .toList();
    }

    @Test
    void theLastTenComeFirstThenWhatIsWrittenUntilItIsInterrupted() throws Exception {
        start();
        await().until(() -> printed().size() == 10);
        assertThat(printed()).startsWith(21L);
        assertThat(out.toString()).startsWith(HEAD);
        write(31, "");
        Files.move(folder.resolve("audit.log"), folder.resolve("audit.log.1"));
        write(32, "");
        await().until(() -> printed().size() == 12);
        interrupt();

        assertThat(exit).hasValue(0);
        assertThat(printed()).endsWith(31L, 32L);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void conditionsHoldForTheLastEventsAndTheNewOnes() throws Exception {
        start("-k", "k1", "--lines", "3", "--format", "raw");
        await().until(() -> printed().size() == 3);
        assertThat(printed()).containsExactly(22L, 25L, 28L);
        write(31, "key=\"k0\"");
        write(32, "key=\"k1\"");
        await().until(() -> printed().size() == 4);
        interrupt();

        assertThat(printed()).endsWith(32L);
        assertThat(out.toString()).startsWith("type=SYSCALL").doesNotContain(HEAD);
    }

    /** As Linux writes them. */
    @Test
    void conditionsAreThoseOfTheWholeEventAlsoWhereRecordsOfOthersStandBetweenItsOwn() throws Exception {
        start("-k", "x", "-m", "AVC", "--format", "raw");
        String a = "msg=audit(1750000000.001:31): ";
        String b = "msg=audit(1750000000.001:32): ";
        List<String> lines = List.of(
                "type=AVC " + a + "avc:  denied  { read } for  pid=1 comm=\"a\"",
                "type=SYSCALL " + b + "pid=2 key=\"x\"",
                "type=SYSCALL " + a + "pid=1 key=\"x\"",
                "type=PROCTITLE " + b + "proctitle=\"b\"",
                "type=PROCTITLE " + a + "proctitle=\"a\"");
        Files.write(folder.resolve("audit.log"), lines, APPEND);
        await().until(() -> out.toString().lines().count() == 3);
        interrupt();

        assertThat(out.toString().lines()).containsExactly(lines.get(0), lines.get(2), lines.get(4));
    }

    @Test
    void withoutLinesOnlyWhatIsNewComes() throws Exception {
        start("--lines", "0");
        long serial = 31;
        while (printed().isEmpty()) { // nobody knows when it began to follow
            write(serial++, "");
            Thread.onSpinWait();
        }
        interrupt();

        assertThat(printed().get(0)).isGreaterThan(30);
    }

    @Test
    void whoeverReadsItNoLongerEndsIt() throws Exception {
        start(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        long serial = 31;
        while (runner.isAlive()) {
            write(serial++, "");
            runner.join(10);
        }

        assertThat(exit).hasValue(0);
    }

    @Test
    void whatIsNoRecordIsSaidAtTheEnd() throws Exception {
        Files.writeString(folder.resolve("audit.log"), "nonsense\n", APPEND);
        start();
        await().until(() -> printed().size() == 10);
        interrupt();

        assertThat(err).hasToString("autail: [1] lines are no records and were passed over\n");
    }

    @Test
    void withoutATrailOrWithAWrongOptionItIsRefused() {
        Path none = folder.resolve("none");

        assertThat(Run.of(AutailCommand.over(() -> none), List.of()))
                .isEqualTo(new Run(
                        2,
                        "",
                        "autail: there is no trail [" + none + "]; name one with -if, or an instance with --home\n"));
        assertThat(Run.of(AutailCommand.over(() -> folder), List.of("--lines", "-1"))
                        .err())
                .startsWith("--lines [-1]: expected a number from 0 on\n");
        assertThat(Run.of(AutailCommand.over(() -> folder), List.of("--format", "x"))
                        .err())
                .startsWith("--format [x]: expected one of raw, default, interpret, csv, text, json\n");
        assertThat(Run.of(AutailCommand.over(() -> folder), List.of("-m", "NOPE"))
                        .exitCode())
                .isEqualTo(2);
    }
}

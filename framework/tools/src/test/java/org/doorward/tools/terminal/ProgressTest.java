package org.doorward.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ProgressTest {
    private static final String ERASE = "\r\033[K";

    @Command
    private static final class Any {}

    /** Both streams, as on one terminal. */
    private final StringWriter terminal = new StringWriter();

    private final AtomicLong position = new AtomicLong(25);

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("doorward-progress");
    }

    private CommandLine onTerminal() {
        PrintWriter place = new PrintWriter(terminal, true);
        return new CommandLine(new Any())
                .setOut(new TerminalWriter(place, false))
                .setErr(new TerminalWriter(place, false));
    }

    private void awaitShown(String text) {
        await().until(() -> terminal.toString().contains(text));
    }

    @Test
    void itIsShownAfterAWhileAndErasedAtTheEnd() {
        try (Progress progress = Progress.of(onTerminal(), position::get, 100, Duration.ZERO)) {
            awaitShown(ERASE + "25 %, 0 MB/s");
            position.set(50);
            awaitShown(ERASE + "50 %, ");
        }
        assertThat(terminal.toString()).endsWith("MB/s" + ERASE);
    }

    @Test
    void itMakesRoomForWhatIsPrintedAndIsNotShownInTheMiddleOfALine() {
        CommandLine command = onTerminal();
        try (Progress progress = Progress.of(command, position::get, 100, Duration.ZERO)) {
            awaitShown("25 %, ");
            command.getOut().print("half a ");
            assertThat(terminal.toString()).endsWith("MB/s" + ERASE + "half a ");
            position.set(50);
            command.getOut().println("line");
            awaitShown("half a line\n" + ERASE + "50 %, ");
            command.getErr().println("message");
            assertThat(terminal.toString()).contains(ERASE + "message\n");
        }
    }

    @Test
    void aScanThatEndsSoonShowsNothing() {
        Progress.of(onTerminal(), position::get, 100).close();

        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void withoutATerminalThereIsNone() {
        CommandLine piped = onTerminal().setErr(new PrintWriter(terminal));

        assertThat(Progress.of(piped, position::get, 100, Duration.ZERO)).isNull();
    }

    @Test
    void shareAndSpeedAreSaidAndOfWhatIsPackedTheSpeedAlone() {
        assertThat(Progress.text(
                        150_000_000, 600_000_000, Duration.ofMillis(500).toNanos()))
                .isEqualTo("25 %, 300 MB/s");
        assertThat(Progress.text(150_000_000, 100, Duration.ofMillis(500).toNanos()))
                .isEqualTo("300 MB/s");
    }
}

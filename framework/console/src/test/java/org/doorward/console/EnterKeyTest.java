package org.doorward.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorward.tools.LiveCommand;
import org.doorward.tools.PicocliTool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Timeout(30)
class EnterKeyTest {
    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("doorward-enter-key");
    }

    private static boolean isInterrupted() {
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void enterInterruptsAndTakesItsLineOnly() throws IOException {
        try (PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream keyboard = new PipedInputStream(keys)) {
            try (EnterKey key = new EnterKey(keyboard)) {
                keys.write("q\nhelp\n".getBytes());
                keys.flush();
                assertThat(isInterrupted()).isTrue();
            }
            assertThat(new String(keyboard.readNBytes(5))).isEqualTo("help\n");
        }
    }

    @Test
    void aKeyboardThatIsGoneInterrupts() {
        InputStream gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int available() throws IOException {
                throw new IOException("gone");
            }
        };
        try (EnterKey key = new EnterKey(gone)) {
            assertThat(isInterrupted()).isTrue();
        }
    }

    @Test
    void whatIsEnteredAfterTheEndIsLeftToTheShell() throws IOException {
        try (PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream keyboard = new PipedInputStream(keys)) {
            new EnterKey(keyboard).close();
            keys.write("help\n".getBytes());
            keys.flush();

            assertThat(keyboard.available()).isEqualTo(5);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Command(name = "live")
    private static final class Live implements LiveCommand, Callable<Integer> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final AtomicBoolean interrupted = new AtomicBoolean();

        @Override
        public Integer call() {
            begun.countDown();
            interrupted.set(isInterrupted());
            return 0;
        }
    }

    @Test
    void aLiveCommandOfTheShellEndsWithEnter() throws Exception {
        Live live = new Live();
        try (Gogo shell = new Gogo().with(new PicocliTool(() -> live));
                PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream keyboard = new PipedInputStream(keys)) {
            CompletableFuture<Void> enter = CompletableFuture.runAsync(() -> {
                try {
                    live.begun.await();
                    keys.write('\n');
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            shell.runOnTerminal(keyboard, "live");

            assertThat(live.interrupted).isTrue();
            enter.get();
        }
    }

    /** As a command does that is interrupted while it prints. */
    @Command(name = "talking")
    private static final class Talking implements LiveCommand, Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            spec.commandLine().getOut().println("last words");
            boolean failed = spec.commandLine().getOut().checkError();
            spec.commandLine().getOut().println(failed + " " + Thread.interrupted());
            return 0;
        }
    }

    @Test
    void aCommandThatIsInterruptedWhileItPrintsClosesNoTerminal() throws Exception {
        try (Gogo shell = new Gogo().with(new PicocliTool(Talking::new)).with("speak", (words, out, err) -> {
            out.println("spoken");
            return 0;
        })) {
            String shown = shell.runOnTerminal(new ByteArrayInputStream("\n".getBytes()), "talking", "speak");

            assertThat(shown).isEqualTo("talking: Enter ends it\nlast words\nfalse true\nspoken\n");
        }
    }

    @Test
    void anOutputThatIsNotTakenIsToldOn() throws IOException {
        PrintStream gone = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        });
        try (EnterKey key = new EnterKey(InputStream.nullInputStream())) {
            PrintStream shielded = key.shielded(gone);
            shielded.println("words");
            assertThat(shielded.checkError()).isTrue();
        }
    }
}

package org.doorward.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.doorward.console.Gogo.Ran;
import org.doorward.tools.control.ControlClient;
import org.doorward.tools.control.ControlProtocol;
import org.doorward.tools.control.ControlProtocol.Frame;
import org.doorward.tools.control.ControlProtocol.FrameType;
import org.doorward.tools.control.NoInstanceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ControlServerTest {
    @TempDir
    private Path folder;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Gogo shell = new Gogo()
            .with("say", (words, out, err) -> {
                out.println(String.join(" ", words));
                return 0;
            })
            .with("both", (words, out, err) -> {
                out.println("result");
                err.println("message");
                return 1;
            })
            .with("much", (words, out, err) -> {
                out.print("\u00e4".repeat(100_000));
                return 0;
            })
            .with("hold", (words, out, err) -> {
                out.println("holding");
                try {
                    held.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return 0;
            });

    private Path socket;
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        socket = folder.resolve("control.sock");
        server = new ControlServer(socket, shell.runner());
        server.start();
    }

    @AfterEach
    void close() {
        held.countDown();
        server.close();
        shell.close();
    }

    private Ran run(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new ControlClient(socket).run(line, new PrintStream(out, true), new PrintStream(err, true));
        return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static DataInputStream in(SocketChannel channel) {
        return new DataInputStream(Channels.newInputStream(channel));
    }

    private static DataOutputStream out(SocketChannel channel) {
        return new DataOutputStream(Channels.newOutputStream(channel));
    }

    /** A connection whose line runs and does not end by itself. */
    private SocketChannel holding() throws IOException {
        SocketChannel channel = connect();
        ControlProtocol.writeLine(out(channel), "hold");
        assertThat(new String(ControlProtocol.readFrame(in(channel)).bytes(), UTF_8))
                .isEqualTo("holding\n");
        return channel;
    }

    private static void assertRefused(SocketChannel channel, String message) throws IOException {
        DataInputStream in = in(channel);
        StringBuilder said = new StringBuilder();
        Frame frame = ControlProtocol.readFrame(in);
        while (frame.type() != FrameType.EXIT) {
            assertThat(frame.type()).isEqualTo(FrameType.ERR);
            said.append(new String(frame.bytes(), UTF_8));
            frame = ControlProtocol.readFrame(in);
        }
        assertThat(said.toString()).isEqualTo(message);
        assertThat(frame.exitCode()).isEqualTo(2);
        assertThat(in.read()).as("the end of the stream").isEqualTo(-1);
    }

    @Test
    void outputMessagesAndExitCodeComeBackApart() throws IOException {
        assertThat(run("both")).isEqualTo(new Ran(1, "result\n", "message\n"));
        assertThat(run("say \u00fcber alles")).isEqualTo(new Ran(0, "\u00fcber alles\n", ""));
    }

    @Test
    void outputLongerThanAFrameArrivesWhole() throws IOException {
        assertThat(run("much").out()).isEqualTo("\u00e4".repeat(100_000));
    }

    @Test
    void whoIsInterruptedGoesOnAccepting() throws IOException {
        for (int times = 0; times < 20; times++) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("doorward-control"))
                    .forEach(Thread::interrupt);

            assertThat(run("both").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void theSocketIsTheOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, ControlProtocol.MAXIMUM + 1, Integer.MAX_VALUE, 0x47455420})
    void aRequestOfTheWrongFormGetsAMessageAndTheNextOneIsServed(int length) throws IOException {
        try (SocketChannel channel = connect()) {
            out(channel).writeInt(length);

            assertRefused(
                    channel,
                    "doorward: request refused: length [" + length
                            + "], expected 0 to 65536; use doorward exec of this version\n");
        }
        assertThat(run("say on").out()).isEqualTo("on\n");
    }

    @Test
    void aClientThatGoesAwayHarmsNobody() throws IOException {
        try (SocketChannel half = connect()) {
            out(half).writeInt(10);
            half.shutdownOutput();

            assertRefused(
                    half,
                    "doorward: request refused: the connection ended after [0] of [10] bytes; use doorward exec of this"
                            + " version\n");
        }
        try (SocketChannel gone = connect()) {
            ControlProtocol.writeLine(out(gone), "much");
        }
        assertThat(run("say on").out()).isEqualTo("on\n");
    }

    @Test
    void aLineWhoseClientGoesAwayIsInterrupted() throws Exception {
        try (SocketChannel gone = holding()) {
            assertThat(gone.isOpen()).isTrue();
        }

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run("say on").out()).isEqualTo("on\n");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.matches("doorward-control-\\d+.*")));
    }

    @Test
    void oneConnectionTooManyGetsAMessage() throws IOException {
        List<SocketChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < ControlServer.MAXIMUM_CONNECTIONS; i++) {
                open.add(holding());
            }
            try (SocketChannel tooMany = connect()) {
                assertRefused(tooMany, "doorward: more than 32 lines run at once: wait until one has ended\n");
            }
            held.countDown();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(run("say on").out()).isEqualTo("on\n"));
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }

    @Test
    void aLineThatRunsGetsTheTimeToEndWhenTheServerClosesAndASilentClientDoesNot() throws Exception {
        try (SocketChannel silent = connect();
                SocketChannel channel = holding()) { // the silent one has been accepted before
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            assertThat(in(silent).read()).as("the end of the stream").isEqualTo(-1);
            held.countDown();

            assertThat(ControlProtocol.readFrame(in(channel)).exitCode()).isZero();
            closing.get(30, TimeUnit.SECONDS);
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void aLineThatDoesNotEndIsInterruptedWhenTheServerCloses() throws Exception {
        try (SocketChannel channel = holding()) {
            server.close();

            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(in(channel).read()).isEqualTo(-1);
        }
    }

    @Test
    void nobodyServesAClosedSocket() {
        server.close();

        assertThatThrownBy(() -> run("say x"))
                .isInstanceOf(NoInstanceException.class)
                .hasMessageContaining("no instance serves [" + socket + "]");
    }

    @Test
    void aSocketThatADeadProcessLeftBehindIsReplaced() throws IOException {
        server.close();
        try (var dead = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();

        server = new ControlServer(socket, shell.runner());
        server.start();

        assertThat(run("say on").out()).isEqualTo("on\n");
    }

    @Test
    void aSocketThatIsServedIsNotTakenOver() throws IOException {
        assertThatThrownBy(() -> new ControlServer(socket, shell.runner()).start())
                .isInstanceOf(IOException.class)
                .hasMessage("control socket [" + socket + "] cannot be opened: another process serves it; choose a home"
                        + " with a path of at most 80 bytes that nobody else serves, with --home");
        assertThat(run("say on").out()).isEqualTo("on\n");
    }

    @Test
    void aPathThatIsTooLongIsNamed() {
        Path deep = folder.resolve("x".repeat(120)).resolve("control.sock");

        assertThatThrownBy(() -> new ControlServer(deep, shell.runner()).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("control socket [" + deep + "] cannot be opened: ")
                .hasMessageEndingWith(
                        "choose a home with a path of at most 80 bytes that nobody else serves, with --home");
    }
}

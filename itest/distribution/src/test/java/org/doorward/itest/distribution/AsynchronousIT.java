package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.itest.distribution.actor.ListenerActivator;
import org.doorward.itest.distribution.bundle.Denier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A connect or an accept that goes on in the background is one event of the bundle that asked for it, with the outcome that the bundle is
 * told, whoever's thread tells it and however it ends.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AsynchronousIT {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int LAST_BUT_ONE = Integer.MAX_VALUE - 1; // without an order a test stands in the middle

    @TempDir
    private static Path folder;

    private static Doorward doorward;
    /** Lines of the trail of tests before: the system gives a port again. */
    private int before;

    @BeforeEach
    void forgetWhatWas() {
        before = doorward.trail().size();
    }

    @BeforeAll
    static void deployTheActor() {
        doorward = Doorward.run(folder.resolve("home"));
        doorward.drop("conf/audit.rules", """
                -a always,exit -S network.connect -S network.accept -k sockets
                -a always,exit -S file.delete -k deletions
                -a always,exit -S process.exec -k processes
                """);
        String library = folder.resolve("home/deploy/library.jar").toUri().toString();
        doorward.drop("conf/doorward.cfg", "transparent = library@location=" + library + "\n");
        Doorward.eventually().until(() -> doorward.log().contains("setting transparent="));
        doorward.drop("deploy/library.jar", AttributionIT.library());
        doorward.drop("deploy/listener.jar", listener());
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Doorward.eventually().until(() -> doorward.log().contains("3 rules in force"));
        Doorward.eventually()
                .until(() -> doorward.exec("lb -s")
                                .out()
                                .lines()
                                .filter(line -> line.contains("Active") && line.matches(".*(library|listener|actor).*"))
                                .count()
                        == 3);
    }

    private static byte[] listener() {
        return BundleJar.named("listener")
                .header("Import-Package", "org.osgi.framework")
                .activator(ListenerActivator.class)
                .bytes();
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    private static List<String> act(String words) {
        return doorward.exec("act async " + words).out().lines().toList();
    }

    private static int number(String word, List<String> printed) {
        return printed.stream()
                .filter(line -> line.startsWith(word + " "))
                .mapToInt(line -> Integer.parseInt(line.substring(word.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + word + " in " + printed));
    }

    /** What the trail has of a kind and port when it has everything that was recorded until now. */
    private List<Event> events(String kind, int port) throws IOException {
        Path marker = Files.createTempFile(folder, "marker", "");
        doorward.exec("act delete DIRECT " + marker);
        List<String> lines = Doorward.eventually()
                .until(
                        doorward::trail,
                        trail -> trail.stream().anyMatch(line -> line.contains(marker + "\" nametype=DELETE")));
        return Event.of(lines.subList(before, lines.size())).stream()
                .filter(event -> event.has(" kind=" + kind + " ") && event.has(":" + port + "\""))
                .toList();
    }

    /** The SYSCALL line of the one event that has all of these. */
    private static String one(String... words) throws IOException {
        List<Event> found = Event.of(doorward.trail()).stream()
                .filter(event -> Stream.of(words).allMatch(event::has))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0).record("SYSCALL");
    }

    private static int refusing() throws IOException {
        try (ServerSocketChannel closed = ServerSocketChannel.open().bind(FREE)) {
            return port(closed);
        }
    }

    private static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** A server that nobody gets through to, for its queue is full. */
    private static final class Full implements AutoCloseable {
        private static final int PATIENCE_MILLIS = 500;

        private final ServerSocketChannel server = ServerSocketChannel.open().bind(FREE, 1);
        private final List<Socket> waiting = new ArrayList<>();

        Full() throws IOException {
            try {
                while (true) {
                    Socket client = new Socket();
                    waiting.add(client);
                    client.connect(server.getLocalAddress(), PATIENCE_MILLIS);
                }
            } catch (SocketTimeoutException e) {
                // It is full.
            }
        }

        int port() throws IOException {
            return AsynchronousIT.port(server);
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket client : waiting) {
                client.close();
            }
        }
    }

    private static void isOne(List<Event> events, String... words) {
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.record("SYSCALL"))
                        .contains(words)
                        .contains(" comm=\"actor\" ", " subj=actor:1.0.0 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "handler"})
    void aConnectThatIsMadeIsOneSuccess(String form) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(FREE)) {
            assertThat(act(form + " connect " + port(server))).containsExactly("connected");

            isOne(events("network.connect", port(server)), "success=yes");
        }
    }

    @Test
    void aLibraryConnectsForWhoCallsItAndWhatAHandlerDoesIsTheHandlersBundles() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(FREE)) {
            Path file = Files.createTempFile(folder, "direct", "");
            assertThat(act("handler connect-by-library " + port(server) + " " + file))
                    .containsExactly("told true");

            List<Event> connects = events("network.connect", port(server));
            isOne(connects, "success=yes");
            assertThat(connects.get(0).record("SYSCALL"))
                    .contains(" via=\"library:1.0.0\"")
                    .doesNotContain("listener");
            assertThat(one(" kind=file.delete ", "name=\"" + file + "\""))
                    .contains(" subj=listener:1.0.0 ")
                    .doesNotContain("actor", "library");
            assertThat(one(" kind=process.exec ", "\"" + file.getFileName() + "\""))
                    .contains(" subj=listener:1.0.0 ")
                    .doesNotContain("actor", "library");
        }
    }

    @Test
    void whoPassesOnWhatItIsToldAnswersForAProcessTooThatTheOtherStarts() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(FREE)) {
            Path file = Files.createTempFile(folder, "passed", "");
            assertThat(act("handler connect-and-pass-on " + port(server) + " " + file))
                    .containsExactly("told true");

            isOne(events("network.connect", port(server)), "success=yes", " via=\"library:1.0.0\"");
            assertThat(one(" kind=process.exec ", "\"" + file.getFileName() + "\""))
                    .contains(" subj=listener:1.0.0 ", " via=\"actor:1.0.0\"")
                    .doesNotContain("library");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "handler"})
    void aConnectThatIsRefusedIsOneFailure(String form) throws IOException {
        int port = refusing();

        assertThat(act(form + " connect " + port)).containsExactly("failed java.net.ConnectException");

        isOne(events("network.connect", port), "success=no exit=-111", "exception=\"java.net.ConnectException\"");
    }

    @ParameterizedTest
    @CsvSource({
        "future connect-closed, failed java.nio.channels.AsynchronousCloseException",
        "handler connect-closed, failed java.nio.channels.AsynchronousCloseException",
        "future connect-cancelled, cancelled"
    })
    void aConnectThatIsGivenUpIsOneFailure(String way, String told) throws IOException {
        try (Full full = new Full()) {
            assertThat(act(way + " " + full.port())).containsExactly("pending", told);

            isOne(
                    events("network.connect", full.port()),
                    "success=no",
                    "exception=\"java.nio.channels.AsynchronousCloseException\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "handler"})
    void aSecondConnectMeanwhileHidesNothingOfTheFirst(String form) throws IOException {
        try (Full full = new Full()) {
            assertThat(act(form + " connect-twice " + full.port()))
                    .containsExactly(
                            "refused java.nio.channels.ConnectionPendingException",
                            "failed java.nio.channels.AsynchronousCloseException");

            assertThat(events("network.connect", full.port()))
                    .extracting(event -> event.record("SYSCALL"))
                    .satisfiesExactly(
                            second -> assertThat(second)
                                    .contains("success=no", "java.nio.channels.ConnectionPendingException"),
                            first -> assertThat(first)
                                    .contains("success=no", "java.nio.channels.AsynchronousCloseException"));
        }
    }

    @ParameterizedTest
    @CsvSource({"future accept-at-once", "handler accept-at-once", "future accept-later", "handler accept-later"})
    void anAcceptedClientIsOneSuccessWithItsAddress(String way) throws IOException {
        List<String> printed = act(way);

        int client = number("client", printed);
        assertThat(printed).contains("accepted " + client);
        List<Event> events = events("network.accept", number("port", printed));
        isOne(events, "success=yes");
        assertThat(events.get(0).record("SOCKADDR")).contains(hexAddress(client));
    }

    private static String hexAddress(int port) {
        return String.format("saddr=0200%04X7F000001", port);
    }

    @ParameterizedTest
    @CsvSource({
        "future accept-closed, failed java.nio.channels.AsynchronousCloseException",
        "handler accept-closed, failed java.nio.channels.AsynchronousCloseException",
        "future accept-cancelled, cancelled"
    })
    void anAcceptThatIsGivenUpIsOneFailure(String way, String told) throws IOException {
        List<String> printed = act(way);

        assertThat(printed).endsWith(told);
        isOne(
                events("network.accept", number("port", printed)),
                "success=no",
                "exception=\"java.nio.channels.AsynchronousCloseException\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "handler"})
    void aSecondAcceptMeanwhileHidesNothingOfTheFirst(String form) throws IOException {
        List<String> printed = act(form + " accept-twice");

        int client = number("client", printed);
        assertThat(printed).contains("refused java.nio.channels.AcceptPendingException", "accepted " + client);
        List<Event> events = events("network.accept", number("port", printed));
        assertThat(events)
                .extracting(event -> event.record("SYSCALL"))
                .satisfiesExactly(
                        second -> assertThat(second).contains("success=no", "java.nio.channels.AcceptPendingException"),
                        first -> assertThat(first).contains("success=yes"));
        assertThat(events.get(1).record("SOCKADDR")).contains(hexAddress(client));
    }

    @Test
    void aServerThatAcceptsTheNextWhileItIsToldOfOneHasAnEventForEach() throws IOException {
        List<String> printed = act("handler accept-loop 5");

        assertThat(printed).endsWith("told of all true");
        List<String> clients = printed.stream()
                .filter(line -> line.startsWith("client "))
                .map(line -> hexAddress(Integer.parseInt(line.substring("client ".length()))))
                .toList();
        List<Event> events = events("network.accept", number("port", printed));
        assertThat(events).hasSameSizeAs(clients).allMatch(event -> event.has("success=yes", "subj=actor:1.0.0 "));
        assertThat(events)
                .extracting(event -> event.record("SOCKADDR").replaceAll(".*(saddr=.{16}).*", "$1"))
                .containsExactlyElementsOf(clients);
    }

    @Test
    @Tag("machine")
    void theSearchOfLinuxAuditFindsThemUnderTheBundle() throws Exception {
        int port = refusing();
        act("future connect " + port);
        assertThat(events("network.connect", port)).hasSize(1);

        String found = CountedSearch.linuxAudit(
                "ausearch",
                "-if",
                doorward.home().resolve("audit/audit.log").toString(),
                "-su",
                "actor",
                "-sc",
                "connect",
                "-sv",
                "no",
                "--raw");

        assertThat(found.lines())
                .anyMatch(line -> line.startsWith("type=SOCKADDR ") && line.contains(hexAddress(port)));
    }

    @Test
    @Order(LAST_BUT_ONE)
    void whatIsDeniedIsThrownToTheCallerAndNothingConnects() throws IOException {
        doorward.drop(
                "deploy/denier.jar",
                BundleJar.named("denier")
                        .header("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit")
                        .header("X-Hooks", "network.accept network.connect")
                        .activator(Denier.class)
                        .bytes());
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(FREE)) {
            server.configureBlocking(false);
            for (String form : List.of("future", "handler")) {
                assertThat(act(form + " connect " + port(server)))
                        .singleElement()
                        .asString()
                        .startsWith(
                                "org.doorward.guard.OperationDeniedException: denied network.connect for actor:1.0.0"
                                        + " by module [denier]");
            }
            assertThat(server.accept()).as("whoever connected").isNull();
            assertThat(events("network.connect", port(server))).hasSize(2).allMatch(AsynchronousIT::isDenied);
        }
    }

    @Test
    @Order(LAST_BUT_ONE + 1)
    void aDeniedAcceptLeavesTheClientAlone() throws IOException {
        doorward.drop(
                "deploy/denier.jar",
                BundleJar.named("denier")
                        .header("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit")
                        .header("Bundle-Version", "2.0.0")
                        .header("X-Hooks", "network.accept")
                        .activator(Denier.class)
                        .bytes());
        Doorward.eventually().until(() -> doorward.exec("lb -s").out().contains("denier (2.0.0)"));
        for (String form : List.of("future", "handler")) {
            List<String> printed =
                    Doorward.eventually().until(() -> act(form + " accept-nobody"), lines -> lines.size() == 3);

            assertThat(printed.get(1))
                    .startsWith("org.doorward.guard.OperationDeniedException: denied network.accept for actor:1.0.0");
            assertThat(printed.get(2)).isIn("the client read -1", "the client was cut off");
            assertThat(events("network.accept", number("port", printed)))
                    .singleElement()
                    .matches(AsynchronousIT::isDenied);
        }
    }

    private static boolean isDenied(Event event) {
        return event.record("AVC").contains("scontext=actor:1.0.0")
                && event.record("AVC").contains("module=\"denier\"")
                && event.record("SYSCALL").contains("success=no exit=-13");
    }
}

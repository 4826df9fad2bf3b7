package org.doorward.itest.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.doorward.itest.bundles.work.DatabaseWork;
import org.doorward.itest.bundles.work.FilesWork;
import org.doorward.itest.bundles.work.ServletWork;
import org.doorward.itest.distribution.Doorward;
import org.doorward.itest.distribution.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/*
 * H2 is tried by SqlWorkloadIT and by the demo. Lucene is left out: its releases are no bundles; Commons IO is one. Of Jetty both its own
 * bundles are here and Felix's bundle of it, which the web console wants.
 */
/**
 * Bundles of others do their own work under the agent, with every kind recorded and lockdown in mode complain: nothing in them breaks, and
 * the real ausearch finds what they do under their names.
 */
@Tag("machine")
class WorkIT {
    /** The web console takes requests before it has all that it needs to answer them. Nothing of Doorward is in that stack. */
    private static final Pattern OF_THE_CONSOLE =
            Pattern.compile(".* ERROR .* - Exception while processing request .*\\R.*\"this.tracker\" is null");

    @TempDir
    private Path folder;

    private House house;

    private void start(String options) {
        house = House.at(folder.resolve("house"), options);
        house.configure("doorward.cfg", "mode.lockdown = complain\nmax_log_file = 0\n");
        Doorward.eventually().until(() -> house.doorward().log().contains("setting max_log_file="));
        house.deployModule(Path.of("modules/lockdown.jar"));
    }

    @AfterEach
    void nothingBroke() {
        try (House last = house) {
            assertThat(OF_THE_CONSOLE.matcher(last.doorward().log()).replaceAll(""))
                    .as("the log")
                    .doesNotContain(" ERROR ");
            assertThat(last.ausearch("-m", "AVC"))
                    .filteredOn(event -> event.has("type=AVC ", " permissive=0 "))
                    .as("denials")
                    .isEmpty();
            assertThat(last.ausearch("-c", "unattributed"))
                    .filteredOn(event -> event.has("caller=\"org.apache.felix.framework."))
                    .as("what the framework does, as nobody's")
                    .isEmpty();
            assertThat(last.ausearch("-sv", "no", "-x", "house/deploy"))
                    .filteredOn(event -> event.has("exception=\"org.doorward"))
                    .as("operations that ended with an exception of Doorward's")
                    .isEmpty();
        }
    }

    /** The events of this kind that ausearch finds under the name of a bundle, by command and by subject the same ones. */
    private List<Event> done(String bundle, String kind) {
        List<Event> byCommand = ofKind(house.ausearch("-c", bundle), kind);
        assertThat(ofKind(house.ausearch("-su", bundle + ":"), kind)).isEqualTo(byCommand);
        return byCommand;
    }

    private static List<Event> ofKind(List<Event> events, String kind) {
        return events.stream()
                .filter(event -> event.has("type=SYSCALL ", " kind=" + kind + " "))
                .toList();
    }

    /** Whether a record of one of these events has these words. */
    private static void oneHas(List<Event> events, String... words) {
        List<String> records = events.stream()
                .flatMap(event -> event.records().stream())
                .filter(record -> record.matches("type=(PATH|SOCKADDR|KERNEL_OTHER) .*"))
                .toList();
        assertThat(records).anyMatch(record -> List.of(words).stream().allMatch(record::contains));
    }

    @Test
    void aDatabaseKeepsItsRows() {
        start("");
        Path files = folder.resolve("database");
        house.deploy(DatabaseWork.class, List.of("org.hsqldb.jdbc"), "hsqldb");

        assertThat(house.work(files)).isEqualTo("100 rows, the last 99");

        String database = "org.hsqldb.hsqldb";
        oneHas(done(database, "file.open"), "name=\"" + files + "/db.log\" ");
        oneHas(done(database, "file.rename"), "name=\"" + files + "/db.script.new\"", "role=source");
        oneHas(done(database, "file.delete"), "name=\"" + files + "/db.log\" nametype=DELETE");
        assertThat(house.ausearch("-c", "workload", "-f", files.toString())).isEmpty();
    }

    @Test
    void aLibraryMovesFiles() {
        start("");
        house.deploy(FilesWork.class, List.of("org.apache.commons.io"), "commons-io");

        assertThat(house.work(folder)).isEqualTo("1 file: Dear reader");

        String library = "org.apache.commons.commons-io";
        oneHas(done(library, "file.copy"), "name=\"" + folder + "/copy/a/b/letter.txt\" nametype=CREATE role=target");
        oneHas(done(library, "file.rename"), "name=\"" + folder + "/moved\" nametype=CREATE role=target");
        oneHas(done(library, "file.delete"), "name=\"" + folder + "/tree/a/b/letter.txt\" nametype=DELETE");
    }

    @Test
    void aServletAnswers() throws IOException {
        start("");
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear reader");
        house.deploy(
                ServletWork.class,
                List.of(
                        "jakarta.servlet",
                        "jakarta.servlet.http",
                        "org.eclipse.jetty.ee10.servlet",
                        "org.eclipse.jetty.server",
                        "org.eclipse.jetty.server.handler",
                        "org.eclipse.jetty.util",
                        "org.eclipse.jetty.util.component",
                        "org.eclipse.jetty.util.thread"),
                "jakarta.servlet-api",
                "jetty-util",
                "jetty-io",
                "jetty-http",
                "jetty-server",
                "jetty-session",
                "jetty-security",
                "jetty-ee10-servlet");

        assertThat(house.work(file)).isEqualTo("200 Dear reader");

        String jetty = "org.eclipse.jetty.server";
        assertThat(done(jetty, "network.bind")).hasSize(1);
        assertThat(done(jetty, "network.listen")).hasSize(1);
        assertThat(done(jetty, "network.accept")).isNotEmpty();
        assertThat(done("org.eclipse.jetty.util", "runtime.startthread")).isNotEmpty();
        assertThat(done("workload", "network.connect")).hasSize(1);
        oneHas(done("workload", "file.open"), "name=\"" + file + "\" nametype=NORMAL");
    }

    @Test
    void theWebConsoleShowsABundleToWhoeverLogsIn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // Not by conf/: with its configuration this server begins only when it has listened on its defaults for a
        // moment.
        start("-Dorg.apache.felix.http.host=127.0.0.1 -Dorg.osgi.service.http.port=" + port);
        house.deploy(
                "org.apache.felix.http.servlet-api",
                "org.apache.felix.http.jetty",
                "org.apache.felix.inventory",
                "encoder",
                "org.apache.felix.webconsole");
        HttpRequest.Builder page =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/system/console/bundles.json"));

        Doorward.eventually()
                .ignoreExceptions()
                .until(() -> answer(page.build()).statusCode() == 401);
        HttpResponse<String> shown = answer(page.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)))
                .build());

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("\"symbolicName\":\"org.apache.felix.webconsole\"");
        String jetty = "org.apache.felix.http.jetty";
        assertThat(done(jetty, "network.bind")).hasSize(1);
        oneHas(done(jetty, "network.accept"), "local=\"127.0.0.1:" + port + "\"");
        assertThat(done("org.apache.felix.webconsole", "service.register")).isNotEmpty();
    }

    private static HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}

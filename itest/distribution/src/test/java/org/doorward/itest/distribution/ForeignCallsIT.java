package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.doorward.itest.distribution.bundle.Denier;
import org.doorward.itest.distribution.bundle.ForeignCaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On a JDK that has foreign functions: what leads a bundle to them or to memory that is not its own is denied and recorded; what the JDK does
 * itself to call them is nobody's operation, so that one bundle's denial breaks no class of the JDK for the others.
 */
@Tag("machine")
class ForeignCallsIT {
    /** A class of a bundle under a name as the JDK's own linker has it: loaders define what they like outside {@code java}. */
    private static final String NAMESAKE = "jdk/internal/foreign/fake/Caller";

    @TempDir
    private static Path folder;

    private static Doorward doorward;

    /** Nobody has used anything foreign when the first denial comes. */
    @BeforeAll
    static void deployAModuleAndThenTwoBundles() throws Exception {
        Path jdk = jdkWithForeignFunctions();
        byte[] namesake = namesake(jdk);
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), "-a always,exit -S runtime.foreign -k foreign\n");
        doorward = Doorward.run(home, Map.of("JAVA_HOME", jdk.toString()));
        doorward.drop(
                "deploy/denier.jar",
                BundleJar.named("denier")
                        .header("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit")
                        .header("X-Hooks", "runtime.foreign")
                        .activator(Denier.class)
                        .bytes());
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));
        for (String name : List.of("actor", "other")) {
            doorward.drop(
                    "deploy/" + name + ".jar",
                    BundleJar.named(name)
                            .header("Import-Package", "org.doorward.tool,org.osgi.framework")
                            .activator(ForeignCaller.class)
                            .file(NAMESAKE + ".class", namesake)
                            .bytes());
            Doorward.eventually().until(() -> doorward.exec("help " + name).exitCode() == 0);
        }
        assertThat(doorward.exec("actor call").out()).contains("denied runtime.foreign for actor:1.0.0");
    }

    private static Path jdkWithForeignFunctions() throws IOException {
        if (Runtime.version().feature() >= 25) {
            return Path.of(System.getProperty("java.home"));
        }
        String named = System.getenv("JAVA_HOME_25");
        if (named != null) {
            return Path.of(named);
        }
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            return installed
                    .filter(home -> home.getFileName().toString().contains("-25-"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "no JDK 25 in /usr/lib/jvm: install one, or set JAVA_HOME_25 to its folder"));
        }
    }

    /** Calls what is restricted where it stands, with nothing in between: so it is compiled by the JDK that has it. */
    private static byte[] namesake(Path jdk) throws Exception {
        Path source = Files.writeString(folder.resolve("Caller.java"), """
                package jdk.internal.foreign.fake;

                import java.lang.foreign.MemorySegment;

                public final class Caller implements java.util.function.UnaryOperator<Object> {
                    public Object apply(Object memory) {
                        return ((MemorySegment) memory).reinterpret(8);
                    }
                }
                """);
        Path classes = folder.resolve("classes");
        Process compiler = new ProcessBuilder(
                        jdk.resolve("bin/javac").toString(), "-d", classes.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        return Files.readAllBytes(classes.resolve(NAMESAKE + ".class"));
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    private static List<Event> events(String bundle) {
        return Event.of(doorward.trail()).stream()
                .filter(event -> event.has(" kind=runtime.foreign ") && event.has("type=SYSCALL ", "subj=" + bundle))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "call, ()int",
        "resize, reinterpret",
        "resize-under-a-name-of-the-jdk, reinterpret",
        "keep, reinterpret",
        "point, withTargetLayout"
    })
    void whatLeadsToMemoryThatIsNotItsOwnIsDeniedAndIsOneEvent(String way, String signature) {
        int before = events("actor").size();

        Ran ran = doorward.exec("actor " + way);

        assertThat(ran.out()).contains("denied runtime.foreign for actor:1.0.0 by module [denier]");
        assertThat(Denials.event(doorward, ran.out()))
                .anyMatch(line -> line.contains("type=AVC ") && line.contains("scontext=actor:1.0.0"))
                .anyMatch(line -> line.contains("signature=\"" + signature + "\""));
        assertThat(events("actor")).hasSize(before + 1);
    }

    @Test
    void aBundleThatMayStillCallsAndWhatTheJdkDoesForTheCallIsNoOperation() {
        int before = events("other").size();

        assertThat(doorward.exec("other call").out()).isEqualTo(doorward.pid() + "\n");

        Doorward.eventually().until(() -> events("other").size() > before);
        assertThat(events("other")).hasSize(before + 1);
        assertThat(events("other").get(before).records())
                .anyMatch(line -> line.contains("success=yes"))
                .anyMatch(line -> line.contains("signature=\"()int\"") && line.contains("address="));
    }

    @Test
    void whatItDoesWithMemoryByItselfIsRecorded() {
        int before = events("other").size();

        assertThat(doorward.exec("other resize").exitCode()).isZero();
        assertThat(doorward.exec("other resize-under-a-name-of-the-jdk").exitCode())
                .isZero();

        Doorward.eventually().until(() -> events("other").size() == before + 2);
        assertThat(events("other").get(before).records()).anyMatch(line -> line.contains("address=4096"));
    }
}

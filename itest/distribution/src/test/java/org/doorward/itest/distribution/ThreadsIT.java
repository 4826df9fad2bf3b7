package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.itest.distribution.actor.DeletionWay;
import org.doorward.itest.distribution.bundle.Denier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may not have threads has none: of its own, of a pool, or virtual; and gets what the JDK starts for all. */
class ThreadsIT {
    @TempDir
    private Path folder;

    @Test
    void startingAThreadIsRecordedAndDenied() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), "-a always,exit -S runtime.startthread -k threads\n");
        try (Doorward doorward = Doorward.run(home)) {
            doorward.drop("deploy/actor.jar", AttributionIT.actor());
            Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
            for (DeletionWay way : withThreads()) {
                assertThat(delete(doorward, way).exitCode()).isZero();
            }
            int started = withThreads().size();
            Doorward.eventually().until(() -> starts(doorward).size() >= started);
            assertThat(starts(doorward)).hasSize(started).allMatch(event -> event.has(" success=yes "));

            doorward.drop(
                    "deploy/denier.jar",
                    BundleJar.named("denier")
                            .header("Import-Package", "org.doorward.module,org.doorward.audit,org.osgi.framework")
                            .header("X-Hooks", "runtime.startthread")
                            .activator(Denier.class)
                            .bytes());
            Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));
            for (DeletionWay way : withThreads()) {
                Ran ran = delete(doorward, way);
                assertThat(ran.out()).contains("denied runtime.startthread for actor:1.0.0 by module [denier]");
                assertThat(folder.resolve(way.name())).exists();
                Denials.event(doorward, ran.out());
            }
            assertThat(starts(doorward)).hasSize(2 * started);

            Ran needed = doorward.exec("act need " + folder.resolve("preferences"));
            assertThat(needed.exitCode()).as(needed.out()).isZero();
            Ran own = doorward.exec("act clean");
            assertThat(own.out()).contains("denied runtime.startthread for actor:1.0.0 by module [denier]");
            Denials.event(doorward, own.out());
            assertThat(starts(doorward)).hasSize(2 * started + 1);
            assertThat(endsByItself(doorward)).isEqualTo(7);
            assertThat(doorward.trail()).last().asString().startsWith("type=DAEMON_END ");
        }
    }

    /** In whose thread the hooks of all others start, the engine's among them. */
    private static int endsByItself(Doorward doorward) {
        doorward.exec("act exit 7");
        return doorward.awaitEnd();
    }

    private static List<DeletionWay> withThreads() {
        return Stream.of(
                        DeletionWay.EVENT_HANDLER_IN_A_THREAD,
                        DeletionWay.HANDLE_IN_A_POOL,
                        DeletionWay.REFERENCE_IN_A_VIRTUAL_THREAD)
                .filter(way -> way != DeletionWay.REFERENCE_IN_A_VIRTUAL_THREAD
                        || Runtime.version().feature() >= 21)
                .toList();
    }

    private Ran delete(Doorward doorward, DeletionWay way) throws Exception {
        Path file = folder.resolve(way.name());
        Files.deleteIfExists(file);
        return doorward.exec("act delete " + way + " " + Files.createFile(file));
    }

    private static List<Event> starts(Doorward doorward) {
        return Event.of(doorward.trail()).stream()
                .filter(event -> event.has("type=SYSCALL ", " kind=runtime.startthread ", " subj=actor:1.0.0 "))
                .toList();
    }
}

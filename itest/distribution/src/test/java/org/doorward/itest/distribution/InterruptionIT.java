package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any bundle may interrupt any thread that it finds. What records goes on and loses nothing, and the operator has a shell as before. */
class InterruptionIT {
    @TempDir
    private Path folder;

    private static List<Event> deletions(Doorward doorward, Path file) {
        return Event.of(doorward.trail()).stream()
                .filter(event -> event.has(" kind=file.delete ") && event.has("name=\"" + file + "\""))
                .toList();
    }

    @Test
    void theTrailIsWrittenByThreadsThatABundleInterrupts() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), "-a always,exit -S file.delete -k deletions\n");
        try (Doorward doorward = Doorward.run(home)) {
            doorward.drop("deploy/actor.jar", AttributionIT.actor());
            Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
            Path after = Files.createFile(folder.resolve("after"));

            try {
                doorward.exec("act attack INTERRUPT_ALL_THREADS");
            } catch (UncheckedIOException e) {
                // The line of the attack has a thread and a connection, too.
            }
            Doorward.eventually()
                    .ignoreExceptions()
                    .until(() -> doorward.exec("act delete DIRECT " + after).exitCode() == 0);

            Doorward.eventually().until(() -> !deletions(doorward, after).isEmpty());
            assertThat(doorward.exec("auditctl -s").out()).contains("lost 0\n", "enabled 1\n");
            doorward.deploySample("rename-roles");
            Doorward.eventually().until(() -> doorward.exec("semodule -l").out().contains("rename-roles"));
        }
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance does with itself when its disk passes a limit. More than one per cent of a disk is always in use. */
class DiskActionsIT {
    /** As {@code docs/settings.md} says. */
    private static final int HALTED = 3;

    @TempDir
    private Path folder;

    private static boolean isTold(Doorward doorward, String what) {
        return doorward.trail().stream().anyMatch(line -> line.startsWith("type=DAEMON_ERR ") && line.contains(what));
    }

    @Test
    void haltStopsTheInstanceInOrderWithAnExitCodeOfItsOwn() {
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            doorward.drop("conf/doorward.cfg", "space_left = 99%\nspace_left_action = halt\n");

            assertThat(doorward.awaitEnd()).isEqualTo(HALTED);

            assertThat(doorward.output()).contains("the disk of the trail is in the stage [space-left]");
            assertThat(isTold(doorward, "op=space-left")).isTrue();
            assertThat(doorward.trail()).last().asString().startsWith("type=DAEMON_END ");
        }
    }

    @Test
    void execRunsTheOperatorsProgramWhichNobodyMediates() throws IOException {
        Path program = folder.resolve("alarm.sh");
        Files.writeString(program, "#!/bin/sh\necho \"$#\" > " + folder.resolve("rung") + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            doorward.drop("conf/audit.rules", "-a always,exit -S process.exec -k started\n");
            doorward.drop("conf/doorward.cfg", "space_left = 99%\nspace_left_action = exec " + program + "\n");

            Doorward.eventually().until(() -> Files.exists(folder.resolve("rung")));
            Doorward.eventually().until(() -> isTold(doorward, "op=space-left"));

            assertThat(Files.readString(folder.resolve("rung"))).as("arguments").isEqualTo("0\n");
            assertThat(doorward.trail()).noneMatch(line -> line.contains("kind=process.exec "));
        }
    }

    @Test
    void suspendTakesNothingButFactsAndTheAdministratorUntilThereIsSpace() {
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            doorward.drop("conf/doorward.cfg", "space_left = 99%\nspace_left_action = suspend\n");
            Doorward.eventually().until(() -> doorward.exec("auditctl -s").out().contains("trail_state suspended"));

            doorward.drop("conf/doorward.cfg", "space_left = 0\nadmin_space_left = 0\n");

            Doorward.eventually().until(() -> doorward.exec("auditctl -s").out().contains("trail_state ok"));
            Doorward.eventually()
                    .until(() -> doorward.trail().stream().anyMatch(line -> line.startsWith("type=DAEMON_RESUME ")));
        }
    }
}

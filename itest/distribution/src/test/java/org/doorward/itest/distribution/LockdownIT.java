package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The module lockdown over a bundle that knows nothing of it, from deployment to removal. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockdownIT {
    @TempDir
    private static Path folder;

    private static Doorward doorward;

    @BeforeAll
    static void deployTheActor() throws IOException {
        doorward = Doorward.run(folder.resolve("home"));
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        assertThat(exec("before").exitCode()).isZero();
        doorward.drop("conf/lockdown.cfg", "shutdown_hooks = false\n");
        doorward.drop(
                "deploy/lockdown.jar",
                Files.readAllBytes(Doorward.distribution().resolve("modules/lockdown.jar")));
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [lockdown"));
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    private static Ran exec(String file) {
        return doorward.exec("act exec /usr/bin/touch " + folder.resolve(file));
    }

    private static List<String> records(String type, String text) {
        return Doorward.eventually()
                .until(
                        () -> doorward.trail().stream()
                                .filter(line -> line.startsWith("type=" + type + " ") && line.contains(text))
                                .toList(),
                        lines -> !lines.isEmpty());
    }

    @Test
    @Order(1)
    void aProcessIsDeniedAndRecordedWithItsArguments() {
        Ran ran = exec("denied");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "java.nio.file.AccessDeniedException",
                        "denied process.exec for actor:1.0.0 by module [lockdown]: bundle actor may not start processes:"
                                + " add it to allow.exec in conf/lockdown.cfg; event audit(");
        assertThat(folder.resolve("denied")).doesNotExist();
        assertThat(records("EXECVE", "denied"))
                .singleElement()
                .asString()
                .contains("argc=2 a0=\"/usr/bin/touch\" a1=\"" + folder.resolve("denied") + "\"");
        assertThat(records("AVC", "{ exec }"))
                .last()
                .asString()
                .contains("scontext=actor:1.0.0", "permissive=0 module=\"lockdown\" rule=\"exec\"");
        String serial = ran.out().replaceFirst("(?s).*event audit\\([0-9.]+:([0-9]+)\\).*", "$1");
        assertThat(doorward.exec("why " + serial).out())
                .contains("decided  module lockdown denied it, rule exec: bundle actor may not start processes")
                .contains("allow    add actor@location="
                        + doorward.home().resolve("deploy/actor.jar").toUri() + " to allow.exec in conf/lockdown.cfg");
    }

    @Test
    @Order(2)
    void theJvmIsNotEndedByABundle() {
        for (String way : List.of("EXIT", "HALT")) {
            Ran ran = doorward.exec("act attack " + way);

            assertThat(ran.out()).contains("denied runtime." + way.toLowerCase(java.util.Locale.ROOT), "[lockdown]");
        }
        assertThat(doorward.isAlive()).isTrue();
        assertThat(records("SYSCALL", "kind=runtime.exit"))
                .singleElement()
                .asString()
                .contains(" a0=3 ");
    }

    @Test
    @Order(3)
    void aClassLoaderIsDeniedAndReflectionGoesOn() throws IOException {
        Path file = Files.createFile(folder.resolve("deleted"));

        for (String way : List.of("CLASS_OF_A_LOADER", "CLASS_OF_A_LAYER")) {
            assertThat(doorward.exec("act delete " + way + " " + file).out())
                    .contains("denied runtime.newloader for actor:1.0.0");
        }
        assertThat(file).exists();
        assertThat(doorward.exec("act delete REFLECTION_OFTEN " + file).exitCode())
                .isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    @Order(4)
    void whatWhoamiPrintsIsWhatTheListTakes() {
        String match = doorward.exec("whoami actor")
                .out()
                .lines()
                .filter(line -> line.startsWith("match actor@sha256="))
                .findFirst()
                .orElseThrow()
                .substring("match ".length());

        doorward.drop("conf/lockdown.cfg", "allow.exec = " + match + "\n");

        Doorward.eventually().until(() -> exec("allowed").exitCode() == 0);
        assertThat(folder.resolve("allowed")).exists();
        assertThat(records("OBJ_PID", "ocomm=\"touch\"")).isNotEmpty();
        assertThat(records("SYSCALL", "key=\"lockdown-allowed\"")).isNotEmpty();
        assertThat(doorward.exec("act attack EXIT").exitCode())
                .as("exit is another list")
                .isEqualTo(1);
    }

    @Test
    @Order(5)
    void aWrongListLeavesTheOneBeforeInForce() {
        doorward.drop("conf/lockdown.cfg", "allow.exec = actor\n");

        Doorward.eventually().until(() -> doorward.log().contains("conf/lockdown.cfg: allow.exec=[actor]"));
        assertThat(exec("still").exitCode()).isZero();
    }

    @Test
    @Order(6)
    void whenTheOperatorRemovesItEverythingGoesAsBefore() throws IOException {
        Files.delete(doorward.home().resolve("deploy/lockdown.jar"));
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: []"));
        Path file = Files.createFile(folder.resolve("deleted too"));

        assertThat(doorward.exec("act delete CLASS_OF_A_LOADER '" + file + "'").exitCode())
                .isZero();
        assertThat(file).doesNotExist();
    }
}

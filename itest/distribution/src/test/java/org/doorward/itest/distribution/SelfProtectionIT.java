package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle tries against a module, the engine and the trail is denied and recorded; and has no effect. */
class SelfProtectionIT {
    @TempDir
    private static Path folder;

    private static Doorward doorward;

    @BeforeAll
    static void deployAModuleAndTheAttacker() {
        doorward = Doorward.run(folder.resolve("home"));
        doorward.deploySample("rename-roles");
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [rename-roles"));
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    private static Ran attack(String words) {
        return doorward.exec("act attack " + words);
    }

    private static void isDeniedAndRecorded(Ran ran, String kind) {
        Denials.isDeniedAndRecorded(doorward, ran, "actor", kind);
    }

    @ParameterizedTest
    @CsvSource({
        "STOP_THE_MODULE rename-roles, bundle.stop",
        "UPDATE_THE_MODULE rename-roles, bundle.update",
        "UNINSTALL_THE_MODULE rename-roles, bundle.uninstall",
        "STOP_THE_MODULE org.doorward.console, bundle.stop",
        "STOP_THE_MODULE org.apache.felix.configadmin, bundle.stop",
        "STOP_THE_FRAMEWORK, framework.stop",
        "LOWER_THE_START_LEVEL, framework.startlevel",
        "NULL_THE_HOOK, runtime.setaccessible",
        "LOOK_INTO_THE_HOOK, runtime.lookup",
        "OPEN_THE_AGENT, runtime.setaccessible"
    })
    void whatIsTriedAgainstThoseWhoWatchIsDenied(String attack, String kind) {
        isDeniedAndRecorded(attack(attack), kind);

        assertThat(doorward.isAlive()).isTrue();
        assertThat(doorward.exec("lb -s").out()).contains("Active     |    1|rename-roles");
    }

    @Test
    void theTrailIsNeitherReadNorChangedNorLinkedToNorDeleted() throws Exception {
        Path trail = doorward.home().resolve("audit/audit.log");
        Path link = folder.resolve("link");

        isDeniedAndRecorded(attack("READ_A_FILE " + trail), "file.open");
        isDeniedAndRecorded(attack("WRITE_A_FILE " + trail), "file.open");
        isDeniedAndRecorded(attack("DELETE_A_FILE " + trail), "file.delete");
        isDeniedAndRecorded(attack("LINK_TO_A_FILE " + trail + " " + link), "file.symlink");
        isDeniedAndRecorded(attack("READ_A_FILE " + doorward.home() + "/conf/../audit/audit.log"), "file.open");

        isDeniedAndRecorded(attack("LINK_TO_A_FILE " + folder + " " + link), "file.symlink");
        isDeniedAndRecorded(attack("LINK_TO_A_FILE / " + link), "file.symlink");
        isDeniedAndRecorded(attack("MOVE_A_FOLDER " + doorward.home() + " " + link), "file.rename");
        isDeniedAndRecorded(attack("READ_A_FILE /proc/self/root" + trail), "file.open");
        isDeniedAndRecorded(attack("READ_A_FILE /proc/" + doorward.pid() + "/fd/3"), "file.open");

        assertThat(trail).exists();
        assertThat(Files.exists(link)).isFalse();
    }

    /** The stack shows engine or framework alone: neither acts for whoever made them call. */
    @ParameterizedTest
    @ValueSource(strings = {"STOP_BY_A_HANDLE_IN_A_POOL", "STOP_BY_A_HANDLE_IN_THE_COMMON_POOL"})
    void aModuleIsNotStoppedThroughHandlesInThreadsThatShowNoBundle(String attack) {
        Ran ran = attack(attack + " rename-roles");

        assertThat(ran.out()).contains("denied bundle.stop for ");
        assertThat(doorward.exec("lb -s").out()).contains("Active     |    1|rename-roles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE_BY_A_LISTENER_OF_THE_FRAMEWORK", "DELETE_BY_THE_GUARD"})
    void aFileOfTheEngineIsNotDeletedByEngineOrFrameworkOnBehalfOfABundle(String attack) {
        Path file = doorward.home().resolve("conf/audit.rules");

        Ran ran = attack(attack + " " + file);

        assertThat(file).exists();
        assertThat(ran.out().lines()).doesNotContain("deleted");
        Doorward.eventually()
                .until(() -> doorward.trail().stream()
                        .anyMatch(line -> line.startsWith("type=AVC ")
                                && line.contains("{ delete }")
                                && line.contains("path=\"" + file + "\"")
                                && line.contains("rule=\"self-protection\"")));
    }

    @Test
    void whatABundleMayDoInTheFrameworksCacheItDoes() {
        assertThat(attack("INSTALL_A_BUNDLE").out()).contains("installed, updated and uninstalled");
        assertThat(attack("WRITE_ITS_DATA").out()).contains("written");
        isDeniedAndRecorded(
                attack("WRITE_A_FILE " + doorward.home() + "/run/felix-cache/bundle1/bundle.info"), "file.open");
        isDeniedAndRecorded(
                attack("WRITE_A_FILE " + doorward.home() + "/run/felix-cache/bundle1/data/../bundle.info"),
                "file.open");
    }

    @Test
    void theOperatorsShellIsNotReachedByItsSocket() {
        Path socket = doorward.home().resolve("run/control.sock");

        isDeniedAndRecorded(attack("CONNECT_TO_A_SOCKET " + socket), "network.connect");
        isDeniedAndRecorded(
                attack("CONNECT_TO_A_SOCKET " + socket.resolveSibling("../run/control.sock")), "network.connect");
    }

    @Test
    void anotherInstanceIsNotStartedInTheEnginesName() {
        assertThat(attack("START_ANOTHER").out()).contains("started by its command, once in a JVM");
        assertThat(doorward.isAlive()).isTrue();
    }

    @Test
    void configurationAndDeployedFilesAreReadAndNotChanged() {
        Path settings = doorward.home().resolve("conf/doorward.cfg");
        Path module = doorward.home().resolve("deploy/rename-roles.jar");

        assertThat(attack("READ_A_FILE " + settings).out()).contains("read true");
        isDeniedAndRecorded(attack("WRITE_A_FILE " + settings), "file.open");
        isDeniedAndRecorded(attack("DELETE_A_FILE " + module), "file.delete");

        assertThat(module).exists();
    }

    @Test
    void whatTheOperatorDoesInTheDeployFolderIsNotHeld() throws Exception {
        doorward.deploySample("transfer-limits");
        Doorward.eventually().until(() -> doorward.exec("lb -s").out().contains("|transfer-limits"));

        Files.delete(doorward.home().resolve("deploy/transfer-limits.jar"));

        Doorward.eventually().until(() -> !doorward.exec("lb -s").out().contains("|transfer-limits"));
    }
}

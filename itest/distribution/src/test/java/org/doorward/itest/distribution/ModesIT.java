package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules and their modes by command: what is said, what runs, what stands in the files and in the trail. */
class ModesIT {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private Ran doorward(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--home";
        all[1] = home().toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Doorward.command(all);
    }

    private static String sample() {
        return Doorward.distribution().resolve("samples/rename-roles.jar").toString();
    }

    private List<String> trail(String type) {
        return Doorward.trail(home()).stream()
                .filter(line -> line.startsWith("type=" + type + " "))
                .toList();
    }

    @Test
    void aModuleIsInstalledSetAndTakenAwayByCommand() throws IOException {
        try (Doorward instance = Doorward.run(home())) {
            assertThat(doorward("semodule", "-i", sample())).isEqualTo(new Ran(0, "rename-roles\n", ""));
            assertThat(home().resolve("deploy/rename-roles.jar")).exists();
            assertThat(instance.exec("semodule -l -v").out())
                    .containsPattern("rename-roles +[0-9.]+\\S* +\\w+ .* [0-9a-f]{64}");

            assertThat(doorward("aa-complain", "rename-roles").out())
                    .isEqualTo("Setting rename-roles to complain mode.\n");
            assertThat(doorward("aa-status", "--json").out()).contains("\"rename-roles\": \"complain\"");
            assertThat(doorward("aa-enforce", "rename-roles").exitCode()).isZero();
            assertThat(doorward("setenforce", "0")).isEqualTo(new Ran(0, "", ""));
            assertThat(doorward("getenforce").out()).isEqualTo("Permissive\n");
            assertThat(Files.readString(home().resolve("conf/doorward.cfg")))
                    .contains("\nglobal_mode = complain\n", "mode.rename-roles = enforce\n");
            assertThat(trail("USER_MAC_CONFIG_CHANGE")).hasSizeGreaterThanOrEqualTo(2);

            assertThat(instance.exec("semodule -d rename-roles").out()).isEqualTo("rename-roles\n");
            assertThat(home().resolve("deploy/rename-roles.jar.disabled=rename-roles"))
                    .exists();
            assertThat(instance.exec("aa-status --enabled").exitCode()).isEqualTo(1);
            assertThat(instance.exec("semodule -e rename-roles").out()).isEqualTo("rename-roles\n");
            assertThat(instance.exec("semodule -r rename-roles").exitCode()).isZero();
            assertThat(home().resolve("deploy")).isEmptyDirectory();
            assertThat(instance.log()).doesNotContain("JMX does not show this engine");
        }
        try (Doorward again = Doorward.run(home())) {
            assertThat(again.exec("getenforce").out()).isEqualTo("Permissive\n");
        }
    }

    @Test
    void whatIsLockedStaysAndEachAttemptIsRecorded() {
        try (Doorward instance = Doorward.run(home())) {
            assertThat(instance.exec("semodule -i " + sample()).exitCode()).isZero();
            assertThat(instance.exec("auditctl -e 2").exitCode()).isZero();

            for (String line : List.of(
                    "setenforce 0",
                    "aa-complain rename-roles",
                    "semodule -i " + sample(),
                    "semodule -d rename-roles",
                    "semodule -r rename-roles")) {
                assertThat(instance.exec(line).exitCode()).as(line).isEqualTo(2);
                assertThat(instance.exec(line).err()).as(line).contains("locked by auditctl -e 2");
            }

            assertThat(instance.exec("getenforce").out()).isEqualTo("Enforcing\n");
            assertThat(home().resolve("deploy/rename-roles.jar")).exists();
            assertThat(trail("USER_MAC_CONFIG_CHANGE"))
                    .filteredOn(line -> line.contains("res=failed"))
                    .hasSize(4);
            assertThat(trail("USYS_CONFIG"))
                    .filteredOn(line -> line.contains("setting=\"deploy\"") && line.contains("res=failed"))
                    .hasSize(6);
        }
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a new user runs it. The demo checks each of its steps itself; here its word is checked. */
class DemoIT {
    private static final Pattern COUNT = Pattern.compile(" +(-|[0-9]+) +([0-9]+) +(-|[0-9]+)   (-.*)");

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("a home with blanks");
    }

    private Ran demo(String... more) {
        String[] words = new String[3 + more.length];
        words[0] = "demo";
        words[1] = "--home";
        words[2] = home().toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Doorward.command(words);
    }

    private static String original(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return out;
    }

    @Test
    void onTheDocumentationOfTheDistributionTwice() throws IOException {
        Ran first = demo();
        Ran second = demo();

        for (Ran ran : List.of(first, second)) {
            assertThat(ran.err()).isEmpty();
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).contains("[10/10]", "Every step did what it says");
        }
        assertThat(home().resolve("deploy")).isEmptyDirectory();
        assertThat(home().resolve("conf/transfer.limits.cfg")).doesNotExist();
        assertThat(home().resolve("conf/audit.rules"))
                .hasSameTextualContentAs(Doorward.distribution().resolve("conf/audit.rules"));
    }

    @Test
    void onAFolderOfTheUserWhichIsOnlyRead() throws IOException {
        Path originals = Files.createDirectories(folder.resolve("it's mine"));
        Files.writeString(originals.resolve("letter one.txt"), "Dear reader");

        Ran ran = demo(originals.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(originals.toFile().list()).containsExactly("letter one.txt");
        assertThat(Doorward.trail(home()))
                .as("a name with a blank is written in hexadecimal")
                .anyMatch(line -> line.startsWith("type=PATH ") && line.contains("6C6574746572206F6E652E747874"));
    }

    @Test
    void aHomeWithModulesOfItsOwnIsRefused() throws IOException {
        Path deploy = Files.createDirectories(home().resolve("deploy"));
        Files.writeString(deploy.resolve("ours.jar"), "x");

        Ran ran = demo();

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("doorward: home [" + home() + "] has modules of its own, deploy/[ours.jar]");
        assertThat(deploy.resolve("ours.jar")).hasContent("x");
    }

    @Test
    @Tag("machine")
    void theToolsOfLinuxAuditAgreeWithEveryCountThatItPrints() throws Exception {
        Ran ran = demo();
        String trail = home().resolve("audit").toString();
        long denied = 0;
        int rows = 0;

        for (String line : ran.out().lines().toList()) {
            Matcher row = COUNT.matcher(line);
            if (row.matches()) {
                rows++;
                assertThat(row.group(3)).as(line).isEqualTo(row.group(2));
                if (row.group(4).equals("-m AVC")) {
                    denied = Long.parseLong(row.group(2));
                }
            }
        }

        assertThat(rows).isGreaterThanOrEqualTo(9);
        assertThat(denied).isPositive();
        assertThat(original("aureport", "-if", trail, "--summary")).contains("Number of AVC's: " + denied + "\n");
        assertThat(original("aureport", "-if", trail, "--avc").lines().filter(line -> line.contains(" denied ")))
                .hasSize((int) denied);
        assertThat(original("aureport", "-if", trail, "--file")).contains("/drafts/", "/published/");
    }
}

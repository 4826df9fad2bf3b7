package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of the guard as a user runs it. It checks each of its steps itself; here its word is checked. */
class GuardDemoIT {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("a home with blanks");
    }

    private Ran demo(String... more) {
        List<String> words = new ArrayList<>(List.of("demo", "--guard", "--home", home().toString()));
        words.addAll(List.of(more));
        return Doorward.command(words.toArray(String[]::new));
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
        List<CountedSearch> searches = CountedSearch.of(ran);
        long denied = searches.stream()
                .filter(search -> search.search().equals("-m AVC"))
                .mapToLong(search -> Long.parseLong(search.doorward()))
                .sum();

        assertThat(searches)
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(search -> assertThat(search.linuxAudit()).isEqualTo(search.doorward()));
        assertThat(denied).isPositive();
        assertThat(CountedSearch.linuxAudit("aureport", "-if", trail, "--summary"))
                .contains("Number of AVC's: " + denied + "\n");
        assertThat(CountedSearch.linuxAudit("aureport", "-if", trail, "--avc")
                        .lines()
                        .filter(line -> line.contains(" denied ")))
                .hasSize((int) denied);
        assertThat(CountedSearch.linuxAudit("aureport", "-if", trail, "--file")).contains("/drafts/", "/published/");
    }
}

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

/** The main job as a new user runs it. The demo checks each of its steps itself; here its word is checked. */
class DemoIT {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("a home with blanks");
    }

    private Path out(String name) {
        return home().resolve("demo/work/out").resolve(name);
    }

    private Ran demo(String... more) {
        List<String> words = new ArrayList<>(List.of("demo", "--home", home().toString()));
        words.addAll(List.of(more));
        return Doorward.command(words.toArray(String[]::new));
    }

    private static void assertDone(Ran ran) {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("Every step did what it says");
    }

    @Test
    void onTheDocumentationOfTheDistributionTwice() {
        for (int run = 1; run <= 2; run++) {
            Ran ran = demo();

            assertDone(ran);
            assertThat(ran.out()).contains("[10/10]");
            assertThat(out("before")).as("the process before lockdown").exists();
            assertThat(out("after")).as("the process after lockdown").exists();
            assertThat(List.of(out("locked"), out("stopped"), out("nulled")))
                    .as("processes while lockdown is there, before and after attacks on it")
                    .allSatisfy(file -> assertThat(file).doesNotExist());
        }
        assertThat(home().resolve("deploy")).isEmptyDirectory();
        assertThat(home().resolve("conf/lockdown.cfg")).doesNotExist();
        assertThat(home().resolve("conf/audit.rules"))
                .hasSameTextualContentAs(Doorward.distribution().resolve("conf/audit.rules"));
    }

    @Test
    void onAFolderOfTheUserWhichIsOnlyRead() throws IOException {
        Path originals = Files.createDirectories(folder.resolve("it's mine"));
        Files.writeString(originals.resolve("letter; \"one\".txt"), "Dear reader");

        Ran ran = demo(originals.toString());

        assertDone(ran);
        assertThat(ran.out()).contains("FILES=1 BYTES=11");
        assertThat(originals.toFile().list()).containsExactly("letter; \"one\".txt");
    }

    @Test
    void statementsOfTheUserAreMediatedJustTheSame() throws IOException {
        Path kept = folder.resolve("kept.sql");
        Path made = folder.resolve("made by a process");
        Path script = Files.writeString(folder.resolve("my own.sql"), """
                CREATE TABLE notes AS SELECT * FROM CSVREAD(@folder || '/files.csv');
                SELECT COUNT(*) AS found FROM notes;
                SELEKT nonsense;
                SCRIPT NODATA TO '%s';
                CREATE ALIAS run AS $$ void run(String file) throws Exception {
                    Runtime.getRuntime().exec(new String[] {"touch", file}).waitFor();
                } $$;
                CALL run('%s');
                INSERT INTO notes VALUES ('after');
                """.formatted(kept, made));

        Ran ran = demo("--sql", script.toString());

        assertDone(ran);
        assertThat(ran.out())
                .contains("FOUND=12\n", "> SELEKT nonsense\n", "error: Syntax error", "1 row changed")
                .containsPattern("error: Exception calling user-defined function: .*event audit\\(")
                .containsPattern("> type=AVC .* denied  \\{ exec \\} .* comm=\"com.h2database\" .*module=\"lockdown\"")
                .containsPattern("process\\.exec +0 succeeded +1 failed");
        assertThat(kept).isNotEmptyFile();
        assertThat(made).doesNotExist();
        assertThat(Doorward.trail(home()))
                .anyMatch(line -> line.startsWith("type=PATH ") && line.contains("name=\"" + kept + "\""));
    }

    @Test
    void aDatabaseThatTheScriptLeavesOpenDoesNotSpoilTheEnd() throws IOException {
        Path script = Files.writeString(folder.resolve("open.sql"), """
                SET DB_CLOSE_DELAY -1;
                CREATE TABLE notes (text VARCHAR);
                """);

        assertDone(demo("--sql", script.toString()));
    }

    @Test
    void aScriptOfWhichTheTrailTellsNothingIsAFailure() throws IOException {
        Path script = Files.writeString(folder.resolve("empty.sql"), "-- nothing\n");

        Ran ran = demo("--sql", script.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("there is no record of com.h2database:");
    }

    @Test
    @Tag("machine")
    void theToolsOfLinuxAuditAgreeWithEveryCountThatItPrints() throws Exception {
        Ran ran = demo();
        String trail = home().resolve("audit").toString();
        List<CountedSearch> searches = CountedSearch.of(ran);

        assertThat(searches)
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(search -> assertThat(search.linuxAudit()).isEqualTo(search.doorward()))
                .filteredOn(search -> !search.application().equals("-"))
                .hasSize(4)
                .allSatisfy(search -> assertThat(search.doorward()).isNotEqualTo("0"));
        assertThat(CountedSearch.linuxAudit(
                        "ausearch", "-if", trail, "-c", "com.h2database", "-m", "EXECVE", "-sv", "no", "-i"))
                .contains(" a0=touch a1=" + out("locked") + " ");
        assertThat(CountedSearch.linuxAudit("ausearch", "-if", trail, "-su", "com.h2database", "-k", "renames", "-i"))
                .contains("role=source", "role=target", "/documents.mv.db nametype=CREATE");
        assertThat(CountedSearch.linuxAudit("aureport", "-if", trail, "--summary"))
                .doesNotContain("Number of AVC's: 0\n");
    }
}

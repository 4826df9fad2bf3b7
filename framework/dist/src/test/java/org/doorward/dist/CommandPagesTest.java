package org.doorward.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.doorward.dist.instance.Distribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** docs/commands.md and the completion of bash are those of the commands. */
class CommandPagesTest {
    private static final Path PAGES = Path.of("../../docs/commands.md");

    private static final String NO_BLANK = "and no blank";

    private static final String PROBE = "compopt() { [[ $2 == nospace ]] && echo '" + NO_BLANK
            + "'; }; . $1; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_doorward;"
            + " for each in \"${COMPREPLY[@]}\"; do echo \"$each\"; done";

    @TempDir
    private Path folder;

    private static CommandLine commands() {
        return DoorwardCommand.described(
                DoorwardCommand.commandLine(new Distribution(Path.of("nowhere")), Optional.empty()));
    }

    @Test
    void theDocumentHasEveryCommandWithItsOptionsAndExitCodes() throws IOException {
        String pages = CommandPages.of(commands());
        if ("write".equals(System.getProperty("doorward.pages"))) {
            Files.writeString(PAGES, pages);
        }

        assertThat(pages).contains("## doorward semodule\n", "--reset-lost", "EXIT STATUS");
        assertThat(Files.readString(PAGES))
                .as("docs/commands.md; -Ddoorward.pages=write writes it anew")
                .isEqualTo(pages);
    }

    @Test
    @Tag("machine") // bash
    void theCompletionIsAScriptThatBashReadsAndKnowsEveryCommand() throws Exception {
        assertThat(completed("sem")).containsExactly("semodule");
        assertThat(completed("auditctl", "--reset-l")).containsExactly("--reset-lost");
    }

    @Test
    @Tag("machine") // bash
    void theCompletionOfBashHasWhatNeedsNoInstanceBetweenCommasToo() throws Exception {
        assertThat(completed("auditctl", "-a", "always,e")).containsExactlyInAnyOrder("always,exit", "always,exclude");
        assertThat(completed("auditctl", "-a", "exit,always", "-S", "file.open,process.ex"))
                .containsExactly("file.open,process.exec");
        assertThat(completed("auditctl", "-S", "process.ex")).containsExactly("process.exec");
        assertThat(completed("ausearch", "-m", "AVC,USER_CM")).containsExactly("AVC,USER_CMD");
        assertThat(completed("ausearch", "--kind", "file.open,process.ex"))
                .as("it takes one")
                .isEmpty();
        assertThat(completed("ausearch", "-k", ""))
                .as("an instance alone knows keys")
                .isEmpty();
        assertThat(completed("aa-enforce", "")).as("and modules").isEmpty();
    }

    @Test
    @Tag("machine") // bash
    void ofAConditionBashCompletesTheFieldAndItsOperatorWithoutABlankBehind() throws Exception {
        assertThat(completed("auditctl", "-a", "exit,always", "-F", "succ"))
                .containsExactlyInAnyOrder("success=", "success!=", NO_BLANK);
        assertThat(completed("auditctl", "-a", "exit,always", "-C", "eui"))
                .containsExactlyInAnyOrder("euid=", "euid!=", NO_BLANK);
        assertThat(completed("auditctl", "-a", "exit,always", "-F", "success", "="))
                .as("bash parts words there")
                .isEmpty();
    }

    /** What bash offers for the last of these words, and whether a blank follows it. */
    private List<String> completed(String... words) throws Exception {
        Path file = Files.writeString(folder.resolve("doorward.bash"), CompletionCommand.script(commands()));
        List<String> line = new ArrayList<>(List.of("bash", "-c", PROBE, "probe", file.toString(), "doorward"));
        line.addAll(List.of(words));
        Process bash = new ProcessBuilder(line).redirectErrorStream(true).start();

        List<String> found = bash.inputReader().lines().toList();
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return found;
    }
}

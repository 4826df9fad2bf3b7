package org.doorward.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.doorward.dist.instance.Distribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

/** docs/commands.md and the completion of bash are those of the commands. */
class CommandPagesTest {
    private static final Path PAGES = Path.of("../../docs/commands.md");

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
    void theCompletionIsAScriptThatBashReadsAndKnowsEveryCommand(@TempDir Path folder) throws Exception {
        String script = AutoComplete.bash("doorward", commands());
        Path file = Files.writeString(folder.resolve("doorward.bash"), script);
        String probe = "compopt() { :; }; . " + file
                + "; COMP_WORDS=(doorward sem); COMP_CWORD=1; _complete_doorward; echo ${COMPREPLY[@]};"
                + " COMP_WORDS=(doorward auditctl --reset-l); COMP_CWORD=2; _complete_doorward; echo ${COMPREPLY[@]}";
        Process bash = new ProcessBuilder("bash", "-c", probe)
                .redirectErrorStream(true)
                .start();

        assertThat(bash.inputReader().lines()).containsExactly("semodule", "--reset-lost");
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}

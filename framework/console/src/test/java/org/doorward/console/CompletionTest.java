package org.doorward.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.Tools;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    private final Collection<ToolCommand> commands =
            new ArrayList<>(Tools.inProcess(() -> null, () -> null, () -> null, Path.of("nowhere")));
    private final Completion completion = new Completion(() -> commands);

    /** What may stand at the end of the line, and begins as its last word does. */
    private List<String> at(String line) throws IOException {
        try (DumbTerminal terminal = new DumbTerminal(System.in, new PrintStream(PrintStream.nullOutputStream()))) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            var parsed = reader.getParser().parse(line, line.length(), ParseContext.COMPLETE);
            List<Candidate> candidates = new ArrayList<>();
            completion.complete(reader, parsed, candidates);
            return candidates.stream()
                    .map(Candidate::value)
                    .filter(word -> word.startsWith(parsed.word()))
                    .toList();
        }
    }

    @Test
    void aLineBeginsWithACommand() throws IOException {
        assertThat(at("au"))
                .contains("auditctl", "ausearch", "aureport", "autail", "aulast")
                .doesNotContain("why");
        assertThat(at("")).contains("why", "semodule");
    }

    @Test
    void aCommandBeginsBehindAnotherOne() throws IOException {
        assertThat(at("ausearch -k x | aur")).containsExactly("aureport");
        assertThat(at("whoami x ; ausearch --jus")).containsExactly("--just-one");
    }

    @Test
    void optionsAreThoseOfTheCommand() throws IOException {
        assertThat(at("ausearch --just")).containsExactly("--just-one");
        assertThat(at("aureport --just")).isEmpty();
    }

    @Test
    void valuesAreThoseOfTheOption() throws IOException {
        assertThat(at("ausearch --format c")).containsExactly("csv");
        assertThat(at("ausearch -k x --kind file.ren")).containsExactly("file.rename");
        assertThat(at("ausearch -m USER_CM")).containsExactly("USER_CMD");
        assertThat(at("auditctl -a always,exit -S process.ex")).containsExactly("process.exec");
    }

    @Test
    void whereAFileIsTakenFilesAreOffered(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("trail.log"));

        assertThat(at("ausearch -if " + folder + "/tr")).containsExactly(folder + "/trail.log");
        assertThat(at("ausearch -k " + folder + "/tr")).isEmpty();
    }

    @Test
    void commandsOfModulesAreCompletedByName() throws IOException {
        commands.add(new ToolCommand() {
            @Override
            public String name() {
                return "publish";
            }

            @Override
            public String description() {
                return "Publishes.";
            }

            @Override
            public int run(List<String> arguments, PrintStream out, PrintStream err) {
                return 0;
            }
        });

        assertThat(at("publ")).containsExactly("publish");
        assertThat(at("publish -")).isEmpty();
    }

    @Test
    void anUnknownCommandHasNoCompletions() throws IOException {
        assertThat(at("nosuch -")).isEmpty();
    }
}

package org.doorward.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.ModuleStatus;
import org.doorward.control.RuleStatus;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.Tools;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    private final List<String> bundles = new ArrayList<>();
    private AuditControl control;
    private ModuleControl switches;
    private final Collection<ToolCommand> commands = new ArrayList<>(
            Tools.inProcess(() -> control, () -> null, () -> switches, bundles::stream, Path.of("nowhere")));
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
    void ofSeveralValuesInAWordTheLastIsCompleted() throws IOException {
        assertThat(at("auditctl -a always,exit -S file.open,process.ex")).containsExactly("file.open,process.exec");
        assertThat(at("ausearch -m AVC,USER_CM")).containsExactly("AVC,USER_CMD");
        assertThat(at("ausearch --kind file.open,process.ex"))
                .as("it takes one")
                .isEmpty();
    }

    @Test
    void aRuleBeginsWithAListAndAnActionInEitherOrder() throws IOException {
        assertThat(at("auditctl -a always,e")).containsExactlyInAnyOrder("always,exit", "always,exclude");
        assertThat(at("auditctl -A filesystem,n")).containsExactly("filesystem,never");
        assertThat(at("auditctl -d user,al")).containsExactly("user,always");
    }

    @Test
    void aFieldIsCompletedWithAnOperatorAndThenWithItsValues() throws IOException {
        assertThat(at("auditctl -a always,exit -F succ")).containsExactly("success=", "success!=");
        assertThat(at("auditctl -a always,exit -F success=")).containsExactly("success=0", "success=1");
        assertThat(at("auditctl -a always,exit -S file.open -F exit!=-EACC")).containsExactly("exit!=-EACCES");
        assertThat(at("auditctl -a always,exit -F 'exit<=-EACC")).containsExactly("exit<=-EACCES");
        assertThat(at("auditctl -a always,exit -F kind=file.ren")).containsExactly("kind=file.rename");
        assertThat(at("auditctl -a user,always -F msgtype=SERVICE_ST"))
                .containsExactly("msgtype=SERVICE_START", "msgtype=SERVICE_STOP");
        assertThat(at("auditctl -a always,exit -F bog")).isEmpty();
    }

    @Test
    void aFieldIsCompletedByThoseThatItMayBeComparedWith() throws IOException {
        assertThat(at("auditctl -a always,exit -C eu")).containsExactlyInAnyOrder("euid=", "euid!=");
        assertThat(at("auditctl -a always,exit -C uid!=e")).containsExactly("uid!=euid");
        assertThat(at("auditctl -a always,exit -C uid!=eg")).isEmpty();
    }

    @Test
    void aBlankStandsBehindAValueAndNotBehindAnOperator() throws IOException {
        assertThat(typed("auditctl -a always,exit -F lan\tlo\t-C uid=eu\t-k x\n"))
                .isEqualTo("auditctl -a always,exit -F lane=lossy -C uid=euid -k x");
        assertThat(typed("auditctl -a always,exit -F 'exit<-EACC\t-k x\n"))
                .as("to the shell < is a redirection")
                .isEqualTo("auditctl -a always,exit -F 'exit<-EACCES' -k x");
    }

    /** The line that they get who press these keys at a terminal. */
    private String typed(String keys) throws IOException {
        try (Terminal terminal = new ExternalTerminal(
                "keys",
                "ansi",
                new ByteArrayInputStream(keys.getBytes(UTF_8)),
                OutputStream.nullOutputStream(),
                UTF_8)) {
            return LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer(completion)
                    .build()
                    .readLine();
        }
    }

    @Test
    void modulesKeysAndBundlesAreThoseThatAreThereNow() throws IOException {
        assertThat(at("aa-enforce s")).as("the engine is not running").isEmpty();
        control = mock(AuditControl.class);
        List<ModuleStatus> deployed = List.of(module("secrets"), module("spool"));
        when(control.modules()).thenReturn(deployed);
        RuleStatus rule = mock(RuleStatus.class);
        when(rule.keys()).thenReturn(List.of("exports", "expenses"));
        when(control.ruleStatus()).thenReturn(List.of(rule, rule));
        switches = mock(ModuleControl.class);
        when(switches.disabled()).thenReturn(List.of("stale"));
        bundles.addAll(List.of("org.example.shop", "org.example.shop", "org.example.\033[2J"));

        assertThat(at("aa-enforce s")).containsExactly("secrets", "spool");
        assertThat(at("aa-complain secrets sp")).containsExactly("spool");
        assertThat(at("semodule -d s")).containsExactly("secrets", "spool");
        assertThat(at("semodule -e s")).containsExactly("stale");
        assertThat(at("semodule -r s")).containsExactly("secrets", "spool", "stale");
        assertThat(at("ausearch --module s")).containsExactly("secrets", "spool");
        assertThat(at("aulast --module sp")).containsExactly("spool");
        assertThat(at("auditctl -D -k ex")).containsExactly("exports", "expenses");
        assertThat(at("ausearch -k exports")).containsExactly("exports");
        assertThat(at("autail --bundle org.")).containsExactly("org.example.shop");
        assertThat(at("aulast --bundle org.")).containsExactly("org.example.shop");
        assertThat(at("whoami org.")).containsExactly("org.example.shop");
        assertThat(at("auditctl -a always,exit -F key=ex")).containsExactly("key=exports", "key=expenses");
        assertThat(at("auditctl -a always,exit -F module!=s")).containsExactly("module!=secrets", "module!=spool");
        assertThat(at("auditctl -a always,exit -F bundle=org.")).containsExactly("bundle=org.example.shop");
    }

    private static ModuleStatus module(String name) {
        ModuleStatus module = mock(ModuleStatus.class);
        when(module.name()).thenReturn(name);
        return module;
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

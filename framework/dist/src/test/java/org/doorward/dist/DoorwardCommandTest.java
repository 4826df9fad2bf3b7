package org.doorward.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorward.dist.instance.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What needs no running instance. */
class DoorwardCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        return DoorwardCommand.commandLine(new Distribution(folder), java.util.Optional.empty())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("doorward \\d+\\.\\d+\\.\\d+\n");
    }

    @Test
    void anArchiveIsNotMadeWithoutTheClassPathOfTheStartScript() {
        assertThat(run("archive")).isEqualTo(2);
        assertThat(err.toString())
                .contains("[archive] needs the class path of the start script: start it with bin/doorward");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "exec",
                "demo",
                "auditctl",
                "ausearch",
                "autail",
                "aulast",
                "aureport",
                "completion",
                "archive",
                "whoami",
                "why",
                "semodule",
                "getenforce",
                "setenforce",
                "aa-status",
                "aa-enforce",
                "aa-complain"
            })
    void everyCommandHasAHelpTextWithoutAnInstance(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage:", command, "--help");
        assertThat(err.toString()).isEmpty();
    }

    /** Only the model of the command that is named is made. */
    @Test
    void aLineForOneCommandDescribesItAsTheWholeLineDoes() {
        for (String name : commandLine().getSubcommands().keySet()) {
            CommandLine one = DoorwardCommand.commandLine(
                    new Distribution(folder), java.util.Optional.empty(), "--home", "exec", name, "run");
            assertThat(one.getSubcommands().get(name).getUsageMessage())
                    .isEqualTo(commandLine().getSubcommands().get(name).getUsageMessage());
            assertThat(one.getSubcommands())
                    .as(name)
                    .hasSize(
                            name.equals("completion")
                                    ? commandLine().getSubcommands().size()
                                    : 1);
        }
    }

    @Test
    void noCommandIsWrongUsageWithTheListOfCommands() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("no command given", "demo", "ausearch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retreat", "--fast"})
    void anUnknownCommandOrOptionIsWrongUsageAndNamed(String word) {
        assertThat(run(word)).isEqualTo(2);
        assertThat(err.toString()).contains("'" + word + "'", "doorward");
    }

    @Test
    void auditctlWithoutAnInstanceSaysHowToGetOne() {
        assertThat(run("auditctl", "-s", "--home", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no instance serves", "nowhere", "doorward run", "--home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"semodule -l -v", "getenforce", "aa-status --json", "whoami some.bundle"})
    void whatAsksTheEngineSaysWithoutAnInstanceHowToGetOne(String line) {
        assertThat(run(("--home " + folder.resolve("nowhere") + " " + line).split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no instance serves", "nowhere", "doorward run", "--home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "status"})
    void wrongUsageOfAuditctlIsSaidWithoutAnInstance(String word) {
        assertThat(run("auditctl", word)).isEqualTo(2);
        assertThat(err.toString()).contains(word, "Usage: auditctl").doesNotContain("no instance");
    }

    @Test
    void auditctlChecksAFileOfRulesWithoutAnInstance() throws IOException {
        Path rules =
                Files.writeString(folder.resolve("r.rules"), "-a always,exit -S file.rename -k x\n-a sometimes,exit\n");

        assertThat(run("auditctl", "--check", rules.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("r.rules:2:");
    }

    @Test
    void execWithoutAnInstanceSaysHowToGetOne() {
        assertThat(run("exec", "--home", folder.toString(), "lb", "-s")).isEqualTo(2);
        assertThat(err.toString()).contains("no instance serves");
    }

    @Test
    void aureportHasItsReports() {
        assertThat(run("aureport", "--help")).isZero();
        assertThat(out.toString()).contains("-a, --avc", "-x, --executable", "--denied", "--home");
    }

    @Test
    void aureportSaysTheVersionOfDoorward() {
        assertThat(run("aureport", "--version")).isZero();
        assertThat(out.toString()).startsWith("doorward ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--color=always ausearch -if TRAIL", "ausearch -if TRAIL --color=always"})
    void colorIsAnOptionOfAllCommandsBeforeOrBehindTheirName(String line) throws IOException {
        Path trail = Files.writeString(
                folder.resolve("audit.log"),
                "type=AVC msg=audit(1750000000.000:1): avc:  denied  { x } for  pid=1 permissive=0\n");

        assertThat(run(line.replace("TRAIL", trail.toString()).split(" "))).isZero();
        assertThat(out.toString()).startsWith("\033[2m----\033[0m\n").contains("\033[31mtype=AVC ");

        out.getBuffer().setLength(0);
        assertThat(run("ausearch", "-if", trail.toString())).isZero();
        assertThat(out.toString()).doesNotContain("\033");
    }

    @Test
    void ausearchReadsTheTrailOfTheHomeUnlessToldAnother() {
        assertThat(run("--home", folder.resolve("h").toString(), "ausearch", "-k", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains(folder.resolve("h/audit").toString());
    }

    @Test
    void demoOfWhatIsNoFolderIsWrongUsage() {
        assertThat(run("demo", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("FOLDER [" + folder.resolve("none") + "] is no folder");
    }

    @Test
    void demoOfSqlThatIsNotThereIsWrongUsage() throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Path file = folder.resolve("none.sql");

        assertThat(run("demo", "--sql", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--sql FILE [" + file + "] is not there: expected a readable file with SQL statements\n");
    }

    @Test
    void demoOfSqlThatIsNoFileIsWrongUsage() throws IOException {
        Files.createDirectories(folder.resolve("docs"));

        assertThat(run("demo", "--sql", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("--sql FILE [" + folder + "] cannot be read: expected a readable file");
    }

    @Test
    void demoShowsOneThingAtATime() {
        assertThat(run("demo", "--guard", "--sql", "x.sql")).isEqualTo(2);
        assertThat(err.toString()).contains("--guard", "--sql=FILE", "mutually exclusive");
    }
}

package org.doorward.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.doorward.tools.Options;
import org.doorward.tools.PicocliTool;
import org.doorward.tools.Run;
import org.doorward.tools.life.AulastCommand;
import org.doorward.tools.report.AureportCommand;
import org.doorward.tools.search.AusearchCommand;
import org.doorward.tools.why.WhyCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Colours where eyes are, nothing that a terminal obeys from outside, and the same bytes as ever in a pipe. */
class TerminalTest {
    private static final String DENIAL = "\033[31mtype=AVC ";
    private static final Terminal EYES = new Terminal(true, true);

    private static String run(Supplier<?> command, Terminal terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true);
        new PicocliTool(command).run(List.of(arguments), new PrintStream(out, true), err, terminal);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String search(Terminal terminal, String... more) {
        Path trail = Run.resource("trail-contract.log");
        String[] arguments = new String[more.length + 4];
        System.arraycopy(more, 0, arguments, 4, more.length);
        System.arraycopy(new String[] {"-if", trail.toString(), "-m", "AVC"}, 0, arguments, 0, 4);
        return run(() -> AusearchCommand.over(() -> trail), terminal, arguments);
    }

    @Test
    void denialsAreRedWouldDenialsYellowAndHeadsDim() {
        String shown = search(EYES, "--color=always");

        assertThat(shown).startsWith("\033[2m----\033[0m\n\033[2mtime->").contains("\n" + DENIAL);
        assertThat(shown.lines().filter(line -> line.contains("type=AVC ")))
                .allMatch(line -> line.startsWith(line.contains("permissive=1") ? "\033[33mtype=AVC " : DENIAL))
                .allMatch(line -> line.endsWith("\033[0m"))
                .anyMatch(line -> line.contains("permissive=1"));
    }

    @Test
    void inAPipeTheBytesAreThoseOfThePlainCommand() {
        String plain = search(Terminal.NONE);

        assertThat(plain).doesNotContain("\033").contains("----\ntime->");
        assertThat(search(Terminal.NONE, "--color=never")).isEqualTo(plain);
        assertThat(search(EYES, "--color=never")).isEqualTo(plain);
        assertThat(search(Terminal.NONE, "--color=always").replaceAll("\033\\[[0-9]*m", ""))
                .isEqualTo(plain);
    }

    @Test
    void whyAndAulastColourWhatWasDenied() {
        Path trail = Run.resource("trail-contract.log");

        assertThat(run(() -> WhyCommand.over(() -> trail, () -> null, () -> null), EYES, "--color=always", "1054"))
                .contains("\n\033[31mdecided  module integrity denied it: not signed\033[0m\n");
        assertThat(run(() -> AulastCommand.over(() -> trail), EYES, "--color=always", "--bad"))
                .contains("\033[31morg.example.plugin ");
    }

    private static String report(Terminal terminal, String... arguments) {
        Path trail = Run.resource("trail-contract.log");
        return run(() -> AureportCommand.over(() -> trail), terminal, arguments);
    }

    @Test
    void ofAReportTheHeadingsAreDimAndFailuresRed() {
        List<String> events =
                report(EYES, "--color=always", "-e").lines().skip(1).toList();

        assertThat(events.subList(0, 4)).allMatch(line -> line.startsWith("\033[2m") && line.endsWith("\033[0m"));
        assertThat(events.subList(4, events.size()))
                .allMatch(row -> row.endsWith(" no\033[0m") == row.startsWith("\033[31m"))
                .anyMatch(row -> row.startsWith("\033[31m"))
                .anyMatch(row -> row.endsWith(" yes"));
        assertThat(report(EYES, "--color=always"))
                .containsPattern("\033\\[31mNumber of failed syscalls: [1-9][0-9]*\033\\[0m\n")
                .contains("\nNumber of failed logins: 0\n", "\nNumber of events: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i", "-e", "-f", "--denied", "--lost", "-t", "--key --summary"})
    void inAPipeAReportIsPlainAndColoursAddNothingElse(String options) {
        String[] words = options.split(" ");
        String[] coloured = (options + " --color=always").split(" ");
        String plain = report(Terminal.NONE, words);

        assertThat(plain).doesNotContain("\033").contains("====");
        assertThat(report(EYES, coloured)).contains("\033[2m").isNotEqualTo(plain);
        assertThat(report(EYES, coloured).replaceAll("\033\\[[0-9]*m", "")).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, true, , xterm, true",
        "auto, false, , xterm, false",
        "auto, true, 1, xterm, false",
        "auto, true, '', xterm, true",
        "auto, true, , dumb, false",
        "always, false, 1, dumb, true",
        "never, true, , xterm, false"
    })
    void theOptionThenTheEnvironmentThenTheTerminalSayWhetherThereAreColours(
            String when, boolean terminal, String noColor, String term, boolean expected) {
        CommandSpec command = CommandSpec.create();
        ColorOption color = new ColorOption(new Options(command));
        new CommandLine(command).parseArgs("--color", when);

        assertThat(color.isOn(
                        terminal, noColor == null ? Map.of("TERM", term) : Map.of("TERM", term, "NO_COLOR", noColor)))
                .isEqualTo(expected);
    }

    @Test
    void anotherWordIsRefused() {
        CommandSpec command = CommandSpec.create();
        new ColorOption(new Options(command));
        assertThatThrownBy(() -> new CommandLine(command).parseArgs("--color=pink"))
                .hasMessageContaining("expected one of [auto, always, never]");
    }

    @Test
    void aHostileTrailBringsNoSequenceToTheTerminal() throws Exception {
        Path trail = Files.createTempFile("hostile", ".log");
        try {
            Files.write(
                    trail,
                    "type=AVC msg=audit(1750000000.000:1): avc:  denied  { x } for  key=\"\033[2J\u009b31m\b\r\007\"\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            String shown =
                    run(() -> AusearchCommand.over(() -> trail), new Terminal(true, false), "--color=never", "--raw");

            assertThat(shown).contains("key=\"\\033[2J\\23331m\\010\\015\\007\"\n");
        } finally {
            Files.delete(trail);
        }
    }

    @Property
    void ofWhatComesFromOutsideOnlyLineFeedsAndTabulatorsAreObeyed(@ForAll String text) {
        StringWriter shown = new StringWriter();
        TerminalWriter writer = new TerminalWriter(new PrintWriter(shown), false);
        writer.print(text);
        writer.flush();

        assertThat(shown.toString().chars().filter(ControlCharacters::isControl))
                .allMatch(c -> c == '\n' || c == '\t');
        assertThat(shown.toString().replaceAll("\\\\[0-3][0-7]{2}", ""))
                .isEqualTo(text.replaceAll("(?![\n\t])[\\x00-\\x1f\\x7f-\\x9f]|\\\\[0-3][0-7]{2}", ""));
    }

    @Property
    void bytesOfAnInstanceObeyTheSameRule(@ForAll String text) {
        String sent = text.replaceAll("[\\ud800-\\udfff]", "?");
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream stream = TerminalStream.over(new PrintStream(shown, true), true);
        for (byte octet : sent.getBytes(StandardCharsets.UTF_8)) { // however they are split
            stream.write(octet);
        }
        StringWriter expected = new StringWriter();
        TerminalWriter writer = new TerminalWriter(new PrintWriter(expected), false);
        writer.print(sent);
        writer.flush();

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void whatIsForNoTerminalIsNotTouched() {
        PrintStream stream = new PrintStream(new ByteArrayOutputStream());

        assertThat(TerminalStream.over(stream, false)).isSameAs(stream);
    }
}

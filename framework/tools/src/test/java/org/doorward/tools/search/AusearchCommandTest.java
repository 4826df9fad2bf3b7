package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.tools.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AusearchCommandTest {
    private static final Set<String> OPTIONS = Set.of(
            "-a",
            "-m",
            "-k",
            "-f",
            "-sv",
            "-c",
            "-x",
            "-su",
            "-p",
            "-pp",
            "-e",
            "-n",
            "-w",
            "-sc",
            "--arch",
            "-hn",
            "-tm",
            "-uu",
            "-vm",
            "--session",
            "-ui",
            "-ul",
            "-ua",
            "-gi",
            "-o");
    private static final Path CONTRACT = Run.resource("trail-contract.log");

    private static Run search(Path trail, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-if", trail.toString()));
        all.addAll(Arrays.asList(arguments));
        return Run.of(AusearchCommand.over(() -> Path.of("nowhere")), all);
    }

    /** What the expectations of the sample trails say, as far as it is searched with options that we have. */
    static Stream<Object[]> expectations() throws IOException {
        List<Object[]> cases = new ArrayList<>();
        for (String trail : List.of("trail-contract", "trail-basic")) {
            for (String line : Files.readAllLines(Run.resource(trail + ".expect"))) {
                String[] parts = line.split("\t");
                List<String> words = parts.length == 2 ? words(parts[1]) : List.of();
                if (!line.startsWith("#")
                        && !words.isEmpty()
                        && words.stream().filter(w -> w.matches("--?[a-z]+")).allMatch(OPTIONS::contains)) {
                    cases.add(new Object[] {trail + ".log", Integer.parseInt(parts[0]), words});
                }
            }
        }
        assertThat(cases).as("the expectations were read").hasSizeGreaterThan(90);
        return cases.stream();
    }

    private static List<String> words(String arguments) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(arguments);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void findsWhatTheSampleTrailsExpect(String trail, int count, List<String> arguments) {
        Run run = search(Run.resource(trail), arguments.toArray(String[]::new));

        assertThat(run.events()).hasSize(count);
        assertThat(run.exitCode()).isEqualTo(count > 0 ? 0 : 1);
    }

    @Tag("machine")
    @ParameterizedTest
    @MethodSource("expectations")
    void findsTheSameEventsAsTheOriginal(String trail, int count, List<String> arguments) throws Exception {
        OriginalAusearch.Found found = OriginalAusearch.search(Run.resource(trail), arguments);

        assertThat(search(Run.resource(trail), arguments.toArray(String[]::new)).events())
                .isEqualTo(found.events());
        assertThat(found.exitCode()).isEqualTo(count > 0 ? 0 : 1);
    }

    @Test
    void conditionsAreJoinedByAnd() {
        assertThat(search(CONTRACT, "-m", "AVC", "-sv", "yes").events()).containsExactly("audit(1750000000.112:1016)");
    }

    @Test
    void rawPrintsTheLinesAsTheyStandInTheTrail() throws IOException {
        String expected = Files.readAllLines(CONTRACT).stream()
                .filter(line -> line.contains(":1020): "))
                .map(line -> line + System.lineSeparator())
                .reduce("", String::concat);

        assertThat(search(CONTRACT, "-a", "1020", "--raw").out()).isEqualTo(expected);
        assertThat(search(CONTRACT, "-a", "1020", "--format", "raw").out()).isEqualTo(expected);
    }

    @Test
    void theDefaultOutputHasTheTimeAndTheRecordsLastFirst() {
        assertThat(search(CONTRACT, "-a", "1013").out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("----"),
                        line -> assertThat(line).startsWith("time->").contains("2025"),
                        line -> assertThat(line).startsWith("type=PROCTITLE"),
                        line -> assertThat(line).startsWith("type=PATH"),
                        line -> assertThat(line).startsWith("type=CWD"),
                        line -> assertThat(line).startsWith("type=SYSCALL"));
    }

    /** Judged by the lines of the trail, without the reader. */
    @ParameterizedTest
    @CsvSource({
        "--bundle, org.example.billing, bundle=\"org.example.billing\"",
        "--module, secrets, module=\"secrets\"",
        "--kind, file.rename, kind=file.rename",
        "--tenant, acme, tenant=\"acme\"",
        "--exception, java.nio.file.AccessDeniedException, exception=\"java.nio.file.AccessDeniedException\""
    })
    void findsByTheFieldsThatOnlyDoorwardHas(String option, String value, String written) throws IOException {
        Set<String> expected = Files.readAllLines(CONTRACT).stream()
                .filter(line -> Arrays.asList(line.split("[ ']")).contains(written))
                .map(line -> line.replaceFirst(".*msg=(audit\\(\\S+\\)):.*", "$1"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(expected).isNotEmpty();

        assertThat(search(CONTRACT, option, value, "-w").events()).isEqualTo(expected);
        assertThat(search(CONTRACT, option, value.substring(1)).events()).containsAll(expected);
        assertThat(search(CONTRACT, option, value.substring(1), "-w").events()).isEmpty();
    }

    @Test
    void findsByParentResultAndNode() {
        assertThat(search(CONTRACT, "-e", "-2", "-pp", "4000").events()).contains("audit(1750000000.091:1013)");
        assertThat(search(CONTRACT, "-e", "-2", "-pp", "400").events()).isEmpty();
        assertThat(search(CONTRACT, "-e", "EACCES").exitCode()).isEqualTo(1);
        Run unknown = search(CONTRACT, "-e", "-ENOSUCH");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("-e [-ENOSUCH]: expected a number, or an errno such as -EACCES");
        Path nodes = Run.resource("trail-node.log");
        assertThat(search(nodes, "-n", "no-such").exitCode()).isEqualTo(1);
    }

    @Test
    void aCallIsItsNumberItsNameOrTheKindOfThatNumber() {
        Set<String> renames =
                search(CONTRACT, "--kind", "file.rename", "-m", "SYSCALL").events();

        assertThat(renames).hasSizeGreaterThan(1);
        assertThat(search(CONTRACT, "-sc", "82").events()).isEqualTo(renames);
        assertThat(search(CONTRACT, "-sc", "rename").events()).isEqualTo(renames);
        assertThat(search(CONTRACT, "-sc", "file.rename").events()).isEqualTo(renames);
        assertThat(search(CONTRACT, "-sc", "rename", "--arch", "b64").events()).isEqualTo(renames);
        assertThat(search(CONTRACT, "--arch", "i386").exitCode()).isEqualTo(1);
        assertThat(search(CONTRACT, "-sc", "service.register").events())
                .isEqualTo(search(CONTRACT, "-sc", "5601").events())
                .isNotEmpty();
    }

    @Test
    void namesOfCallsAreThoseOfTheArchitecture() {
        assertThat(search(CONTRACT, "-sc", "rename", "--arch", "aarch64").err())
                .contains("-sc [rename]: expected a number, or the name of a system call of aarch64");
        assertThat(search(CONTRACT, "-sc", "file.rename", "--arch", "i386").exitCode())
                .as("kinds have numbers of x86_64 alone")
                .isEqualTo(2);
        assertThat(search(CONTRACT, "--arch", "s390x", "-sc", "rename").exitCode())
                .isEqualTo(1);
    }

    /** The numbers of a call are those of its record: an event without one has none, not even 0. */
    @Test
    void call0IsFoundWhereItIsWritten(@TempDir Path folder) throws IOException {
        Path trail = Files.write(
                folder.resolve("audit.log"),
                List.of(
                        "type=USER msg=audit(1750000000.001:1): pid=1 uid=0 auid=0 ses=1 msg='op=x res=success'",
                        "type=SYSCALL msg=audit(1750000000.002:2): arch=c000003e syscall=0 success=yes exit=0 a0=0 a1=0 items=0"));

        assertThat(search(trail, "-sc", "0").events()).containsExactly("audit(1750000000.002:2)");
        assertThat(search(trail, "-sc", "read").events()).containsExactly("audit(1750000000.002:2)");
    }

    @Test
    void aWholeWordIsTheWholeHostOrTerminal() {
        assertThat(search(CONTRACT, "-hn", "2001:db8::5", "-w").events()).contains("audit(1750000000.231:1033)");
        assertThat(search(CONTRACT, "-hn", "2001:db8::", "-w").events()).isEmpty();
        assertThat(search(CONTRACT, "-hn", "2001:db8::").events()).contains("audit(1750000000.231:1033)");
        assertThat(search(CONTRACT, "-tm", "(none", "-w").events()).isEmpty();
        assertThat(search(CONTRACT, "-tm", "(none").events()).isNotEmpty();
    }

    @Test
    void justOneStopsAfterTheFirst() {
        List<String> all = new ArrayList<>(search(CONTRACT, "-m", "AVC").events());

        Run one = search(CONTRACT, "-m", "AVC", "--just-one");

        assertThat(all).hasSizeGreaterThan(1);
        assertThat(one.events()).containsExactly(all.get(0));
        assertThat(one.exitCode()).isZero();
        assertThat(search(CONTRACT, "-k", "no-such", "--just-one").exitCode()).isEqualTo(1);
    }

    @Test
    void nothingFoundIsSaidAndIsExitCode1() {
        Run run = search(CONTRACT, "-k", "no-such");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("<no matches>");
    }

    @Test
    void typesAreNamesNumbersOrRangesOfNumbers() {
        Set<String> denials = search(CONTRACT, "-m", "AVC").events();

        assertThat(denials).isNotEmpty();
        assertThat(search(CONTRACT, "-m", "avc").events()).isEqualTo(denials);
        assertThat(search(CONTRACT, "-m", "1400").events()).isEqualTo(denials);
        assertThat(search(CONTRACT, "-m", "1399-1401").events()).isEqualTo(denials);
        assertThat(search(CONTRACT, "-m", "1401-1402").events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-m, NO_SUCH, '-m [NO_SUCH]: expected ALL, or the name or number of a record type'",
        "-ts, noon, '-ts [noon]: expected a date (MM/DD/YY'",
        "-ui, no-such-user, '-ui [no-such-user]: expected the number of a user, unset, or a name that [/etc/passwd] has'",
        "-sc, no-such, '-sc [no-such]: expected a number, or the name of a system call of x86_64 (rename), or a kind (file.rename)'",
        "--arch, sparc, '--arch [sparc]: expected b64, b32, the name of an architecture (x86_64, i386, aarch64), or its number'",
        "--session, root, '--session [root]: expected the number of a session, or unset'"
    })
    void aWordThatNamesNothingIsSaidWithItsOption(String option, String word, String message) {
        Run run = search(CONTRACT, option, word);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void wrongUsageIsSaidAndIsExitCode2() {
        assertThat(search(CONTRACT, "-sv", "maybe")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("-sv [maybe]: expected yes or no");
        });
        assertThat(search(CONTRACT, "--bogus").exitCode()).isEqualTo(2);
        assertThat(search(CONTRACT, "-p", "many").exitCode()).isEqualTo(2);
    }

    @Test
    void aTrailThatIsNotThereIsSaidAndIsExitCode2() {
        Run run = search(Path.of("no-such.log"), "-k", "x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no trail [no-such.log]; name one with -if");
    }

    @Test
    void aFolderIsReadAsATrailAndOneWithoutIsSaid(@TempDir Path folder) throws IOException {
        assertThat(search(folder, "-k", "exports")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("ausearch: the trail [" + folder + "] cannot be read: there is no ["
                            + folder.resolve("audit.log") + "]");
        });
        Files.copy(CONTRACT, folder.resolve("audit.log"));
        assertThat(search(folder, "-k", "exports").events()).hasSize(12);
    }

    @Test
    void aTrailThatCannotBeReadIsSaidWithTheReason(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("audit.log"));

        Run run = search(folder, "-k", "exports");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("ausearch: the trail [" + folder + "] cannot be read: Is a directory");
    }

    @Test
    void aFileThatIsNoTrailIsSaid(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "one\ntwo\n");

        Run run = search(file, "-k", "exports");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("ausearch: [" + file + "] is no trail: none of its 2 lines begins with type=TYPE msg=audit(");
    }

    @Test
    void anEmptyTrailHasNoMatches(@TempDir Path folder) throws IOException {
        Run run = search(Files.createFile(folder.resolve("audit.log")));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("<no matches>");
    }

    @Test
    void aDamagedTrailIsReadAsFarAsItGoes(@TempDir Path folder) throws IOException {
        Path damaged = folder.resolve("audit.log");
        Files.writeString(damaged, "noise\n" + Files.readString(CONTRACT) + "type=SYSCALL msg=au");

        assertThat(search(damaged, "-k", "exports")).satisfies(run -> {
            assertThat(run.events()).hasSize(12);
            assertThat(run.err()).isEqualTo("ausearch: [2] lines are no records and were passed over\n");
        });
        assertThat(search(damaged, "-k", "exports", "--just-one").err())
                .as("of what was read until then")
                .isEqualTo("ausearch: [1] lines are no records and were passed over\n");
    }

    @Test
    void theHelpNamesEveryOptionAndTheExitCodes() {
        Run help = search(CONTRACT, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains(OPTIONS)
                .contains("-if=FILE", "--raw", "--format", "0", "found", "1", "nothing found", "2");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void debugShowsTheLinesThatAreNoRecordsAndNothingThatATerminalObeys(@TempDir Path folder) throws IOException {
        Path trail = folder.resolve("debug.log");
        Files.writeString(
                trail,
                "garbage \u001b[2J\ntype=USER msg=audit(1750000000.000:1): pid=1\ntype=USER msg=audit(1750000000.1000:2): pid=1\n"
                        + "x".repeat(70_000) + "\n");
        Run run = search(trail, "-m", "USER", "--debug", "--raw");
        assertThat(run.out()).isEqualTo("type=USER msg=audit(1750000000.000:1): pid=1\n");
        assertThat(run.err())
                .isEqualTo("ausearch: no record: [garbage \\033[2J]\n"
                        + "ausearch: no record: [type=USER msg=audit(1750000000.1000:2): pid=1]\n"
                        + "ausearch: no record: []\nausearch: [3] lines are no records and were passed over\n");

        Run behind = search(
                trail,
                "-m",
                "USER",
                "--debug",
                "--checkpoint",
                folder.resolve("checkpoint").toString());
        assertThat(behind.err()).contains("ausearch: no record: [garbage \\033[2J]\n");
    }

    @Test
    void lineBufferedHandsOnEachEventBeforeTheNextIsFound() {
        List<String> pieces = new ArrayList<>();
        OutputStream reader = new OutputStream() {
            private final ByteArrayOutputStream piece = new ByteArrayOutputStream();

            @Override
            public void write(int b) {
                piece.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                piece.write(bytes, from, length);
            }

            @Override
            public void flush() {
                if (piece.size() > 0) {
                    pieces.add(piece.toString(StandardCharsets.UTF_8));
                    piece.reset();
                }
            }
        };
        Run.into(
                reader,
                AusearchCommand.over(() -> Path.of("nowhere")),
                List.of("-if", CONTRACT.toString(), "-m", "SYSCALL", "--format", "text", "-l"));
        assertThat(pieces)
                .hasSizeGreaterThan(5)
                .allSatisfy(piece -> assertThat(piece.lines()).hasSize(1));
    }

    @Test
    void wrongUsageNamesWhatIsWrong() {
        assertThat(search(CONTRACT, "--bogus").err()).contains("--bogus");
        assertThat(search(CONTRACT, "-k").err()).contains("-k");
        assertThat(search(CONTRACT, "-p", "many").err()).contains("-p", "many");
        assertThat(search(CONTRACT, "-a", "x").err()).contains("-a", "'x'");
        assertThat(search(CONTRACT, "--format", "xml").err())
                .contains("--format [xml]: expected one of raw, default, interpret, csv, text, json");
        assertThat(search(CONTRACT, "-i", "--raw").err())
                .contains("-i, -r, --format: more than one form of the output was asked for; expected one");
        assertThat(search(CONTRACT, "--format", "csv", "-i").err())
                .contains("-i, -r, --format: more than one form of the output was asked for; expected one");
        for (String extra : List.of("--extra-keys", "--extra-labels", "--extra-obj2", "--extra-time")) {
            assertThat(search(CONTRACT, "--format", "text", extra).exitCode()).isEqualTo(2);
            assertThat(search(CONTRACT, extra).err())
                    .contains(
                            "--extra-keys, --extra-labels, --extra-obj2, --extra-time: expected --format csv with them");
        }
        assertThat(search(CONTRACT, "--escape", "html").err())
                .contains("--escape [html]: expected raw, tty, shell or shell_quote");
        assertThat(search(CONTRACT, "stray").err()).contains("stray");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100ZZZZ", "01002F7", "0100", "0100-1-1", "01", ""})
    void anAddressOfASocketThatIsBrokenHidesNothing(String address, @TempDir Path folder) throws IOException {
        Path trail = Files.writeString(
                folder.resolve("trail.log"),
                "type=SOCKADDR msg=audit(1750000033.000:34): saddr=" + address + "\n"
                        + "type=PATH msg=audit(1750000033.000:34): item=0 name=\"/etc/x\" nametype=NORMAL\n");

        Run run = search(trail, "-f", "etc/x");

        assertThat(run.events()).containsExactly("audit(1750000033.000:34)");
        assertThat(run.exitCode()).isZero();
    }

    /** The process whose capabilities are set may be another one than the caller. */
    @Test
    void theProcessIsTheCallersNotThatOfACapset(@TempDir Path folder) throws IOException {
        Path trail = Files.writeString(
                folder.resolve("trail.log"),
                "type=SYSCALL msg=audit(1750000033.000:34): arch=c000003e syscall=126 success=yes exit=0 a0=3 a1=7f pid=2"
                        + " comm=\"c\" exe=\"/e\"\n"
                        + "type=CAPSET msg=audit(1750000033.000:34): pid=5 cap_pi=0 cap_pp=3f cap_pe=8 cap_pa=0\n");

        assertThat(search(trail, "-p", "2").events()).containsExactly("audit(1750000033.000:34)");
        assertThat(search(trail, "-p", "5").exitCode()).isEqualTo(1);
    }
}

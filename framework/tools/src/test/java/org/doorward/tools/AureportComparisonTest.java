package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.tools.report.AureportCommand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each report has the same lines and the same exit code as the original's, on trails of Doorward and of Linux. */
@Tag("machine")
class AureportComparisonTest {
    private static final List<String> TRAILS =
            List.of("trail-contract.log", "trail-basic.log", "trail-node.log", "trail-enriched.log", "trail-linux.log");
    static final List<String> REPORTS = List.of(
            "",
            "-a",
            "-au",
            "--comm",
            "-c",
            "-cr",
            "-e",
            "-f",
            "-h",
            "--integrity",
            "-k",
            "-l",
            "-m",
            "-ma",
            "-n",
            "-p",
            "-r",
            "-s",
            "-t",
            "-tm",
            "-u",
            "--virt",
            "-x");
    private static final List<String> SELECTIONS = List.of(
            "",
            "--summary",
            "--failed",
            "--success --summary",
            "-nc",
            "-nc --summary",
            "-i",
            "-i --summary",
            "--node app1.example.org",
            "--node no-such --summary",
            "-ts 06/14/25 10:00:00 -te 11/24/26 12:00:00",
            "-te 01/02/20 --summary");

    static Stream<Object[]> reports() {
        return TRAILS.stream()
                .flatMap(trail -> REPORTS.stream()
                        .flatMap(report -> SELECTIONS.stream()
                                .filter(selection -> !report.equals("-t") || !selection.matches(".*(--summary|-te).*"))
                                // a summary within bounds begins in 1970 for the original
                                .filter(selection -> !report.isEmpty() || !selection.contains("-te"))
                                .map(selection -> new Object[] {trail, words(report + " " + selection)})));
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void sameLinesAndExitCode(String trail, List<String> arguments) throws IOException, InterruptedException {
        same(Run.resource(trail), arguments);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void escapesTheSame(String mode) throws IOException, InterruptedException {
        same(Run.resource("trail-escape.log"), List.of("-f", "--summary", "--escape", mode));
    }

    static Stream<String> modes() {
        return Stream.of("raw", "tty", "shell", "shell_quote");
    }

    /** A tracer or a filter sets the number to -1. */
    @Test
    void aCallThatWasTakenAwayIsListedAndNotCounted(@TempDir Path folder) throws IOException, InterruptedException {
        String stamp = " msg=audit(1750000489.489:489): ";
        Path trail = Files.write(
                folder.resolve("calls.log"),
                List.of(
                        "type=SYSCALL" + stamp
                                + "arch=c000003e syscall=-1 success=no exit=-38 a0=0 a1=0 a2=0 a3=0 items=1"
                                + " ppid=1 pid=2 auid=0 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0"
                                + " ses=3 comm=\"c\" exe=\"/e\" subj=unconfined key=\"k\"",
                        "type=SOCKADDR" + stamp + "saddr=02000016010203040000000000000000",
                        "type=PATH" + stamp + "item=0 name=\"/f\" nametype=NORMAL"));
        for (String arguments : List.of("", "-s", "-s -i", "-s --summary", "-f", "-p", "-p -i", "-h")) {
            same(trail, words(arguments));
        }
    }

    @Test
    void theKnownDefectsOfTheOriginalAreStillThere() throws IOException, InterruptedException {
        assertThat(OriginalAureport.report(Run.resource("trail-basic.log"), List.of("-u"))
                        .out())
                .as("loses exe= before sauid=")
                .contains("1000 ? ? ? 116");
        assertThat(OriginalAureport.report(Run.resource("trail-linux.log"), List.of("-p"))
                        .out())
                .as("takes ppid= of an INTEGRITY_RULE for pid=")
                .contains(" 1 ? 0 1001 71");
    }

    static void same(Path trail, List<String> arguments) throws IOException, InterruptedException {
        List<String> ours = new ArrayList<>(List.of("-if", trail.toString()));
        ours.addAll(arguments);
        Run run = Run.of(AureportCommand.over(() -> Path.of("nowhere")), ours);
        OriginalAureport.Found found = OriginalAureport.report(trail, arguments);

        assertThat(withoutKnownDefects(run.out()))
                .as("%s %s", trail, arguments)
                .isEqualTo(withoutKnownDefects(found.out()));
        assertThat(run.exitCode()).as("%s %s", trail, arguments).isEqualTo(found.exitCode());
    }

    /** What {@link #theKnownDefectsOfTheOriginalAreStillThere} shows; of the pid of the one event the summary and the totals, too. */
    private static List<String> withoutKnownDefects(String out) {
        return out.lines()
                .map(line -> line.endsWith(" 116") ? line.replace("/usr/lib/jvm/temurin-17/bin/java", "?") : line)
                .map(line -> line.replaceFirst(" (1|1701) \\? (0|\\?) (1001|unknown.1001.) 71$", " ? ? $2 $3 71"))
                .filter(line -> !line.matches("1  1701|[45]  1") && !line.matches("Number of process IDs: 2[89]"))
                .toList();
    }
}

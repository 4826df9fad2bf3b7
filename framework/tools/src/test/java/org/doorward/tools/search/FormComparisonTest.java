package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.doorward.tools.Run;
import org.doorward.trail.read.RecordTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of the output has the bytes that the original has, on trails of Doorward and of Linux. */
@Tag("machine")
class FormComparisonTest {
    private static final List<String> TRAILS = List.of(
            "trail-contract.log",
            "trail-basic.log",
            "trail-node.log",
            "trail-enriched.log",
            "trail-linux.log",
            "trail-escape.log",
            "trail-forms.log");
    private static final List<List<String>> FORMS = List.of(
            List.of(),
            List.of("--format", "default"),
            List.of("-i"),
            List.of("--format", "interpret"),
            List.of("-i", "--escape", "raw"),
            List.of("-i", "--escape", "shell"),
            List.of("-i", "--escape", "shell_quote"),
            List.of("--format", "csv"),
            List.of("--format", "csv", "--extra-keys", "--extra-labels", "--extra-obj2", "--extra-time"),
            List.of("--format", "csv", "--extra-labels", "--escape", "raw"),
            List.of("--format", "csv", "--extra-obj2", "--escape", "shell_quote", "-l"),
            List.of("--format", "text"),
            List.of("--format", "text", "--escape", "raw"),
            List.of("--format", "text", "--escape", "shell"));

    private static final List<List<String>> WHO_DID_WHAT = List.of(
            List.of("--format", "csv"),
            List.of("--format", "csv", "--extra-keys", "--extra-labels", "--extra-obj2", "--extra-time"),
            List.of("--format", "text"));
    /** Without others the original shows neither. */
    private static final Set<String> NOT_ALONE = Set.of("SYSCALL", "EOE");

    private static final String FIELDS =
            "pid=1 uid=0 auid=33 ses=3 subj=s op=OP id=7 acct=\"ACCT\" cmd=4142 unit=UNIT vm=\"VM\" resrc=RESRC new-level=NL"
                    + " selected-context=SC terminal=TERM data=4142 device=\"DEV\" sw=\"SW\" sw_type=SWT root_dir=\"RD\""
                    + " printer=PR bool=BOOL enforcing=1 addr=1.2.3.4 fp=FP rport=22 hostname=HN table=TAB dev=\"eth0\" prom=1"
                    + " feature=FEAT syscall=2 sig=11 key=\"K\" audit_enabled=1 list=4 actions=ACT nlbl_domain=ND"
                    + " unlbl_accept=1 prog-id=31 nl-mcgrp=1 lsm=LSM old-auid=5 comm=\"COMM\" exe=\"/EXE\" scontext=SCX"
                    + " tcontext=TCX tclass=file code=0x7fff0000 res=success x=y";
    private static final String CALL =
            " exit=0 a0=11 a1=22 a2=33 a3=44 items=4 ppid=1 pid=2 auid=33 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0"
                    + " fsgid=0 tty=pts0 ses=3 comm=\"COMM\" exe=\"/EXE\" subj=SUBJ key=\"KEY\"";

    static Stream<List<String>> arguments() {
        return TRAILS.stream()
                .flatMap(trail -> FORMS.stream()
                        .map(form ->
                                Stream.concat(Stream.of(trail), form.stream()).toList()));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void theBytesAreThoseOfTheOriginal(List<String> arguments) throws IOException, InterruptedException {
        Path trail = Run.resource(arguments.get(0));
        same(trail, arguments.subList(1, arguments.size()));
    }

    /** A record of each type, with fields for whatever it may say. */
    @Test
    void eachTypeOfRecordSaysTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int type = 1000; type < 3000; type++) {
            String name = RecordTypes.name(type).equals("(null)") ? "UNKNOWN[" + type + "]" : RecordTypes.name(type);
            if (!NOT_ALONE.contains(name)) {
                lines.add(
                        "type=" + name + " msg=audit(" + (1_750_000_000 + 3L * type) + ".000:" + type + "): " + FIELDS);
            }
        }
        Path trail = Files.write(folder.resolve("types.log"), lines);
        for (List<String> form : WHO_DID_WHAT) {
            same(trail, form);
        }
    }

    /** An event of each call of each architecture, successful or not, with records of files of all kinds. */
    @Test
    void eachCallSaysTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        int serial = 0;
        for (String architecture : List.of("c000003e", "40000003", "c00000b7")) {
            for (int call = 0; call < 450; call++) {
                for (String success : List.of("yes", "no")) {
                    serial++;
                    String head = " msg=audit(" + (1_750_000_000 + 3L * serial) + ".000:" + serial + "): ";
                    lines.add("type=SYSCALL" + head + "arch=" + architecture + " syscall=" + call + " success="
                            + success + CALL);
                    lines.add("type=SOCKADDR" + head
                            + "saddr=01002F78 name=\"/r1\" inode=1 mode=0140644 nametype=NORMAL");
                    for (String mode : List.of("0100644", "0040755", "0020600", "0060600", "0120777", "0010600")) {
                        lines.add("type=PATH" + head + "item=0 name=\"/r" + mode + "\" inode=" + mode + " mode=" + mode
                                + " obj=o:" + mode + " nametype=NORMAL");
                    }
                }
            }
        }
        Path trail = Files.write(folder.resolve("calls.log"), lines);
        for (List<String> form : WHO_DID_WHAT) {
            same(trail, form);
        }
    }

    static void same(Path trail, List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-if", trail.toString()));
        all.addAll(arguments);
        Run run = Run.of(AusearchCommand.over(() -> Path.of("nowhere")), all);
        OriginalAusearch.Found found = OriginalAusearch.search(trail, arguments);

        assertThat(run.out()).as("%s", arguments).isEqualTo(utf8(found.out()));
        assertThat(run.exitCode()).isEqualTo(found.exitCode());
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}

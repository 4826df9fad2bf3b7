package org.doorward.tools.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.doorward.tools.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AulastCommandTest {
    private static final long START = 1_750_000_000L; // Sun Jun 15 15:06:40 UTC 2025

    @TempDir
    private Path folder;

    private final TimeZone zone = TimeZone.getDefault();
    private final StringBuilder trail = new StringBuilder();
    private int serial;

    @BeforeEach
    void inUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("UTC")));
    }

    @AfterEach
    void inTheZoneBefore() {
        TimeZone.setDefault(zone);
    }

    private String head(String type, int second) {
        return "type=" + type + " msg=audit(" + (START + second) + ".000:" + serial + "): ";
    }

    private AulastCommandTest daemon(int second, String type, String fields) {
        serial++;
        trail.append(head(type, second))
                .append(fields)
                .append(" auid=1 pid=2 uid=0 ses=1 subj=doorward:1.0.0 res=success\n");
        return this;
    }

    private AulastCommandTest starts(int second) {
        return daemon(
                second,
                "DAEMON_START",
                "op=start ver=1.0.0 format=raw kernel=jvm-17.0.15 trail=1 agent=on enforcing=1");
    }

    private AulastCommandTest stops(int second) {
        return daemon(second, "DAEMON_END", "op=terminate written=1 lost=0");
    }

    private AulastCommandTest module(int second, String op, String name, String version, String result) {
        serial++;
        trail.append(head(op.equals("load") ? "SERVICE_START" : "SERVICE_STOP", second))
                .append("pid=1 uid=0 auid=1 ses=1 subj=doorward:1.0.0 msg='unit=" + name + " op=module-" + op
                        + " module=\"" + name + "\" version=" + version + " comm=\"doorward\" res=" + result + "'\n");
        return this;
    }

    private AulastCommandTest bundle(int second, String verb, String label, String by, String result) {
        serial++;
        trail.append(head("SYSCALL", second))
                .append("arch=c000003e syscall=5511 " + result + " comm=\"x\" subj=" + by + ":1.0.0 kind=bundle." + verb
                        + " bundle=\"" + by + "\" lane=reliable\n")
                .append(head("KERNEL_OTHER", second))
                .append("kind=bundle." + verb + " bundle_=\"" + label + "\"\n")
                .append(head("PROCTITLE", second))
                .append("proctitle=\"java\"\n");
        return this;
    }

    private AulastCommandTest bundle(int second, String verb, String label) {
        return bundle(second, verb, label, "doorward", "success=yes exit=0");
    }

    private Run list(String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("audit.log"), trail);
        List<String> arguments = new ArrayList<>(List.of("-if", file.toString()));
        arguments.addAll(Arrays.asList(options));
        return Run.of(AulastCommand.over(() -> null), arguments);
    }

    /** The lines, blanks drawn together. */
    private List<String> lines(String... options) throws IOException {
        return list(options)
                .out()
                .lines()
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }

    @Test
    void aStayHasBeginningEndLengthAndWhoBroughtAndEndedIt() throws IOException {
        starts(0)
                .module(1, "load", "secrets", "1.2.0", "success")
                .bundle(2, "install", "org.example.plugin:0.9.0")
                .bundle(3, "start", "org.example.plugin:0.9.0")
                .bundle(64, "stop", "org.example.plugin:0.9.0", "org.example.admin", "success=yes exit=0")
                .bundle(65, "uninstall", "org.example.plugin:0.9.0", "org.example.admin", "success=yes exit=0")
                .module(93_601, "unload", "secrets", "1.2.0", "success")
                .stops(93_610);

        assertThat(list()).isEqualTo(new Run(0, """
                org.example.plugin           0.9.0        started   doorward                     Sun Jun 15 15:06:43 - 15:07:44  (00:01:01)  by org.example.admin
                org.example.plugin           0.9.0        installed doorward                     Sun Jun 15 15:06:42 - 15:07:45  (00:01:03)  by org.example.admin
                secrets                      1.2.0        module    doorward                     Sun Jun 15 15:06:41 - 17:06:41  (1+02:00:00)  by doorward
                doorward                     1.0.0        instance  jvm-17.0.15                  Sun Jun 15 15:06:40 - down      (1+02:00:10)
                """, ""));
    }

    @Test
    void whatIsOpenAtTheEndIsThereStill() throws IOException {
        starts(0)
                .module(1, "load", "secrets", "1.2.0", "success")
                .bundle(2, "start", "a:1.0.0")
                .bundle(3, "start", "a:1.0.0");

        assertThat(lines())
                .containsExactly(
                        "doorward 1.0.0 instance jvm-17.0.15 Sun Jun 15 15:06:40 still running",
                        "secrets 1.2.0 module doorward Sun Jun 15 15:06:41 still running",
                        "a 1.0.0 started doorward Sun Jun 15 15:06:42 still running");
    }

    @Test
    void anInstanceThatCameAgainWithoutAnEndHadCrashedAndAllOfItWithIt() throws IOException {
        starts(0).module(1, "load", "secrets", "1.2.0", "success").starts(9).stops(10);

        assertThat(lines())
                .containsExactly(
                        "doorward 1.0.0 instance jvm-17.0.15 Sun Jun 15 15:06:40 - crash",
                        "secrets 1.2.0 module doorward Sun Jun 15 15:06:41 - crash",
                        "doorward 1.0.0 instance jvm-17.0.15 Sun Jun 15 15:06:49 - down (00:00:01)");
    }

    @Test
    void aReplacedModuleOverlapsItsSuccessor() throws IOException {
        module(1, "load", "m", "1.0.0", "success")
                .module(5, "load", "m", "2.0.0", "success")
                .module(6, "unload", "m", "1.0.0", "success");

        assertThat(lines("--module", "m"))
                .containsExactly(
                        "m 1.0.0 module doorward Sun Jun 15 15:06:41 - 15:06:46 (00:00:05) by doorward",
                        "m 2.0.0 module doorward Sun Jun 15 15:06:45 still running");
    }

    @Test
    void anUpdateIsAMomentAndItsBundleEndsUnderItsNewVersion() throws IOException {
        bundle(1, "install", "a:1.0.0").bundle(2, "update", "a:1.0.0").bundle(3, "uninstall", "a:2.0.0");

        assertThat(lines("--bundle", "a"))
                .containsExactly(
                        "a 1.0.0 updated doorward Sun Jun 15 15:06:42",
                        "a 1.0.0 installed doorward Sun Jun 15 15:06:41 - 15:06:43 (00:00:02) by doorward");
    }

    @Test
    void whatFailedIsListedOnRequestAndChangesNothing() throws IOException {
        module(1, "load", "lockdown", "1.0.0", "success")
                .module(2, "load", "other", "1.0.0", "failed")
                .bundle(3, "start", "a:1.0.0")
                .bundle(4, "stop", "a:1.0.0", "intruder", "success=no exit=-13 exception=\"x.Denied\"");

        assertThat(lines())
                .containsExactly(
                        "lockdown 1.0.0 module doorward Sun Jun 15 15:06:41 still running",
                        "a 1.0.0 started doorward Sun Jun 15 15:06:43 still running");
        assertThat(lines("--bad", "--proof"))
                .containsExactly(
                        "other 1.0.0 module doorward Sun Jun 15 15:06:42 failed: refused",
                        " audit event proof serial numbers: 2, 0",
                        "a 1.0.0 started intruder Sun Jun 15 15:06:44 failed: bundle.stop: x.Denied",
                        " audit event proof serial numbers: 4, 0");
    }

    @Test
    void whatBeganBeforeTheTrailIsListedWithoutABeginning() throws IOException {
        module(1, "unload", "m", "1.0.0", "success");

        assertThat(lines()).containsExactly("m 1.0.0 module ? ? - 15:06:41 (?) by doorward");
    }

    @Test
    void aWindowShowsWhatWasThereInIt() throws IOException {
        module(0, "load", "early", "1.0.0", "success")
                .module(0, "load", "long", "1.0.0", "success")
                .module(0, "load", "open", "1.0.0", "success")
                .module(10, "unload", "early", "1.0.0", "success")
                .module(30, "unload", "long", "1.0.0", "success")
                .module(40, "load", "late", "1.0.0", "success");

        assertThat(lines("-ts", "2025-06-15", "15:07:00", "-te", "2025-06-15", "15:07:05"))
                .extracting(line -> line.split(" ")[0])
                .containsExactly("long", "open");
    }

    @Test
    void nodesAreApart() throws IOException {
        starts(0).stops(5);
        String twice = trail.toString().replace("type=DAEMON_START", "node=a type=DAEMON_START") + trail;
        trail.setLength(0);
        trail.append(twice);

        assertThat(lines())
                .containsExactly(
                        "doorward 1.0.0 instance jvm-17.0.15 Sun Jun 15 15:06:40 - down (00:00:05)",
                        "doorward 1.0.0 instance jvm-17.0.15 Sun Jun 15 15:06:40 still running");
    }

    @Test
    void namesThatATerminalWouldObeyAreEscaped() throws IOException {
        bundle(1, "start", "a:1.0.0");
        String hostile = trail.toString().replace("\"a:1.0.0\"", "1B5B324A0A");
        trail.setLength(0);
        trail.append(hostile);

        assertThat(lines()).singleElement().asString().startsWith("\\033[2J\\012 ");
    }

    @Test
    void aHostileTrailOfOpenStaysNeitherHangsNorFillsTheMemory() throws IOException {
        for (int i = 0; i < 60_000; i++) {
            module(i, "load", "m" + i, "1", "success");
        }
        for (int i = 0; i < 60_000; i++) {
            module(60_000, "unload", "none", "" + i, "success");
        }

        assertThat(lines()).hasSize(120_000);
    }

    @Test
    void withoutATrailOrAnythingInItItIsSaid() throws IOException {
        Path none = folder.resolve("none");

        assertThat(list()).isEqualTo(new Run(1, "", "<no matches>\n"));
        assertThat(Run.of(AulastCommand.over(() -> none), List.of()))
                .isEqualTo(new Run(
                        2,
                        "",
                        "aulast: there is no trail [" + none + "]; name one with -if, or an instance with --home\n"));
    }
}

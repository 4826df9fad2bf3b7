package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and {@code exec}: start, ready line, stop, kill, and what is left on the disk. */
class LifecycleIT {
    /** The instance on a terminal of 24 lines, and what it shows. script(1) is of Debian's util-linux. */
    private record Seat(Process process, StringBuffer seen, Thread reader) {
        static Seat take(Path home, String type) throws IOException {
            String command =
                    "stty rows 24 cols 80; " + Doorward.distribution().resolve("bin/doorward") + " run --home " + home;
            ProcessBuilder builder =
                    new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
            builder.environment().put("TERM", type);
            Process process = builder.start();
            StringBuffer seen = new StringBuffer();
            Thread reader = new Thread(() -> copy(process.getInputStream(), seen));
            reader.start();
            Doorward.eventually().until(() -> seen.indexOf("doorward> ") >= 0 && seen.indexOf("doorward ready: ") >= 0);
            return new Seat(process, seen, reader);
        }

        /** Types it, and waits until that is shown behind all that was. */
        void type(String keys, String shown) throws IOException {
            int before = seen.length();
            send(keys);
            Doorward.eventually().until(() -> seen.indexOf(shown, before) >= 0);
        }

        private void send(String keys) throws IOException {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        /** Types it, and waits for the end. */
        int leave(String keys) throws Exception {
            send(keys);
            Doorward.eventually().until(() -> !process.isAlive());
            reader.join();
            return process.exitValue();
        }
    }

    @Test
    @Tag("machine")
    void onATerminalThereIsAShellThatCompletesWhatIsTyped(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("home");
        Path deploy = Files.createDirectories(home.resolve("deploy"));
        Files.copy(Doorward.distribution().resolve("samples/rename-roles.jar"), deploy.resolve("rename-roles.jar"));
        Seat seat = Seat.take(home, "xterm");

        seat.type("ause\t", "ausearch");
        seat.type("--ki\t", "--kind");
        seat.type("file.ren\t\n", "<no matches>");
        Doorward.eventually()
                .until(() -> Doorward.command("exec", "--home", home.toString(), "semodule -l")
                        .out()
                        .equals("rename-roles\n"));
        seat.type("aa-complain ren\t", "rename-roles");
        seat.type("\n", "Setting rename-roles to complain mode.");
        seat.type("auditctl -a always,exi\t-S file.open,file.ren\t-k seen\n", "doorward> ");
        seat.type("auditctl -s\n", "enabled 1");
        seat.type("autail\n", "Enter ends it");
        seat.type("\n", "doorward> ");
        int exit = seat.leave("stop 0\n");

        assertThat(seat.seen.toString()).doesNotContain("Exception");
        assertThat(exit).isZero();
        Path history = home.resolve("run/history");
        assertThat(history)
                .content()
                .contains("ausearch --kind file.rename", "aa-complain rename-roles")
                .contains("auditctl -a always,exit -S file.open,file.rename -k seen");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    @Test
    @Tag("machine")
    void onATerminalThatCanNothingLinesAreReadAsTheyCome(@TempDir Path folder) throws Exception {
        Seat seat = Seat.take(folder.resolve("home"), "dumb");

        seat.type("auditctl -s\n", "enabled 1");
        int exit = seat.leave("stop 0\n");

        assertThat(seat.seen.toString()).doesNotContain("Exception");
        assertThat(exit).isZero();
    }

    @Test
    @Tag("machine")
    void theEndOfInputEndsTheInstance(@TempDir Path folder) throws Exception {
        assertThat(Seat.take(folder.resolve("home"), "xterm").leave("\u0004")).isZero();
    }

    private static void copy(InputStream from, StringBuffer to) {
        try {
            for (int character = from.read(); character >= 0; character = from.read()) {
                to.append((char) character);
            }
        } catch (IOException e) {
            to.append(e); // the terminal is gone
        }
    }

    /** Whatever is audited, the engine starts: what it does itself is its own from the first moment. */
    @Test
    void anInstanceStartsWithARuleThatSelectsEverything(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), "-a always,exit -S all -k all\n");

        try (Doorward doorward = Doorward.run(home)) {
            doorward.deploySample("publishing");
            Doorward.eventually().until(() -> doorward.exec("help publish").exitCode() == 0);
            assertThat(doorward.exec("whoami publishing").out()).contains("match publishing@sha256=");
            assertThat(doorward.stop()).isEqualTo(TERMINATED);
            assertThat(doorward.log()).doesNotContain("ERROR");
        }
    }

    /** 128 + SIGTERM: Java runs its shutdown hooks and ends as one that was terminated. */
    private static final int TERMINATED = 143;

    private static final Pattern SERIAL = Pattern.compile("msg=audit\\([0-9.]+:([0-9]+)\\)");

    @TempDir
    private Path folder;

    private static List<Long> serials(List<String> trail) {
        return trail.stream()
                .map(SERIAL::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .distinct()
                .toList();
    }

    private static List<String> ofType(List<String> trail, String type) {
        return trail.stream()
                .filter(line -> line.startsWith("type=" + type + " "))
                .toList();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void anInstanceRunsUntilItIsTerminatedAndItsTrailEndsWithTheLedger() throws IOException {
        Path home = folder.resolve("home");
        try (Doorward doorward = Doorward.run(home)) {
            // Standard input has been at its end from the beginning.
            assertThat(doorward.output()).isEqualTo("doorward ready: home " + home + ", pid " + doorward.pid() + "\n");
            assertThat(doorward.isAlive()).isTrue();
            assertThat(mode(home.resolve("audit/audit.log"))).isEqualTo("rw-------");
            assertThat(mode(home.resolve("audit"))).isEqualTo("rwx------");
            assertThat(mode(home.resolve("run"))).isEqualTo("rwx------");
            assertThat(mode(home.resolve("run/control.sock"))).isEqualTo("rw-------");

            Ran status = Doorward.command("exec", "--home", home.toString(), "auditctl -s");
            assertThat(status.err()).isEmpty();
            assertThat(status.exitCode()).isZero();
            assertThat(status.out()).contains("enabled 1\n", "pid " + doorward.pid() + "\n", "lost 0\n");

            assertThat(Doorward.command("exec", "--home", home.toString(), "ausearch -k nothing"))
                    .isEqualTo(new Ran(1, "", "<no matches>\n"));

            assertThat(doorward.stop()).isEqualTo(TERMINATED);
        }
        List<String> trail = Doorward.trail(home);
        assertThat(trail.get(0)).startsWith("type=DAEMON_START ");
        String end = trail.get(trail.size() - 1);
        assertThat(end)
                .startsWith("type=DAEMON_END ")
                .contains(" op=terminate written=" + (serials(trail).size() - 1) + " lost=0 ")
                .endsWith(" res=success");
        assertThat(home.resolve("run/control.sock")).doesNotExist();

        Ran without = Doorward.command("exec", "--home", home.toString(), "auditctl -s");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.out()).isEmpty();
        assertThat(without.err())
                .contains("no instance serves [" + home.resolve("run/control.sock") + "]")
                .contains("start one with doorward run, or name its folder with --home");
    }

    @Test
    void serialsGoOnAfterAStopFromInsideAndAfterAKill() throws IOException {
        Path home = folder.resolve("home");
        try (Doorward first = Doorward.run(home)) {
            assertThat(first.exec("stop 0").exitCode()).isZero();
            assertThat(first.awaitEnd()).isZero();
        }
        try (Doorward second = Doorward.run(home)) {
            Doorward.eventually().until(() -> ofType(second.trail(), "TEST").size() == 2);
            second.kill();
        }
        // As if the power had failed in the middle of a write.
        Path log = home.resolve("audit/audit.log");
        Files.writeString(log, Files.readString(log) + "type=SYSCALL msg=audit(1750000000.000:99");

        try (Doorward third = Doorward.run(home)) {
            Doorward.eventually().until(() -> ofType(third.trail(), "TEST").size() == 3);
            assertThat(ofType(third.trail(), "DAEMON_ERR"))
                    .singleElement()
                    .asString()
                    .contains(" op=torn-tail segment=\"audit.log\" cut_bytes=40 ");
            assertThat(third.stop()).isEqualTo(TERMINATED);
        }
        List<String> trail = Doorward.trail(home);
        assertThat(ofType(trail, "DAEMON_START")).hasSize(3);
        assertThat(ofType(trail, "DAEMON_END")).as("one was killed").hasSize(2);
        assertThat(serials(trail)).isSorted().startsWith(1L, 2L, 3L);
        assertThat(serials(trail)).as("no serial twice, none missing").hasSize(trail.size());
        assertThat(serials(trail).get(trail.size() - 1)).isEqualTo(trail.size());
    }
}

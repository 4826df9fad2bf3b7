package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.doorward.tools.control.ControlProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** autail and aulast on the command line and in the shell; autail is live, and over with its reader. */
class WatchingIT {
    @TempDir
    private Path folder;

    @Test
    void onTheCommandLineItShowsWhatIsWrittenAndASignalEndsItWithExitCodeZero() throws Exception {
        Path output = folder.resolve("output");
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            Process autail = Doorward.begin(
                    output, "autail", "--home", doorward.home().toString(), "--lines", "1", "-m", "DAEMON_START,USER");
            try {
                Doorward.eventually().until(() -> Files.readString(output).contains("type=DAEMON_START"));
                doorward.exec("auditctl -m seen");
                Doorward.eventually().until(() -> Files.readString(output).contains("type=USER "));
                autail.destroy(); // SIGTERM, which is the same to it: a build in the background ignores SIGINT, and
                // so do its children

                assertThat(autail.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(autail.exitValue()).isZero();
                assertThat(Files.readString(output)).doesNotContain("autail:");
            } finally {
                autail.destroyForcibly();
            }
        }
    }

    @Test
    void inTheShellItEndsWithItsConnectionAndLeavesNoThread() throws Exception {
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            UnixDomainSocketAddress socket =
                    UnixDomainSocketAddress.of(doorward.home().resolve("run/control.sock"));
            try (SocketChannel channel = SocketChannel.open(socket)) {
                ControlProtocol.writeLine(
                        new DataOutputStream(Channels.newOutputStream(channel)), "autail --lines 1 -m DAEMON_START");
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
                StringBuilder shown = new StringBuilder();
                while (!shown.toString().contains("type=DAEMON_START")) {
                    shown.append(new String(ControlProtocol.readFrame(in).bytes()));
                }
                assertThat(threads(doorward)).contains("doorward-pipe");
            }
            Doorward.eventually()
                    .untilAsserted(() -> assertThat(threads(doorward))
                            .doesNotContain("doorward-pipe")
                            .doesNotContain("doorward-control-1"));
        }
    }

    @Test
    void aulastListsTheInstanceAndItsModulesInTheShellAndOnTheCommandLine() {
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            doorward.deploySample("rename-roles");
            Doorward.eventually()
                    .until(() ->
                            doorward.exec("aulast --module rename-roles").out().contains("still running"));
            doorward.stop();

            Ran ran = Doorward.command("aulast", "--home", doorward.home().toString());
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
                    .anyMatch(line -> line.startsWith("rename-roles ") && line.contains(" module doorward "))
                    .anyMatch(line -> line.startsWith("doorward ")
                            && line.contains(" instance jvm-")
                            && line.contains(" - down ("));
        }
    }

    private String threads(Doorward doorward) throws Exception {
        Path jstack = Path.of(System.getProperty("java.home"), "bin/jstack");
        Process process = new ProcessBuilder(jstack.toString(), String.valueOf(doorward.pid()))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }
}

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

/** autail on the command line and in the shell: live, and over with its reader. */
class AutailIT {
    @TempDir
    private Path folder;

    @Test
    void onTheCommandLineItShowsWhatIsWrittenAndCtrlCEndsItWithExitCodeZero() throws Exception {
        Path output = folder.resolve("output");
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            Process autail = Doorward.begin(
                    output, "autail", "--home", doorward.home().toString(), "--lines", "1", "-m", "DAEMON_START,USER");
            try {
                Doorward.eventually().until(() -> Files.readString(output).contains("type=DAEMON_START"));
                doorward.exec("auditctl -m seen");
                Doorward.eventually().until(() -> Files.readString(output).contains("type=USER "));
                new ProcessBuilder("kill", "-INT", String.valueOf(autail.pid()))
                        .start()
                        .waitFor();

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

    private String threads(Doorward doorward) throws Exception {
        Path jstack = Path.of(System.getProperty("java.home"), "bin/jstack");
        Process process = new ProcessBuilder(jstack.toString(), String.valueOf(doorward.pid()))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }
}

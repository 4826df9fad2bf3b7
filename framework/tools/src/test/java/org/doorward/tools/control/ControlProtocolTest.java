package org.doorward.tools.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.doorward.tools.control.ControlProtocol.Frame;
import org.doorward.tools.control.ControlProtocol.FrameType;
import org.junit.jupiter.api.Test;

class ControlProtocolTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private DataInputStream sent() {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Property
    void aLineArrivesAsItWasSent(@ForAll @Size(max = 2000) byte[] noise) throws IOException {
        bytes.reset();
        String line = new String(noise, java.nio.charset.StandardCharsets.UTF_16);
        ControlProtocol.writeLine(out, line.replaceAll("[\\ud800-\\udfff]", "?"));

        assertThat(ControlProtocol.readLine(sent())).isEqualTo(line.replaceAll("[\\ud800-\\udfff]", "?"));
    }

    @Property
    void outputAndExitCodeArriveAsTheyWereSent(@ForAll byte[] output, @ForAll int exitCode) throws IOException {
        bytes.reset();
        ControlProtocol.writeOutput(out, FrameType.ERR, output, 0, output.length);
        ControlProtocol.writeExit(out, exitCode);
        DataInputStream in = sent();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        Frame frame = ControlProtocol.readFrame(in);
        while (frame.type() == FrameType.ERR) {
            received.write(frame.bytes());
            frame = ControlProtocol.readFrame(in);
        }
        assertThat(received.toByteArray()).isEqualTo(output);
        assertThat(frame.type()).isEqualTo(FrameType.EXIT);
        assertThat(frame.exitCode()).isEqualTo(exitCode);
    }

    @Property
    void hostileBytesAreAnIoExceptionOrAFrameAndNothingElse(@ForAll byte[] noise) {
        try {
            Frame frame = ControlProtocol.readFrame(new DataInputStream(new ByteArrayInputStream(noise)));
            assertThat(frame.bytes().length).isLessThanOrEqualTo(ControlProtocol.MAXIMUM);
        } catch (IOException e) {
            // what the protocol promises
        }
    }

    @Test
    void outputLargerThanAFrameIsSplit() throws IOException {
        byte[] large = new byte[ControlProtocol.MAXIMUM + 1];
        ControlProtocol.writeOutput(out, FrameType.OUT, large, 0, large.length);
        DataInputStream in = sent();

        assertThat(ControlProtocol.readFrame(in).bytes()).hasSize(ControlProtocol.MAXIMUM);
        assertThat(ControlProtocol.readFrame(in).bytes()).hasSize(1);
    }

    @Test
    void aHugeLengthIsRefusedBeforeMemoryIsTaken() throws IOException {
        out.writeByte('o');
        out.writeInt(Integer.MAX_VALUE);

        assertThatThrownBy(() -> ControlProtocol.readFrame(sent()))
                .isInstanceOf(IOException.class)
                .hasMessage("length [2147483647], expected 0 to 65536");
    }

    @Test
    void aConnectionThatEndsEarlyIsSaid() throws IOException {
        assertThatThrownBy(() -> ControlProtocol.readFrame(sent()))
                .hasMessage("the connection ended before the exit code");
        out.writeByte('o');
        out.writeInt(10);
        out.write(1);
        assertThatThrownBy(() -> ControlProtocol.readFrame(sent()))
                .hasMessage("the connection ended after [1] of [10] bytes");
    }

    @Test
    void whereNoInstanceRunsTheClientSaysWhatToDo() {
        assertThatThrownBy(() ->
                        new ControlClient(Path.of("/nowhere/run/control.sock")).run("help", System.out, System.err))
                .isInstanceOf(NoInstanceException.class)
                .hasMessageContaining("[/nowhere/run/control.sock]")
                .hasMessageContaining("start one with doorward run, or name its folder with --home");
    }
}

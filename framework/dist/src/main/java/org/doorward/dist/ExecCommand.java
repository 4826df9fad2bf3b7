package org.doorward.dist;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code doorward exec 'LINE'}: a shell line in the running instance. */
@Command(
        name = "exec",
        description =
                "Runs a shell line in the running instance, prints its output, passes its success on as exit code.")
final class ExecCommand implements Callable<Integer> {
    private final DoorwardCommand root;

    @Parameters(arity = "1..*", paramLabel = "LINE", description = "The line; several words are joined by blanks.")
    private List<String> words;

    ExecCommand(DoorwardCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(root.home().controlSocket()))) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            byte[] line = String.join(" ", words).getBytes(StandardCharsets.UTF_8);
            out.writeInt(line.length);
            out.write(line);
            for (int frame = in.readByte(); frame != 0; frame = in.readByte()) {
                byte[] text = in.readNBytes(in.readInt());
                (frame == 1 ? System.out : System.err).write(text, 0, text.length);
            }
            System.out.flush();
            return in.readInt();
        }
    }
}

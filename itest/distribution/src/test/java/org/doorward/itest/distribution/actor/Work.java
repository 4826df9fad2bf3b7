package org.doorward.itest.distribution.actor;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** One piece of work of each sort, always the same. */
final class Work {
    private final Path folder;

    Work(Path folder) {
        this.folder = folder;
    }

    void run() throws Exception {
        files();
        failures();
        otherFileSystems();
        process();
        network();
    }

    private void files() throws IOException {
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        Files.writeString(a, "text");
        try (FileInputStream in = new FileInputStream(a.toFile())) {
            in.read();
        }
        try (FileOutputStream out = new FileOutputStream(a.toFile(), true)) {
            out.write(1);
        }
        try (RandomAccessFile file = new RandomAccessFile(a.toFile(), "rw")) {
            file.read();
        }
        try (FileChannel channel = FileChannel.open(a, StandardOpenOption.READ)) {
            channel.size();
        }
        Files.move(a, b, StandardCopyOption.ATOMIC_MOVE);
        b.toFile().renameTo(a.toFile());
        Files.copy(a, b);
        Files.createDirectory(folder.resolve("c"));
        new File(folder.toFile(), "d").mkdir();
        folder.toFile().list();
        try (var all = Files.newDirectoryStream(folder)) {
            all.iterator().hasNext();
        }
        Files.createLink(folder.resolve("hard"), a);
        Files.createSymbolicLink(folder.resolve("soft"), Path.of("a"));
        Files.readSymbolicLink(folder.resolve("soft"));
        new File(folder.toFile(), "new").createNewFile();
        a.toFile().setLastModified(0);
        Files.delete(b);
        new File(folder.toFile(), "d").delete();
    }

    private void failures() {
        try {
            Files.delete(folder.resolve("missing"));
        } catch (IOException e) {
            // As meant.
        }
        new File(folder.toFile(), "missing").delete();
        try {
            new FileInputStream(folder.resolve("missing").toFile()).close();
        } catch (IOException e) {
            // As meant.
        }
        try {
            Files.move(folder.resolve("missing"), folder.resolve("b"));
        } catch (IOException e) {
            // As meant.
        }
    }

    /** What is no file of the disk has no path there. */
    private void otherFileSystems() throws IOException {
        Path zip = folder.resolve("archive.zip");
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.writeString(inside.getPath("/inside"), "text");
            Files.delete(inside.getPath("/inside"));
        }
        Files.readAllBytes(Path.of(URI.create("jrt:/java.base/java/lang/Object.class")));
    }

    private void process() throws Exception {
        new ProcessBuilder("/bin/true").start().waitFor();
        try {
            new ProcessBuilder("/no/such/program", "with argument").start();
        } catch (IOException e) {
            // As meant.
        }
        File output = folder.resolve("output").toFile();
        new ProcessBuilder("/bin/true")
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void network() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
            port = server.getLocalPort();
            try (Socket client = new Socket(loopback, port);
                    Socket accepted = server.accept()) {
                client.getOutputStream().write(1);
                accepted.getInputStream().read();
            }
            try (SocketChannel channel = SocketChannel.open()) {
                channel.configureBlocking(false);
                boolean connected = channel.connect(new InetSocketAddress(loopback, port));
                while (!connected) {
                    connected = channel.finishConnect();
                }
            }
        }
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(loopback, port))) {
            throw new IllegalStateException("somebody listens there");
        } catch (IOException e) {
            // As meant.
        }
    }
}

package org.doorward.itest.distribution.actor;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Hands objects of classes of its own to the JDK, which do something by themselves while the JDK works with them, and say something else
 * when they are asked again. Prints what came of it.
 */
final class Within {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final PrintStream out;

    /** Options that are asked for twice. */
    private static final class Options extends AbstractSet<OpenOption> {
        private final Callable<?> own;
        private int asked;

        Options(Callable<?> own) {
            this.own = own;
        }

        @Override
        public Iterator<OpenOption> iterator() {
            call(own);
            return asked++ == 0
                    ? Set.<OpenOption>of(StandardOpenOption.READ).iterator()
                    : Set.<OpenOption>of(StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                            .iterator();
        }

        @Override
        public int size() {
            return asked == 0 ? 1 : 2;
        }
    }

    /** Names one file first, and then another one. */
    private static final class Name extends File {
        private static final long serialVersionUID = 1;

        private final transient Callable<?> own;
        private final String later;
        private int asked;

        Name(Path first, Path later, Callable<?> own) {
            super(first.toString());
            this.later = later.toString();
            this.own = own;
        }

        @Override
        public String getPath() {
            call(own);
            return asked++ == 0 ? super.getPath() : later;
        }
    }

    /** Permissions, and what is done when the JDK asks for them: within the operation. */
    private static final class Permissions implements FileAttribute<Set<PosixFilePermission>> {
        private final Callable<?> own;

        Permissions(Callable<?> own) {
            this.own = own;
        }

        @Override
        public String name() {
            return "posix:permissions";
        }

        @Override
        public Set<PosixFilePermission> value() {
            call(own);
            return PosixFilePermissions.fromString("rw-------");
        }
    }

    private static final class Where extends InetSocketAddress {
        private static final long serialVersionUID = 1;

        private final transient Callable<?> own;

        Where(int port, Callable<?> own) {
            super(InetAddress.getLoopbackAddress(), port);
            this.own = own;
        }

        @Override
        public String toString() {
            call(own);
            return super.toString();
        }
    }

    private static final class Nowhere extends SocketAddress {
        private static final long serialVersionUID = 1;

        private final transient Callable<?> own;

        Nowhere(Callable<?> own) {
            this.own = own;
        }

        @Override
        public String toString() {
            call(own);
            return "nowhere";
        }
    }

    Within(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    private static <T> T call(Callable<T> own) {
        try {
            return own.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String way) throws Exception {
        switch (way) {
            case "provider" -> provider();
            case "provider-denied" -> Files.writeString(new OwnProvider().path(() -> folder.resolve("denied")), "text");
            case "provider-changes" -> providerChanges();
            case "path" -> path();
            case "options" -> options("other");
            case "options-denied" -> options("other-denied");
            case "file" -> file();
            case "attribute-of-a-directory" -> attributeOfADirectory();
            case "attribute-of-a-file" -> attributeOfAFile();
            case "address" -> address();
            case "handler" -> handler();
            default -> throw new IllegalArgumentException(way);
        }
    }

    private Callable<?> deleting(String name) {
        return () -> Files.deleteIfExists(folder.resolve(name));
    }

    private void provider() throws IOException {
        OwnProvider own = new OwnProvider();
        Path a = own.path(() -> folder.resolve("a"));
        Files.writeString(a, "text");
        Files.move(a, own.path(() -> folder.resolve("b")));
        Files.delete(own.path(() -> folder.resolve("b")));
    }

    /** The path names what may be written when it is asked first, and afterwards what may not. */
    private void providerChanges() throws IOException {
        Iterator<Path> names = Set.of(folder.resolve("allowed")).iterator();
        Path path = new OwnProvider().path(() -> names.hasNext() ? names.next() : folder.resolve("denied"));
        Files.writeString(path, "text");
        Files.writeString(path, "text");
    }

    /** It says that it is of the default file system. */
    private void path() throws IOException {
        Callable<?> own = deleting("other");
        Path liar = OwnProvider.path(FileSystems.getDefault(), () -> {
            call(own);
            return folder.resolve("kept");
        });
        try {
            Files.delete(liar);
        } catch (IllegalArgumentException e) {
            out.println("delete " + e.getClass().getName());
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(liar))) {
            out.println("connected " + channel);
        } catch (IllegalArgumentException | IOException e) {
            out.println("connect " + e.getClass().getName());
        }
    }

    private void options(String other) throws IOException {
        Set<OpenOption> options = new Options(deleting(other));
        try (var channel = Files.newByteChannel(folder.resolve("denied"), options)) {
            out.println("read " + channel.read(ByteBuffer.allocate(1)));
            channel.write(ByteBuffer.allocate(1));
            out.println("written");
        }
    }

    private void file() throws IOException {
        File file = new Name(folder.resolve("judged"), folder.resolve("denied"), deleting("other"));
        try (FileOutputStream written = new FileOutputStream(file)) {
            written.write('x');
        }
    }

    private void attributeOfADirectory() throws IOException {
        Path directory = folder.resolve("directory");
        Files.createDirectory(directory, new Permissions(() -> Files.createDirectory(directory)));
    }

    private void attributeOfAFile() throws IOException {
        Path file = folder.resolve("file");
        FileAttribute<?> permissions = new Permissions(() -> {
            Files.newByteChannel(file, NEW).close();
            return null;
        });
        Files.newByteChannel(file, NEW, permissions).close();
    }

    private void address() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new Where(0, () -> null))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            out.println("port " + port);
            SocketChannel.open(new Where(port, deleting("other"))).close();
            try {
                SocketChannel.open(new Nowhere(deleting("other"))).close();
            } catch (IllegalArgumentException e) {
                out.println(e.getClass().getName());
            }
        }
    }

    private void handler() throws Exception {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            Asynchronous.Told<Void> told = new Asynchronous.Told<>();
            channel.connect(server.getLocalAddress(), null, told);
            told.thenRun(() -> call(deleting("other"))).get(1, TimeUnit.MINUTES);
        }
    }
}

package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.security.PrivilegedActionException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.doorward.guard.OperationDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/record-format.md, "exit=-errno", row by row; and that the JDK throws what the rows expect. */
class ErrnoTest {
    static Stream<Arguments> classes() {
        return Stream.of(
                arguments(new NoSuchFileException("/x"), -2),
                arguments(new AccessDeniedException("/x"), -13),
                arguments(new FileAlreadyExistsException("/x"), -17),
                arguments(new DirectoryNotEmptyException("/x"), -39),
                arguments(new NotDirectoryException("/x"), -20),
                arguments(new NotLinkException("/x"), -22),
                arguments(new FileSystemLoopException("/x"), -40),
                arguments(new AtomicMoveNotSupportedException("/x", "/y", "Invalid cross-device link"), -18),
                arguments(new ReadOnlyFileSystemException(), -30),
                arguments(new FileNotFoundException("/x"), -2),
                arguments(new FileNotFoundException(), -2),
                arguments(new FileNotFoundException("/x (Etwas anderes)"), -2),
                arguments(new ConnectException("Connection refused"), -111),
                arguments(new ConnectException(), -111),
                arguments(new ConnectException("Connection timed out"), -110),
                arguments(new BindException("Address already in use"), -98),
                arguments(new BindException("Cannot assign requested address"), -99),
                arguments(new BindException("Permission denied"), -13),
                arguments(new NoRouteToHostException("No route to host"), -113),
                arguments(new SocketTimeoutException("Read timed out"), -110),
                arguments(new UnknownHostException("nowhere.invalid"), -2),
                arguments(new UnresolvedAddressException(), -2),
                arguments(new ClosedByInterruptException(), -4),
                arguments(new InterruptedIOException(), -4),
                arguments(new ClosedChannelException(), -9),
                arguments(new AsynchronousCloseException(), -9),
                arguments(new SocketException("anything"), -5),
                arguments(new PortUnreachableException(), -5),
                arguments(new FileSystemException("/x"), -5),
                arguments(new IOException("anything"), -5),
                arguments(new IOException(), -5),
                arguments(new EOFException(), -5),
                arguments(new SecurityException("no"), -1),
                arguments(new InaccessibleObjectException(), -1),
                arguments(new IllegalAccessException(), -1),
                arguments(new OutOfMemoryError(), -12),
                arguments(new StackOverflowError(), -12),
                arguments(new UnsatisfiedLinkError(), -79),
                arguments(new ClassFormatError(), -8),
                arguments(new UnsupportedClassVersionError(), -8),
                arguments(new NoClassDefFoundError(), -8),
                arguments(new UnsupportedOperationException(), -95),
                arguments(new IllegalArgumentException(), -22),
                arguments(new InvalidPathException("x", "bad"), -22),
                arguments(new NumberFormatException(), -22),
                arguments(new NullPointerException(), -22),
                arguments(new IllegalStateException(), -14),
                arguments(new Exception(), -14),
                arguments(new Error(), -14),
                arguments(new InterruptedException(), -14));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void theClassOfAFailureHasItsNumber(Throwable failure, int exit) {
        assertThat(Errno.of(failure)).isEqualTo(exit);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aWrapperCountsAsItsCause(Throwable failure, int exit) {
        assertThat(Errno.of(new ExecutionException(failure))).isEqualTo(exit);
        assertThat(Errno.of(new InvocationTargetException(failure))).isEqualTo(exit);
        assertThat(Errno.of(new CompletionException(new ExecutionException(failure))))
                .isEqualTo(exit);
        if (failure instanceof Exception exception) {
            assertThat(Errno.of(new PrivilegedActionException(exception))).isEqualTo(exit);
        }
        if (failure instanceof IOException exception) {
            assertThat(Errno.of(new UncheckedIOException(exception))).isEqualTo(exit);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No such file or directory|-2",
                "Permission denied|-13",
                "Is a directory|-21",
                "Not a directory|-20",
                "Too many levels of symbolic links|-40",
                "Too many levels of symbolic links or unable to access attributes of symbolic link|-40",
                "File name too long|-36",
                "No space left on device|-28",
                "Text file busy|-26",
                "Operation not permitted|-1",
                "Too many open files|-24",
                "Read-only file system|-30",
                "Device or resource busy|-16",
                "Disk quota exceeded|-122",
                "Network is unreachable|-101",
                "Connection reset|-104",
                "Broken pipe|-32",
                "Socket is closed|-9",
                "Socket closed|-9"
            })
    void theTextOfTheCLibraryHasItsNumberWhereverItStands(String text, int exit) {
        assertThat(Errno.of(new FileNotFoundException("/srv/a (b)/x (" + text + ")")))
                .isEqualTo(exit);
        assertThat(Errno.of(new FileSystemException("/x", null, text))).isEqualTo(exit);
        assertThat(Errno.of(new FileSystemException("/x", "/y", text))).isEqualTo(exit);
        assertThat(Errno.of(new SocketException(text))).isEqualTo(exit);
        assertThat(Errno.of(new IOException(text))).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cannot run program \"/x\": error=2, No such file or directory|-2",
                "Cannot run program \"/x\" (in directory \"/y\"): error=13, Permission denied|-13",
                "Cannot run program \"/x\": Exec failed, error: 8 (Exec format error) |-8",
                "error=7, Argument list too long|-7",
                "an error of 12 things|-5"
            })
    void aProcessThatDoesNotStartSaysItsNumber(String message, int exit) {
        assertThat(Errno.of(new IOException(message))).isEqualTo(exit);
    }

    @Test
    void aFailureWithoutACauseIsEio() {
        assertThat(Errno.of(null)).isEqualTo(-5);
    }

    @Test
    void whatAMethodThrowsInTheSteadOfADenialIsADenial() {
        OperationDeniedException denial = new OperationDeniedException("denied", "file.open", "m", null);

        assertThat(Errno.of(denial)).isEqualTo(-13);
        for (IOException thrown : List.of(
                new FileNotFoundException("/a (denied)"), new ConnectException("denied"), new IOException("denied"))) {
            thrown.initCause(denial);
            assertThat(Errno.of(thrown)).as(thrown.getClass().getName()).isEqualTo(-13);
        }
    }

    @Test
    void aWrapperWithoutACauseIsAnyOtherThrowable() {
        assertThat(Errno.of(new ExecutionException("empty", null))).isEqualTo(-14);
        assertThat(Errno.of(new InvocationTargetException(null))).isEqualTo(-14);
    }

    @Test
    void aCircleOfCausesEnds() {
        Exception outer = new ExecutionException("a", null) {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };

        assertThat(Errno.of(outer)).isEqualTo(-14);
    }

    @Test
    void anExceptionWhoseMessageThrowsIsAnyOtherThrowable() {
        IOException hostile = new IOException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("mine");
            }
        };

        assertThat(Errno.of(hostile)).isEqualTo(-14);
    }

    @Test
    void theJdkThrowsWhatTheRowsExpect(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        Path script = Files.writeString(folder.resolve("script"), "x");

        assertThat(exit(() -> Files.readString(folder.resolve("none")))).isEqualTo(-2);
        assertThat(exit(() -> new java.io.FileInputStream(folder.resolve("none").toFile())))
                .isEqualTo(-2);
        assertThat(exit(() -> new java.io.FileInputStream(folder.toFile()))).isEqualTo(-21);
        assertThat(exit(() -> new java.io.FileInputStream(link.toFile()))).isEqualTo(-40);
        assertThat(exit(() -> new java.io.FileInputStream(file + "/below"))).isEqualTo(-20);
        assertThat(exit(() -> new java.io.FileInputStream(folder + "/" + "x".repeat(300))))
                .isEqualTo(-36);
        assertThat(exit(() -> Files.readString(file.resolve("below")))).isEqualTo(-20);
        assertThat(exit(() -> Files.readString(link))).isEqualTo(-40);
        assertThat(exit(() -> Files.createDirectory(file))).isEqualTo(-17);
        assertThat(exit(() -> {
                    Files.delete(folder);
                    return null;
                }))
                .isEqualTo(-39);
        assertThat(exit(() -> Files.newDirectoryStream(file))).isEqualTo(-20);
        assertThat(exit(() -> Files.readSymbolicLink(file))).isEqualTo(-22);
        assertThat(exit(() -> Files.readString(folder.resolve("x".repeat(300)))))
                .isEqualTo(-36);
        assertThat(exit(() -> Path.of("\0"))).isEqualTo(-22);
        assertThat(exit(() -> new ProcessBuilder(folder.resolve("none").toString()).start()))
                .isEqualTo(-2);
        assertThat(exit(() -> new ProcessBuilder(script.toString()).start())).isEqualTo(-13);
        assertThat(exit(() -> {
                    System.loadLibrary("doorward-none");
                    return null;
                }))
                .isEqualTo(-79);
        assertThat(exit(() -> {
                    FileChannel c = FileChannel.open(file);
                    c.close();
                    return c.size();
                }))
                .isEqualTo(-9);
        assertThat(exit(() -> {
                    Socket s = new Socket();
                    s.close();
                    s.getInputStream();
                    return s;
                }))
                .isEqualTo(-9);
        assertThat(exit(() -> List.of().add(null))).isEqualTo(-95);
    }

    @Test
    void theJdksSocketsThrowWhatTheRowsExpect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            assertThat(exit(() -> new ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())))
                    .isEqualTo(-98);
            server.setSoTimeout(1);
            assertThat(exit(server::accept)).isEqualTo(-110);
            server.close();
            assertThat(exit(() -> new Socket(java.net.InetAddress.getLoopbackAddress(), port)))
                    .isEqualTo(-111);
        }
        assertThat(exit(() ->
                        java.nio.channels.SocketChannel.open(InetSocketAddress.createUnresolved("nowhere.invalid", 1))))
                .isEqualTo(-2);
    }

    private static int exit(Callable<?> operation) {
        try {
            operation.call();
        } catch (Throwable failure) {
            return Errno.of(failure);
        }
        throw new AssertionError("it succeeded");
    }

    @Test
    void namesAndNumbersAreThoseOfLinux() {
        assertThat(Errno.byName("EPERM")).isEqualTo(1);
        assertThat(Errno.byName("EINVAL")).isEqualTo(22);
        assertThat(Errno.byName("ELOOP")).isEqualTo(40);
        assertThat(Errno.byName("EHOSTUNREACH")).isEqualTo(113);
        assertThat(Errno.byName("ENODATA")).isEqualTo(61);
        assertThat(Errno.byName("ECANCELED")).isEqualTo(125);
        assertThat(Errno.byName("EHWPOISON")).isEqualTo(133);
        assertThat(Errno.byName("EWOULDBLOCK")).isEqualTo(11);
        assertThat(Errno.name(11)).isEqualTo("EAGAIN");
        assertThat(Errno.byName("ENOTSUP")).isEqualTo(95);
        assertThat(Errno.byName("-")).isEqualTo(-1);
        assertThat(Errno.byName("EBOGUS")).isEqualTo(-1);
        assertThat(Errno.name(-13)).isEqualTo("EACCES");
        assertThat(Errno.name(13)).isEqualTo("EACCES");
        assertThat(Errno.name(4000)).isEqualTo("4000");
        assertThat(Errno.names())
                .startsWith("EPERM", "ENOENT")
                .endsWith("EHWPOISON", "EWOULDBLOCK", "EDEADLOCK", "ENOTSUP")
                .allSatisfy(name ->
                        assertThat(Errno.byName(Errno.name(Errno.byName(name)))).isEqualTo(Errno.byName(name)));
    }
}

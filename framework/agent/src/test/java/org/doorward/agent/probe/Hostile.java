package org.doorward.agent.probe;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A caller whose objects answer differently each time, or are changed while the handler decides. Prints a line for each attack: what the
 * handler saw, and what was used.
 */
public final class Hostile {
    private final Engine engine = Engine.start();
    private final Path folder;

    private Hostile(Path folder) {
        this.folder = folder;
    }

    /** @param arguments an empty folder */
    public static void main(String[] arguments) throws Throwable {
        Hostile hostile = new Hostile(Path.of(arguments[0]));
        hostile.streams();
        hostile.filesThemselves();
        hostile.options();
        hostile.permissions();
        hostile.arrays();
        if (Runtime.version().feature() >= 22) {
            hostile.library();
        }
        hostile.unwanted();
        Runtime.getRuntime().halt(0); // an asynchronous channel has left threads behind
    }

    /** Says one path when it is asked for the first time, another one for ever after; in itself it has a third. */
    private static final class TwoFaced extends File {
        private static final long serialVersionUID = 1L;

        private final transient Path first;
        private final transient Object then;
        private transient int asked;

        TwoFaced(Path inside, Path first, Object then) {
            super(inside.toString());
            this.first = first;
            this.then = then;
        }

        @Override
        public String getPath() {
            return (asked++ == 0 ? first : then).toString();
        }
    }

    /** Has some elements when it is iterated for the first time, others for ever after. */
    private static final class TwoFacedSet<E> extends AbstractSet<E> {
        private final List<E> first;
        private final List<E> then;
        private boolean asked;

        TwoFacedSet(List<E> first, List<E> then) {
            this.first = first;
            this.then = then;
        }

        @Override
        public Iterator<E> iterator() {
            Iterator<E> answer = (asked ? then : first).iterator();
            asked = true;
            return answer;
        }

        @Override
        public int size() {
            return first.size();
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private TwoFaced twoFaced() throws IOException {
        return new TwoFaced(file("inside", "inside"), file("judged", "judged"), file("other", "other"));
    }

    /** What the handler saw of an argument, by the names of the files in the folder. */
    private String seen(int argument) {
        Engine.Seen last = last();
        return name(argument < 0 ? last.self : last.arguments.get(argument));
    }

    private Engine.Seen last() {
        List<Engine.Seen> all = engine.drain();
        engine.wantNothing();
        engine.atEntry(() -> {});
        return all.get(all.size() - 1);
    }

    private static String name(Object value) {
        if (value instanceof File file) {
            return (file.getClass() == File.class ? "" : "hostile ") + file.getName();
        }
        return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
    }

    private static void say(String attack, Object seen, Object used) {
        System.out.println(attack + ": seen " + seen + ", used " + used);
    }

    private void streams() throws IOException {
        TwoFaced file = twoFaced();
        engine.want(engine.find(19, "FileInputStream.<init>"));
        try (FileInputStream in = new FileInputStream(file)) {
            String content = new String(in.readAllBytes());
            say("FileInputStream", seen(0), content);
        }
        file = twoFaced();
        engine.want(engine.find(21, "RandomAccessFile.<init>"));
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            say("RandomAccessFile", seen(0), in.readLine());
        }
        file = twoFaced();
        engine.want(engine.find(20, "FileOutputStream.<init>"));
        try (FileOutputStream out = new FileOutputStream(file)) {
            out.write('!');
        }
        say("FileOutputStream", seen(0), contents());
        file = new TwoFaced(file("inside", "inside"), zip("judged"), zip("other"));
        engine.want(engine.find(62, "ZipFile.<init>"));
        try (ZipFile in = new ZipFile(file)) {
            say("ZipFile", seen(0), in.entries().nextElement());
        }
    }

    private List<String> contents() throws IOException {
        return List.of(
                Files.readString(folder.resolve("inside")),
                Files.readString(folder.resolve("judged")),
                Files.readString(folder.resolve("other")));
    }

    private Path zip(String name) throws IOException {
        Path made = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
            out.putNextEntry(new ZipEntry("entry of " + name));
        }
        return made;
    }

    /** On JDK 25 a method of File acts on the working directory if the path is said to be empty. */
    private void filesThemselves() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("directory"));
        Files.createDirectory(inside.resolve("child"));
        engine.want(engine.find(26, "File.normalizedList"));
        String[] listed = new TwoFaced(inside, inside, "").list();
        say("File.list", seen(-1), Arrays.toString(listed));

        Path target = folder.resolve("target");
        engine.want(engine.find(23, "File.renameTo"));
        boolean renamed = inside.toFile().renameTo(new TwoFaced(target, target, ""));
        say("File.renameTo", seen(0), renamed + " " + Files.exists(target.resolve("child")));

        engine.want(engine.find(24, "File.createTempFile"));
        File made = File.createTempFile("abc", null, new TwoFaced(target, folder, folder));
        say("File.createTempFile", seen(2), made.toPath().getParent().equals(target));

        engine.want(engine.find(24, "File.createTempFile"));
        boolean exists = File.createTempFile("abc", null, null).delete();
        say("File.createTempFile in no folder", seen(2), exists);

        engine.want(engine.find(28, "File.getCanonicalPath"));
        String path = twoFaced().getCanonicalPath();
        say("File.getCanonicalPath", seen(-1), new File(path).getName());
    }

    private static TwoFacedSet<OpenOption> readThenWrite() {
        return new TwoFacedSet<>(
                List.of(StandardOpenOption.READ),
                List.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    private static String use(SeekableByteChannel channel) throws IOException {
        try (channel) {
            channel.write(ByteBuffer.wrap(new byte[1]));
            return "writable";
        } catch (NonWritableChannelException e) {
            return "readable";
        }
    }

    private void options() throws IOException {
        Path file = file("file", "content");
        engine.want(engine.find(1, "UnixFileSystemProvider.newByteChannel"));
        SeekableByteChannel channel = Files.newByteChannel(file, readThenWrite());
        say("newByteChannel", seen(1), use(channel));

        engine.want(engine.find(2, "UnixFileSystemProvider.newFileChannel"));
        channel = FileChannel.open(file, readThenWrite());
        say("newFileChannel", seen(1), use(channel));

        engine.want(engine.find(3, "UnixFileSystemProvider.newAsynchronousFileChannel"));
        try (AsynchronousFileChannel asynchronous = AsynchronousFileChannel.open(file, readThenWrite(), null)) {
            asynchronous.write(ByteBuffer.wrap(new byte[1]), 0);
            say("newAsynchronousFileChannel", seen(1), "writable");
        } catch (NonWritableChannelException e) {
            say("newAsynchronousFileChannel", seen(1), "readable");
        }

        engine.want(engine.find(63, "UnixSecureDirectoryStream.newByteChannel"));
        try (SecureDirectoryStream<Path> stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder)) {
            channel = stream.newByteChannel(file.getFileName(), readThenWrite());
        }
        say("newByteChannel below a directory", seen(1), use(channel));

        Set<OpenOption> changed = new HashSet<>(List.of(StandardOpenOption.READ));
        engine.want(engine.find(1, "UnixFileSystemProvider.newByteChannel"));
        engine.atEntry(() -> changed.add(StandardOpenOption.WRITE));
        channel = Files.newByteChannel(file, changed);
        say("a set changed while it is judged", seen(1), use(channel));

        engine.want(engine.find(1, "UnixFileSystemProvider.newByteChannel"));
        try {
            Files.newByteChannel(file, Collections.singleton(null)).close();
        } catch (NullPointerException e) {
            say("null among the options", seen(1), "refused as ever");
        }
        say("the file after all that", "-", Files.readString(file));
    }

    private static Set<PosixFilePermission> noneThenAll() {
        return new TwoFacedSet<>(List.of(PosixFilePermission.OWNER_READ), List.of(PosixFilePermission.values()));
    }

    private String permissionsOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void permissions() throws IOException {
        Path file = file("permissions", "");
        engine.want(engine.find(14, "AbstractFileSystemProvider.setAttribute"));
        Files.setAttribute(file, "posix:permissions", noneThenAll());
        say("setAttribute", seen(2), permissionsOf(file));

        engine.want(engine.find(64, "UnixSecureDirectoryStream$PosixFileAttributeViewImpl.setPermissions"));
        try (SecureDirectoryStream<Path> stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder)) {
            stream.getFileAttributeView(file.getFileName(), PosixFileAttributeView.class)
                    .setPermissions(noneThenAll());
        }
        say("setPermissions below a directory", seen(0), permissionsOf(file));
    }

    private void arrays() throws IOException {
        Path from = file("from", "from");
        Path to = file("to", "to");
        CopyOption[] options = {StandardCopyOption.COPY_ATTRIBUTES};
        engine.want(engine.find(10, "UnixFileSystemProvider.copy"));
        engine.atEntry(() -> options[0] = StandardCopyOption.REPLACE_EXISTING);
        try {
            Files.copy(from, to, options);
        } catch (FileAlreadyExistsException e) {
            say("copy", seen(2), Files.readString(to));
        }

        CopyOption[] moving = {LinkOption.NOFOLLOW_LINKS};
        engine.want(engine.find(11, "UnixFileSystemProvider.move"));
        engine.atEntry(() -> moving[0] = StandardCopyOption.REPLACE_EXISTING);
        try {
            Files.move(from, to, moving);
        } catch (FileAlreadyExistsException e) {
            say("move", seen(2), Files.readString(to));
        }

        AccessMode[] modes = {AccessMode.READ};
        engine.want(engine.find(12, "UnixFileSystemProvider.checkAccess"));
        engine.atEntry(() -> modes[0] = AccessMode.EXECUTE);
        from.getFileSystem().provider().checkAccess(from, modes);
        say("checkAccess", seen(1), "readable");
    }

    /** Not in the API of JDK 17. */
    private void library() throws ReflectiveOperationException {
        Path judged = folder.resolve("judged.so");
        int[] calls = new int[1];
        Path path = (Path) Proxy.newProxyInstance(
                Hostile.class.getClassLoader(), new Class<?>[] {Path.class}, (self, method, arguments) -> {
                    calls[0] += method.getName().equals("toRealPath") ? 1 : 0;
                    return method.invoke(judged, arguments);
                });
        Object arena =
                Class.forName("java.lang.foreign.Arena").getMethod("global").invoke(null);
        engine.want(engine.find(48, "SymbolLookup.libraryLookup(Ljava/nio/file/Path;"));
        try {
            Class.forName("java.lang.foreign.SymbolLookup")
                    .getMethod("libraryLookup", Path.class, Class.forName("java.lang.foreign.Arena"))
                    .invoke(null, path, arena);
        } catch (InvocationTargetException e) {
            Object seen = last().arguments.get(0);
            say("libraryLookup", seen.getClass() == judged.getClass() && seen.equals(judged), calls[0] + " questions");
        }
    }

    /** Nobody has judged anything: the JDK gets the caller's objects. */
    private void unwanted() throws IOException {
        TwoFaced file = twoFaced();
        new FileInputStream(file).close();
        say("unwanted FileInputStream", "-", "what was asked " + file.asked + " times");
    }
}

package org.doorward.itest.distribution.workshop;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * What one call gets. A recipe is known by the place, as {@code Files.write/1}, by the
 * class and the type, as {@code JarFile/File}, or by the type: the first that fits. Place 0 is the receiver. What was opened is
 * closed in the end.
 */
final class Recipes implements AutoCloseable {
    /** Makes one thing. */
    interface Recipe {
        Object make() throws Exception;
    }

    private final Path folder;
    private final Map<String, Recipe> recipes = new HashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Recipes(Path folder) {
        this.folder = folder;
        ofValues();
        ofFiles();
        ofOptions();
        new NetworkRecipes(this).add();
        new LoaderRecipes(this).add();
        new ForeignRecipes(this).add();
    }

    void add(String name, Recipe recipe) {
        recipes.put(name, recipe);
    }

    void add(Class<?> type, Recipe recipe) {
        recipes.put(type.getName(), recipe);
    }

    <T extends AutoCloseable> T opened(T thing) {
        opened.push(thing);
        return thing;
    }

    /** The receiver, if there is one, and the arguments. */
    Object[] argumentsOf(Executable member) throws Exception {
        boolean isBare = Modifier.isStatic(member.getModifiers()) || member instanceof Constructor<?>;
        Class<?>[] types = member.getParameterTypes();
        Object[] arguments = new Object[types.length + (isBare ? 0 : 1)];
        if (!isBare) {
            arguments[0] = argument(member, 0, member.getDeclaringClass());
        }
        for (int i = 0; i < types.length; i++) {
            arguments[i + (isBare ? 0 : 1)] = argument(member, i + 1, types[i]);
        }
        return arguments;
    }

    private Object argument(Executable member, int place, Class<?> type) throws Exception {
        String owner = member.getDeclaringClass().getName();
        String name = member instanceof Constructor<?> ? "new" : member.getName();
        String simple = owner.substring(owner.lastIndexOf('.') + 1);
        List<String> names = place == 0
                ? List.of(simple + "." + name + "/0", simple + "/0", type.getName())
                : List.of(simple + "." + name + "/" + place, simple + "/" + type.getSimpleName(), type.getName());
        for (String known : names) {
            if (recipes.containsKey(known)) {
                Object made = recipes.get(known).make();
                if (made == null || type.isPrimitive() || type.isInstance(made)) {
                    return made;
                }
            }
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        throw new NoRecipeException(member, type);
    }

    /** A new file that has something in it. */
    Path file() throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ".txt"), "text\n");
    }

    private Path absent() throws IOException {
        Path file = Files.createTempFile(folder, "absent", ".txt");
        Files.delete(file);
        return file;
    }

    Path jar() throws IOException {
        Path file = Files.createTempFile(folder, "file", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("entry"));
        }
        return file;
    }

    private void ofValues() {
        add(boolean.class, () -> true);
        add(int.class, () -> 1);
        add(long.class, () -> 1L);
        add(byte.class, () -> (byte) 1);
        add(byte[].class, () -> new byte[8]);
        add("[B", () -> new byte[8]);
        add("FileInputStream.read/2", () -> 0);
        add("RandomAccessFile.read/2", () -> 0);
        add("[Ljava.nio.ByteBuffer;", () -> new java.nio.ByteBuffer[] {java.nio.ByteBuffer.allocate(8)});
        add(java.nio.ByteBuffer.class, () -> java.nio.ByteBuffer.allocate(8));
        add(Object.class, Object::new);
        add(CharSequence.class, () -> "text");
        add(Iterable.class, () -> List.of("text"));
        add(java.nio.charset.Charset.class, () -> java.nio.charset.StandardCharsets.UTF_8);
        add(java.io.OutputStream.class, java.io.ByteArrayOutputStream::new);
        add(
                java.io.InputStream.class,
                () -> new java.io.ByteArrayInputStream(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}));
        add(Runtime.class, Runtime::getRuntime);
        add(Runtime.Version.class, java.util.jar.JarFile::runtimeVersion);
        add(ExecutorService.class, () -> {
            ExecutorService threads = Executors.newSingleThreadExecutor();
            opened((Shutdown) threads::shutdownNow);
            return threads;
        });
        add(ProcessBuilder.class, () -> new ProcessBuilder("/bin/true"));
        add("ProcessBuilder.startPipeline/1", () -> List.of(new ProcessBuilder("/bin/true")));
        add(Process.class, this::process);
        add(java.security.Provider.class, () -> new java.security.Provider("none", "1", "none") {});
        add("Runtime.load/1", () -> file().toString());
        add("System.load/1", () -> file().toString());
        add("Runtime.loadLibrary/1", () -> "net");
        add("System.loadLibrary/1", () -> "net");
        add("Runtime.exit/1", () -> 7);
        add("System.exit/1", () -> 7);
        add("Runtime.halt/1", () -> 7);
    }

    private Process process() throws IOException {
        Process process = new ProcessBuilder("/bin/sleep", "60").start();
        opened((Shutdown) process::destroyForcibly);
        return process;
    }

    /** Closes something that is not closeable. */
    private interface Shutdown extends AutoCloseable {}

    private void ofFiles() {
        add(File.class, () -> file().toFile());
        add(Path.class, this::file);
        add(String.class, () -> file().toString());
        add("File.mkdir/0", () -> absent().toFile());
        add("File.mkdirs/0", () -> absent().toFile());
        add("File.createNewFile/0", () -> absent().toFile());
        for (String listing : List.of("File.list/0", "File.listFiles/0")) {
            add(listing, folder::toFile);
        }
        for (String listing : List.of("list", "walk", "find", "walkFileTree", "newDirectoryStream")) {
            add("Files." + listing + "/1", () -> Files.createTempDirectory(folder, "empty"));
        }
        add("Files.newDirectoryStream/2", () -> "*");
        add("File.createTempFile/1", () -> "prefix");
        add("File.createTempFile/2", () -> "suffix");
        add("File.createTempFile/3", folder::toFile);
        add("Files/String", () -> "prefix");
        add("Files.createTempFile/1", () -> folder);
        add("Files.createTempDirectory/1", () -> folder);
        for (String made :
                List.of("createDirectory", "createDirectories", "createFile", "createLink", "createSymbolicLink")) {
            add("Files." + made + "/1", this::absent);
        }
        add("Files.copy/2", this::absent);
        add("Files.move/2", this::absent);
        add("FileSystemProvider.createLink/1", this::absent);
        add("Files.readSymbolicLink/1", () -> Files.createSymbolicLink(absent(), file()));
        add("File.renameTo/1", () -> absent().toFile());
        add("RandomAccessFile.new/2", () -> "rw");
        for (String text : List.of("RandomAccessFile.writeBytes/1", "RandomAccessFile.writeChars/1")) {
            add(text, () -> "text");
        }
        for (String charset : List.of("Scanner.new/2", "PrintWriter.new/2")) {
            add(charset, () -> "UTF-8");
        }
        add(java.util.Scanner.class.getName() + "/Charset", () -> java.nio.charset.StandardCharsets.UTF_8);
        add("Scanner/Charset", () -> java.nio.charset.StandardCharsets.UTF_8);
        add("PrintWriter/Charset", () -> java.nio.charset.StandardCharsets.UTF_8);
        add("JarFile/File", () -> jar().toFile());
        add("JarFile/String", () -> jar().toString());
        add("ZipFile/File", () -> jar().toFile());
        add("ZipFile/String", () -> jar().toString());
        add("FileSystemProvider.newFileSystem/1", this::jar);
        add(
                "FileSystemProvider.newFileSystem/0",
                () -> FileSystemProvider.installedProviders().stream()
                        .filter(provider -> provider.getScheme().equals("jar"))
                        .findFirst()
                        .orElseThrow());
        add(FileSystemProvider.class, () -> folder.getFileSystem().provider());
        add(FileStore.class, () -> Files.getFileStore(folder));
        add("FileStore.getAttribute/1", () -> "totalSpace");
        add("FileStore.getFileStoreAttributeView/1", () -> FileStoreAttributeView.class);
        add(RandomAccessFile.class, () -> opened(new RandomAccessFile(file().toFile(), "rw")));
        add(FileInputStream.class, () -> opened(new FileInputStream(file().toFile())));
        add(FileOutputStream.class, () -> opened(new FileOutputStream(file().toFile())));
        add(
                FileChannel.class,
                () -> opened(FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)));
        add(
                FileDescriptor.class,
                () -> opened(new RandomAccessFile(file().toFile(), "rw")).getFD());
        add("KeyStore/File", this::keyStore);
        add("Builder/File", this::keyStore);
        add("KeyStore$Builder/File", this::keyStore);
        add("[C", () -> "secret".toCharArray());
        add("KeyStore/LoadStoreParameter", () -> (java.security.KeyStore.LoadStoreParameter) this::password);
        add(java.security.KeyStore.ProtectionParameter.class, this::password);
        add("KeyStore$Builder.newInstance/1", () -> "PKCS12");
        add("KeyStore$Builder.newInstance/2", () -> java.security.Security.getProvider("SUN"));
        add(
                java.security.KeyStore.Builder.class,
                () -> java.security.KeyStore.Builder.newInstance(keyStore(), password()));
        add(java.util.logging.FileHandler.class, () -> opened(new Logged(file().toString())).handler);
        add("FileHandler/String", () -> folder.resolve("log%u").toString());
    }

    /** A handler that is closed in the end. */
    private static final class Logged implements AutoCloseable {
        final java.util.logging.FileHandler handler;

        Logged(String pattern) throws IOException {
            handler = new java.util.logging.FileHandler(pattern);
        }

        @Override
        public void close() {
            handler.close();
        }
    }

    private File keyStore() throws Exception {
        java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        File file = absent().toFile();
        try (FileOutputStream out = new FileOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        return file;
    }

    private java.security.KeyStore.PasswordProtection password() {
        return new java.security.KeyStore.PasswordProtection("secret".toCharArray());
    }

    private void ofOptions() {
        add(Set.class, () -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        add("Files.walkFileTree/2", () -> Set.of());
        add("Files.setPosixFilePermissions/2", () -> PosixFilePermissions.fromString("rw-------"));
        add("Files/Class", () -> BasicFileAttributes.class);
        add("Files.getFileAttributeView/2", () -> BasicFileAttributeView.class);
        add("Files.getAttribute/2", () -> "size");
        add("Files.readAttributes/2", () -> "*");
        add("Files.setAttribute/2", () -> "lastModifiedTime");
        add("Files.setAttribute/3", () -> FileTime.fromMillis(1));
        add(FileTime.class, () -> FileTime.fromMillis(1));
        add(UserPrincipal.class, () -> Files.getOwner(folder));
        add(Map.class, () -> Map.of());
        add(java.io.FilenameFilter.class, () -> (java.io.FilenameFilter) (where, name) -> true);
        add(java.io.FileFilter.class, () -> (java.io.FileFilter) file -> true);
        add(java.nio.file.DirectoryStream.Filter.class, () ->
                (java.nio.file.DirectoryStream.Filter<Path>) path -> true);
        add(BiPredicate.class, () -> (BiPredicate<Object, Object>) (path, attributes) -> true);
        add(FileVisitor.class, () -> new SimpleFileVisitor<Path>() {});
        add(
                java.nio.file.WatchService.class,
                () -> opened(folder.getFileSystem().newWatchService()));
        add("Path.register/0", () -> Files.createTempDirectory(folder, "watched"));
        add("[Ljava.nio.file.WatchEvent$Kind;", () ->
                new java.nio.file.WatchEvent.Kind<?>[] {java.nio.file.StandardWatchEventKinds.ENTRY_CREATE});
        add("FileChannel.open/2", () -> new StandardOpenOption[] {StandardOpenOption.READ});
        add(java.io.ObjectInputFilter.class, () ->
                (java.io.ObjectInputFilter) info -> java.io.ObjectInputFilter.Status.ALLOWED);
        add(
                java.io.ObjectInputStream.class,
                () -> new java.io.ObjectInputStream(
                        new java.io.ByteArrayInputStream(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5})));
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // The call may have closed it, or may be at it still.
            }
        }
    }
}

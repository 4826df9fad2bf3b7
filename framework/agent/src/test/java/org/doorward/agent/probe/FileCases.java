package org.doorward.agent.probe;

import static org.doorward.agent.probe.Attempt.ANY;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Set;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Files: java.nio.file, java.io, attribute views, streams of directories. */
final class FileCases {
    private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_000L);

    private FileCases() {}

    static void addTo(Cases cases) {
        nio(cases);
        nioReading(cases);
        opening(cases);
        javaIo(cases);
        javaIoReading(cases);
        secureDirectory(cases);
        views(cases);
        byTheJvm(cases);
    }

    /** Other things than streams and channels learn of files or make them. */
    private static void byTheJvm(Cases cases) {
        cases.add(68, "LinuxWatchService.register", folder -> {
            WatchService watcher = folder.getFileSystem().newWatchService();
            return Attempt.of(() -> folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE))
                    .with(folder, ANY, ANY);
        });
        cases.add(69, "HotSpotDiagnostic.dumpHeap", folder -> {
            String dump = folder.resolve("a.hprof").toString();
            return Attempt.of(() -> ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .dumpHeap(dump, true))
                    .with(dump, true);
        });
        cases.add(69, "HotSpotDiagnostic.dumpHeap", folder -> {
            String dump = Cases.file(folder, "a.hprof").toString();
            return Attempt.of(() -> ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .dumpHeap(dump, false))
                    .with(dump, false)
                    .fails(IOException.class);
        });
    }

    private static void nio(Cases cases) {
        cases.add(1, "UnixFileSystemProvider.newByteChannel", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() ->
                            Files.newByteChannel(file, StandardOpenOption.READ).close())
                    .with(file, Set.of(StandardOpenOption.READ), ANY);
        });
        cases.add(1, "UnixFileSystemProvider.newByteChannel", folder -> {
            Path file = folder.resolve("missing");
            return Attempt.of(() -> Files.newByteChannel(file).close())
                    .with(file, ANY, ANY)
                    .fails(NoSuchFileException.class);
        });
        cases.add(2, "UnixFileSystemProvider.newFileChannel", folder -> {
            Path file = folder.resolve("a");
            return Attempt.of(() -> FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                            .close())
                    .with(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), ANY);
        });
        cases.add(3, "UnixFileSystemProvider.newAsynchronousFileChannel", folder -> {
            Path file = folder.resolve("a");
            return Attempt.of(() -> AsynchronousFileChannel.open(
                                    file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                            .close())
                    .with(file, ANY, null, ANY);
        });
        cases.add(
                4,
                "UnixFileSystemProvider.newDirectoryStream",
                folder -> Attempt.of(() -> Files.newDirectoryStream(folder).close())
                        .with(folder, ANY));
        cases.add(5, "UnixFileSystemProvider.createDirectory", folder -> {
            Path made = folder.resolve("d");
            return Attempt.of(() -> Files.createDirectory(made)).with(made, ANY);
        });
        cases.add(6, "UnixFileSystemProvider.createSymbolicLink", folder -> {
            Path link = folder.resolve("l");
            return Attempt.of(() -> Files.createSymbolicLink(link, Path.of("a")))
                    .with(link, Path.of("a"), ANY);
        });
        cases.add(7, "UnixFileSystemProvider.createLink", folder -> {
            Path file = Cases.file(folder, "a");
            Path link = folder.resolve("l");
            return Attempt.of(() -> Files.createLink(link, file)).with(link, file);
        });
        cases.add(8, "UnixFileSystemProvider.readSymbolicLink", folder -> {
            Path link = Files.createSymbolicLink(folder.resolve("l"), Path.of("a"));
            return Attempt.of(() -> Files.readSymbolicLink(link)).with(link).returning(Path.of("a"));
        });
        cases.add(9, "UnixFileSystemProvider.implDelete", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.delete(file)).with(file, true).returning(true);
        });
        cases.add(9, "UnixFileSystemProvider.implDelete", folder -> {
            Path file = folder.resolve("missing");
            return Attempt.of(() -> Files.deleteIfExists(file))
                    .with(file, false)
                    .returning(false);
        });
        cases.add(10, "UnixFileSystemProvider.copy", folder -> {
            Path file = Cases.file(folder, "a");
            Path copy = folder.resolve("b");
            return Attempt.of(() -> Files.copy(file, copy)).with(file, copy, ANY);
        });
        cases.add(11, "UnixFileSystemProvider.move", folder -> {
            Path file = Cases.file(folder, "a");
            Path moved = folder.resolve("b");
            return Attempt.of(() -> Files.move(file, moved)).with(file, moved, ANY);
        });
        cases.add(14, "AbstractFileSystemProvider.setAttribute", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.setAttribute(file, "lastModifiedTime", THEN))
                    .with(file, "lastModifiedTime", THEN, ANY);
        });
    }

    private static void nioReading(Cases cases) {
        cases.add(12, "UnixFileSystemProvider.checkAccess", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> file.getFileSystem().provider().checkAccess(file, AccessMode.READ))
                    .with(file, new AccessMode[] {AccessMode.READ});
        });
        cases.add(12, "UnixFileSystemProvider.exists", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.exists(file)).returning(true);
        });
        cases.add(12, "UnixFileSystemProvider.isDirectory", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.isDirectory(file)).with(file).returning(false);
        });
        cases.add(12, "UnixFileSystemProvider.isRegularFile", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.isRegularFile(file)).with(file).returning(true);
        });
        cases.add(12, "UnixFileSystemProvider.isExecutable", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.isExecutable(file)).with(file).returning(false);
        });
        cases.add(12, "UnixFileSystemProvider.isReadable", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.isReadable(file)).with(file).returning(true);
        });
        cases.add(12, "UnixFileSystemProvider.isWritable", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.isWritable(file)).with(file).returning(true);
        });
        cases.add(13, "AbstractFileSystemProvider.readAttributes", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.readAttributes(file, "size")).with(file, "size", ANY);
        });
        cases.add(13, "UnixFileSystemProvider.readAttributes(", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.readAttributes(file, BasicFileAttributes.class))
                    .with(file, BasicFileAttributes.class, ANY);
        });
        cases.add(13, "UnixFileSystemProvider.readAttributesIfExists", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(() -> Files.isDirectory(file)).with(file, BasicFileAttributes.class, ANY);
        });
        for (String provider : new String[] {"LinuxFileSystemProvider", "UnixFileSystemProvider"}) {
            cases.add(15, provider + ".getFileAttributeView(Ljava/nio/file/Path;Ljava/lang/Class;", folder -> {
                Path file = Cases.file(folder, "a");
                return Attempt.of(() -> Files.getFileAttributeView(file, BasicFileAttributeView.class))
                        .with(file, BasicFileAttributeView.class, ANY);
            });
            cases.add(15, provider + ".getFileAttributeView(Ljava/nio/file/Path;Ljava/lang/String;", folder -> {
                Path file = Cases.file(folder, "a");
                return Attempt.of(() -> Files.readAttributes(file, "size")).with(file, "basic", ANY);
            });
        }
        cases.add(16, "UnixFileSystemProvider.isHidden", folder -> {
            Path file = Cases.file(folder, ".a");
            return Attempt.of(() -> Files.isHidden(file)).with(file).returning(true);
        });
        cases.add(16, "UnixFileSystemProvider.isSameFile", folder -> {
            Path file = Cases.file(folder, "a");
            Path link = Files.createLink(folder.resolve("b"), file);
            return Attempt.of(() -> Files.isSameFile(file, link))
                    .with(file, link)
                    .returning(true);
        });
        cases.add(17, "UnixPath.toRealPath", folder -> {
            Path file = Cases.file(folder, "a");
            return Attempt.of(file::toRealPath).returning(file);
        });
        cases.add(
                18,
                "UnixFileSystemProvider.getFileStore",
                folder -> Attempt.of(() -> Files.getFileStore(folder)).with(folder));
    }

    private static void opening(Cases cases) {
        cases.add(19, "FileInputStream.<init>", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> new FileInputStream(file.getPath()).close()).with(file);
        });
        cases.add(19, "FileInputStream.<init>", folder -> {
            File file = folder.resolve("missing").toFile();
            return Attempt.of(() -> new FileInputStream(file).close())
                    .with(file)
                    .fails(FileNotFoundException.class);
        });
        cases.add(20, "FileOutputStream.<init>", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> new FileOutputStream(file).close()).with(file, false);
        });
        cases.add(20, "FileOutputStream.<init>", folder -> {
            File file = folder.resolve("new").toFile();
            return Attempt.of(() -> new FileOutputStream(file.getPath(), true).close())
                    .with(file, true);
        });
        cases.add(21, "RandomAccessFile.<init>", folder -> {
            File file = folder.resolve("new").toFile();
            return Attempt.of(() -> new RandomAccessFile(file, "rw").close()).with(file, "rw", false);
        });
        cases.add(62, "ZipFile.<init>", folder -> {
            File file = folder.resolve("a.zip").toFile();
            try (ZipOutputStream zip = new ZipOutputStream(new FileOutputStream(file))) {
                zip.putNextEntry(new java.util.zip.ZipEntry("e"));
            }
            return Attempt.of(() -> new ZipFile(file).close()).with(file, ZipFile.OPEN_READ, StandardCharsets.UTF_8);
        });
    }

    private static void javaIo(Cases cases) {
        cases.add(22, "File.delete", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(file::delete).with().returning(true);
        });
        cases.add(23, "File.renameTo", folder -> {
            File file = Cases.file(folder, "a").toFile();
            File moved = folder.resolve("b").toFile();
            return Attempt.of(() -> file.renameTo(moved)).with(moved).returning(true);
        });
        cases.add(24, "File.createNewFile", folder -> {
            File file = folder.resolve("a").toFile();
            return Attempt.of(file::createNewFile).with().returning(true);
        });
        cases.add(
                24,
                "File.createTempFile",
                folder -> Attempt.of(() -> File.createTempFile("abc", ".d", folder.toFile()))
                        .with("abc", ".d", folder.toFile()));
        cases.add(25, "File.mkdir", folder -> {
            File made = folder.resolve("d").toFile();
            return Attempt.of(made::mkdir).with().returning(true);
        });
        cases.add(
                26,
                "File.normalizedList",
                folder -> Attempt.of(() -> folder.toFile().list()).with());
        cases.add(27, "File.setExecutable", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> file.setExecutable(true)).with(true, true).returning(true);
        });
        cases.add(27, "File.setLastModified", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> file.setLastModified(5_000_000_000L))
                    .with(5_000_000_000L)
                    .returning(true);
        });
        cases.add(27, "File.setReadOnly", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(file::setReadOnly).with().returning(true);
        });
        cases.add(27, "File.setReadable", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> file.setReadable(false, false))
                    .with(false, false)
                    .returning(true);
        });
        cases.add(27, "File.setWritable", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> file.setWritable(false, true))
                    .with(false, true)
                    .returning(true);
        });
        cases.add(29, "File.deleteOnExit", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(file::deleteOnExit).with().entryOnly();
        });
    }

    private static void javaIoReading(Cases cases) {
        reading(cases, "canExecute", File::canExecute, false);
        reading(cases, "canRead", File::canRead, true);
        reading(cases, "canWrite", File::canWrite, true);
        reading(cases, "exists", File::exists, true);
        reading(cases, "getFreeSpace", File::getFreeSpace, ANY);
        reading(cases, "getTotalSpace", File::getTotalSpace, ANY);
        reading(cases, "getUsableSpace", File::getUsableSpace, ANY);
        reading(cases, "isDirectory", File::isDirectory, false);
        reading(cases, "isFile", File::isFile, true);
        reading(cases, "isHidden", File::isHidden, false);
        reading(cases, "lastModified", File::lastModified, ANY);
        reading(cases, "length", File::length, 2L);
        cases.add(28, "File.getCanonicalPath", folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(file::getCanonicalPath).with().returning(file.getPath());
        });
    }

    private static void reading(
            Cases cases, String method, java.util.function.Function<File, Object> read, Object result) {
        cases.add(28, "File." + method, folder -> {
            File file = Cases.file(folder, "a").toFile();
            return Attempt.of(() -> read.apply(file)).with().returning(result);
        });
    }

    private static SecureDirectoryStream<Path> secure(Path folder) throws Exception {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        return (SecureDirectoryStream<Path>) stream;
    }

    private static void secureDirectory(Cases cases) {
        Path name = Path.of("a");
        cases.add(63, "UnixSecureDirectoryStream.getFileAttributeViewImpl", folder -> {
            SecureDirectoryStream<Path> stream = secure(folder);
            Cases.file(folder, "a");
            return Attempt.of(() -> stream.getFileAttributeView(name, BasicFileAttributeView.class))
                    .with(name, BasicFileAttributeView.class, true);
        });
        cases.add(63, "UnixSecureDirectoryStream.implDelete", folder -> {
            SecureDirectoryStream<Path> stream = secure(folder);
            Cases.file(folder, "a");
            return Attempt.of(() -> stream.deleteFile(name));
        });
        cases.add(63, "UnixSecureDirectoryStream.move", folder -> {
            SecureDirectoryStream<Path> stream = secure(folder);
            Cases.file(folder, "a");
            return Attempt.of(() -> stream.move(name, stream, Path.of("b"))).with(name, stream, Path.of("b"));
        });
        cases.add(63, "UnixSecureDirectoryStream.newByteChannel", folder -> {
            SecureDirectoryStream<Path> stream = secure(folder);
            Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return Attempt.of(() -> {
                        SeekableByteChannel channel = stream.newByteChannel(name, options);
                        channel.close();
                    })
                    .with(name, options, ANY);
        });
        cases.add(63, "UnixSecureDirectoryStream.newDirectoryStream", folder -> {
            SecureDirectoryStream<Path> stream = secure(folder);
            Files.createDirectory(folder.resolve("a"));
            return Attempt.of(() -> stream.newDirectoryStream(name).close()).with(name, ANY);
        });
    }

    private static void views(Cases cases) {
        cases.add(64, "LinuxDosFileAttributeView.updateDosAttribute", folder -> {
            DosFileAttributeView view = Files.getFileAttributeView(Cases.file(folder, "a"), DosFileAttributeView.class);
            return Attempt.of(() -> view.setHidden(true)).with(ANY, true).mayFail();
        });
        cases.add(64, "UnixFileAttributeViews$Basic.setTimes", folder -> {
            BasicFileAttributeView view =
                    Files.getFileAttributeView(Cases.file(folder, "a"), BasicFileAttributeView.class);
            return Attempt.of(() -> view.setTimes(THEN, null, null)).with(THEN, null, null);
        });
        cases.add(64, "UnixFileAttributeViews$Posix.setMode", folder -> {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(Cases.file(folder, "a"), PosixFileAttributeView.class);
            return Attempt.of(() -> view.setPermissions(PosixFilePermissions.fromString("r--------")))
                    .with(0400);
        });
        cases.add(64, "UnixFileAttributeViews$Posix.setOwners", folder -> {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(Cases.file(folder, "a"), PosixFileAttributeView.class);
            java.nio.file.attribute.UserPrincipal owner = view.getOwner();
            return Attempt.of(() -> view.setOwner(owner)).with(ANY, -1);
        });
        cases.add(64, "UnixSecureDirectoryStream$BasicFileAttributeViewImpl.setTimes", folder -> {
            Cases.file(folder, "a");
            BasicFileAttributeView view =
                    secure(folder).getFileAttributeView(Path.of("a"), BasicFileAttributeView.class);
            return Attempt.of(() -> view.setTimes(THEN, null, null)).with(THEN, null, null);
        });
        cases.add(64, "UnixSecureDirectoryStream$PosixFileAttributeViewImpl.setOwners", folder -> {
            Cases.file(folder, "a");
            PosixFileAttributeView view =
                    secure(folder).getFileAttributeView(Path.of("a"), PosixFileAttributeView.class);
            java.nio.file.attribute.UserPrincipal owner = view.getOwner();
            return Attempt.of(() -> view.setOwner(owner)).with(ANY, -1);
        });
        cases.add(64, "UnixSecureDirectoryStream$PosixFileAttributeViewImpl.setPermissions", folder -> {
            Cases.file(folder, "a");
            PosixFileAttributeView view =
                    secure(folder).getFileAttributeView(Path.of("a"), PosixFileAttributeView.class);
            return Attempt.of(() -> view.setPermissions(PosixFilePermissions.fromString("r--------")))
                    .with(PosixFilePermissions.fromString("r--------"));
        });
        user(cases, "delete", view -> view.delete("n"));
        user(cases, "list", UserDefinedFileAttributeView::list);
        user(cases, "read", view -> view.read("n", ByteBuffer.allocate(9)));
        user(cases, "size", view -> view.size("n"));
        user(cases, "write", view -> view.write("n", ByteBuffer.wrap(new byte[1])));
    }

    private interface Use {
        void of(UserDefinedFileAttributeView view) throws Exception;
    }

    private static void user(Cases cases, String method, Use use) {
        cases.add(64, "UnixUserDefinedFileAttributeView." + method, folder -> {
            UserDefinedFileAttributeView view =
                    Files.getFileAttributeView(Cases.file(folder, "a"), UserDefinedFileAttributeView.class);
            return Attempt.of(() -> use.of(view)).mayFail();
        });
    }
}

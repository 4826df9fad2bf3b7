package org.doorward.dist.archive;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/*
 * A static archive, not one on top of the JDK's own: on JDK 17 only a static one holds class files as old as picocli's. JDK 25 makes the same,
 * with half of them: it links the others before it writes, and then leaves them out.
 *
 * An archive is code that is run. So it lies beside the jars: who may write there may change those as well. It is made in a folder of its own
 * and renamed when it has proved itself.
 *
 * How it can fail: the folder cannot be written (refused, before a JVM is started); this JVM makes none, or none that it can use itself (refused,
 * with the JVM's last line; each is used once before it is renamed); the process is killed (a folder is left, which the next one deletes); two
 * make one at once (the later one is there, or one of them is refused). A start with an archive of another Java, of other jars, or with a damaged
 * head goes without it. A damaged body is not noticed, as in a jar of classes that nobody verifies: it is the owner's to keep.
 */
/**
 * The archive of the classes that commands load. It is good for one build of the JVM and for these jars in this folder: the JVM compares
 * both at each start. Immutable; {@link #make} blocks for some seconds.
 */
public final class ClassArchive {
    private static final String UNFINISHED = "making";

    private final Path file;
    private final Path java;
    private final String classPath;

    /**
     * An archive, which need not be there.
     *
     * @param file where it lies, in a folder of its own, which is made with it
     * @param java the folder of the Java that makes it and is to use it
     * @param classPath exactly as it is at a start that is to use it
     */
    public ClassArchive(Path file, Path java, String classPath) {
        this.file = Objects.requireNonNull(file, "file");
        this.java = Objects.requireNonNull(java, "java");
        this.classPath = Objects.requireNonNull(classPath, "classPath");
    }

    /**
     * Makes it anew, and removes those of other Javas.
     *
     * @param rehearsal a main class that loads what is to be in the archive
     * @throws IOException with a message for the operator; the old one is as it was, then
     * @throws InterruptedException likewise
     */
    public void make(String rehearsal) throws IOException, InterruptedException {
        Path work = workFolder();
        try {
            Path classes = work.resolve("classes");
            Path made = work.resolve("made.jsa");
            run(work, "-XX:DumpLoadedClassList=" + classes, "-XX:+UseSerialGC", rehearsal);
            // Only G1 writes the objects of the JDK; all collectors can read them.
            run(
                    work,
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + classes,
                    "-XX:SharedArchiveFile=" + made,
                    "-XX:+UseG1GC");
            run(work, "-Xshare:on", "-XX:SharedArchiveFile=" + made, "-XX:+UseSerialGC", rehearsal);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(work);
        }
        try (Stream<Path> others = Files.list(file.getParent())) {
            for (Path other : others.filter(each -> !each.equals(file)).toList()) {
                delete(other);
            }
        }
    }

    private Path workFolder() throws IOException {
        Path folder = file.getParent();
        try {
            if (!Files.isDirectory(folder)) { // whatever the umask is, nobody else's archive is run
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            return Files.createTempDirectory(folder, UNFINISHED);
        } catch (IOException e) {
            throw new IOException(
                    "[" + folder + "] cannot be written: " + e
                            + "; make the archive as the user to whom the distribution belongs",
                    e);
        }
    }

    private void run(Path work, String... words) throws IOException, InterruptedException {
        File output = work.resolve("output").toFile();
        List<String> command = new ArrayList<>();
        command.add(java.resolve("bin/java").toString());
        command.add("-cp");
        command.add(classPath);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            if (process.waitFor() != 0) {
                List<String> said = Files.readAllLines(output.toPath(), StandardCharsets.ISO_8859_1);
                throw new IOException("Java [" + java + "] makes no archive: ["
                        + (said.isEmpty() ? "exit code " + process.exitValue() : said.get(said.size() - 1))
                        + "]; commands work without one");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doorward archive}, in a copy of what commands need of the distribution, with the Java that runs the tests. */
class ArchiveIT {
    private static final String VERSION = "doorward 1.0.0\n";

    @TempDir
    private static Path copy;

    @TempDir
    private Path work;

    private static Ran made;

    @BeforeAll
    static void anArchiveIsMade() throws Exception {
        for (String folder : List.of("bin", "lib")) {
            copyTree(Doorward.distribution().resolve(folder), copy.resolve(folder));
        }
        Path other = Files.createDirectory(copy.resolve("lib/archive")).resolve("11.0.2.jsa");
        Files.writeString(other, "of another Java");
        made = command(copy, "", "archive");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each :
                    all.filter(one -> !one.startsWith(from.resolve("archive"))).toList()) {
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static Ran command(Path distribution, String options, String... words) throws Exception {
        Path out = Files.createTempFile("doorward", ".out");
        Path err = Files.createTempFile("doorward", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of(distribution.resolve("bin/doorward").toString()), Stream.of(words))
                            .toList());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("DOORWARD_OPTS", options);
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static List<Path> archives() throws IOException {
        try (Stream<Path> all = Files.list(copy.resolve("lib/archive"))) {
            return all.toList();
        }
    }

    /** Where the JVM took classes from, as it says itself: lines with name and source. */
    private List<String> loaded(String... words) throws Exception {
        Path log = work.resolve("classes");
        Ran ran = command(copy, "-Xlog:class+load:file=" + log, words);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" source: "))
                .toList();
    }

    private void assertThatTheVersionIsPrintedWithoutIt() throws Exception {
        assertThat(command(copy, "", "--version")).isEqualTo(new Ran(0, VERSION, ""));
        assertThat(loaded("--version"))
                .filteredOn(line -> line.contains(" org.doorward.dist.Client "))
                .singleElement()
                .asString()
                .contains("doorward.jar");
    }

    @Test
    void itIsMadeForTheJavaThatRunsAndReplacesThatOfAnother() throws Exception {
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        assertThat(archives())
                .singleElement()
                .isEqualTo(copy.toRealPath().resolve("lib/archive/" + System.getProperty("java.version") + ".jsa"));
        assertThat(made.out()).contains("archive [" + archives().get(0) + "] made for Java [");
    }

    /* JDK 25 leaves out half of picocli's classes, for their age, and those of the distribution that have one of them for a type. */
    private static boolean isLeftOut(String line) {
        return Runtime.version().feature() > 17 && (line.contains(" picocli.") || line.contains(" org.doorward.dist."));
    }

    @Test
    void aSearchLoadsNoClassFromAJar() throws Exception {
        Path trail = Files.writeString(
                work.resolve("trail.log"), "type=USER_CMD msg=audit(1750000000.001:7): pid=1 uid=0 res=success\n");

        List<String> loaded = loaded("ausearch", "-if", trail.toString(), "-a", "7");

        assertThat(loaded).anyMatch(line -> line.contains("picocli") && line.contains("shared objects file"));
        assertThat(loaded).noneMatch(line -> line.endsWith(".jar") && !isLeftOut(line));
    }

    @Test
    void oneOfOtherJarsIsNotUsedAndNothingIsSaid() throws Exception {
        Path jar = copy.resolve("lib/doorward.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(time.toMillis() + 5000));
        try {
            assertThatTheVersionIsPrintedWithoutIt();
        } finally {
            Files.setLastModifiedTime(jar, time);
        }
    }

    @Test
    void oneThatIsNoneIsNotUsedAndNothingIsSaid() throws Exception {
        Path archive = archives().get(0);
        Path saved = Files.move(archive, copy.resolve("saved"));
        try {
            for (byte[] content :
                    List.of(new byte[0], "no archive".repeat(10_000).getBytes())) {
                Files.write(archive, content);
                assertThatTheVersionIsPrintedWithoutIt();
            }
        } finally {
            Files.move(saved, archive, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void whereTheFolderCannotBeWrittenItIsSaidAndNothingIsMade() throws Exception {
        for (String folder : List.of("bin", "lib")) {
            copyTree(Doorward.distribution().resolve(folder), work.resolve(folder));
        }
        Path inItsPlace = Files.writeString(work.resolve("lib/archive"), "");

        Ran ran = command(work, "", "archive");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "[" + inItsPlace.toRealPath() + "] cannot be written: ",
                        "as the user to whom the distribution belongs");
        assertThat(inItsPlace).isEmptyFile();
    }
}

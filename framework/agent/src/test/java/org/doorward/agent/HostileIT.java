package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.agent.probe.Hostile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was judged is what is used, whatever the caller's objects say the second time, and whoever changes them meanwhile. */
class HostileIT {
    private static final List<String> EXPECTED = List.of(
            "FileInputStream: seen judged, used judged",
            "RandomAccessFile: seen judged, used judged",
            "FileOutputStream: seen judged, used [inside, !, other]",
            "ZipFile: seen judged, used entry of judged",
            "File.list: seen directory, used [child]",
            "File.renameTo: seen target, used true true",
            "File.createTempFile: seen target, used true",
            "File.createTempFile in no folder: seen null, used true",
            "File.getCanonicalPath: seen judged, used judged",
            "newByteChannel: seen [READ], used readable",
            "newFileChannel: seen [READ], used readable",
            "newAsynchronousFileChannel: seen [READ], used readable",
            "newByteChannel below a directory: seen [READ], used readable",
            "a set changed while it is judged: seen [READ], used readable",
            "null among the options: seen [null], used refused as ever",
            "the file after all that: seen -, used content",
            "setAttribute: seen [OWNER_READ], used r--------",
            "setPermissions below a directory: seen [OWNER_READ], used r--------",
            "copy: seen [COPY_ATTRIBUTES], used to",
            "move: seen [NOFOLLOW_LINKS], used to",
            "checkAccess: seen [READ], used readable");

    @TempDir
    Path folder;

    private void assertThatTheCallerCannotSwap(int feature) throws Exception {
        Path own = Files.createDirectory(folder.resolve("jdk" + feature));
        Jvm jvm = Jvm.of(feature).agent("handover=main,hot=all");
        List<String> expected = new ArrayList<>(EXPECTED);
        if (feature > 17) {
            jvm.option("--enable-native-access=ALL-UNNAMED");
            expected.add("libraryLookup: seen true, used 0 questions");
        }
        expected.add("unwanted FileInputStream: seen -, used what was asked 2 times");

        Jvm.Ended ended = jvm.run(Hostile.class, own.toRealPath().toString());

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void onTheJdkOfTheBuild() throws Exception {
        assertThatTheCallerCannotSwap(Runtime.version().feature());
    }

    @Tag("machine")
    @Test
    void onEitherJdk() throws Exception {
        assertThatTheCallerCannotSwap(17);
        assertThatTheCallerCannotSwap(25);
    }
}

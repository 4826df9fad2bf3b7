package org.doorward.itest.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.doorward.itest.coverage.Hooks.Hook;
import org.doorward.itest.coverage.Walk.Leftover;
import org.junit.jupiter.api.Test;

/**
 * Complete mediation, on the JDK that runs the test: from each native that touches the outside back to the public API, no way is without a
 * hook but those of the reviewed list.
 */
class LeftoversTest {
    private static final int FEATURE = Jdk.feature();
    private static final CallGraph GRAPH = Jdk.graph();
    private static final Sinks SINKS = Sinks.of(FEATURE);
    private static final List<Hook> HOOKS = Hooks.deciding(FEATURE);

    /** What they open is opened once more, and decided, by a method below them that is woven, too. */
    private static final Set<String> OPENED_BELOW = FEATURE == 17
            ? Set.of("java/util/zip/ZipFile.<init>(Ljava/io/File;ILjava/nio/charset/Charset;)V")
            : Set.of(
                    "java/util/zip/ZipFile.<init>(Ljava/io/File;ILjava/nio/charset/Charset;)V",
                    "sun/nio/fs/UnixFileSystemProvider.newByteChannel(Ljava/nio/file/Path;Ljava/util/Set;"
                            + "[Ljava/nio/file/attribute/FileAttribute;)Ljava/nio/channels/SeekableByteChannel;");

    private static Map<String, Leftover> left(Set<String> hooked, Map<String, List<Method>> sinks) {
        Allowed allowed = Allowed.of(FEATURE);
        return new Walk(GRAPH, method -> hooked.contains(method.toString()) || allowed.isClosed(method)).from(sinks);
    }

    private static List<String> differences(Map<String, Leftover> left, Map<String, Set<String>> expected) {
        List<String> differences = new ArrayList<>();
        left.forEach((name, leftover) -> {
            if (!leftover.operations().equals(expected.get(name))) {
                differences.add("no hook, and not in allowed.tsv: " + leftover.entrance() + " " + leftover.operations()
                        + "\n        " + leftover.explained());
            }
        });
        expected.forEach((name, operations) -> {
            Leftover leftover = left.get(name);
            if (leftover == null || !leftover.operations().equals(operations)) {
                differences.add("in allowed.tsv, but not so any more: " + name + " " + operations);
            }
        });
        return differences;
    }

    @Test
    void everyNativeIsListedWithWhatItDoes() {
        assertThat(SINKS.unlisted(GRAPH))
                .as("natives that sinks.tsv does not have: what do they do?")
                .isEmpty();
        assertThat(SINKS.vanished(GRAPH))
                .as("of sinks.tsv, but not in this JDK")
                .isEmpty();
        assertThat(SINKS.in(GRAPH).values().stream().mapToInt(List::size).sum()).isGreaterThan(100);
    }

    @Test
    void theNativesOfAnotherJdkAreNoticed() {
        Sinks others = Sinks.of(FEATURE == 17 ? 25 : 17);

        assertThat(others.unlisted(GRAPH)).hasSizeGreaterThan(50);
        assertThat(others.vanished(GRAPH)).hasSizeGreaterThan(50);
    }

    @Test
    void whatIsLeftIsTheReviewedListAndNothingElse() {
        Allowed allowed = Allowed.of(FEATURE);
        Map<String, Leftover> left = left(Hooks.methods(HOOKS), SINKS.in(GRAPH));

        assertThat(differences(left, allowed.entrances()))
                .as("a hole needs a row of the hook table; what needs none, a line of allowed.tsv with its reason")
                .isEmpty();
    }

    @Test
    void noMethodIsClosedForNothing() {
        Allowed allowed = Allowed.of(FEATURE);
        Set<String> hooked = Hooks.methods(HOOKS);
        new Walk(GRAPH, method -> hooked.contains(method.toString()) || allowed.isClosed(method)).from(SINKS.in(GRAPH));

        assertThat(allowed.unused()).isEmpty();
    }

    /** Kinds on request are off in an ordinary run: what is on must not rely on their rows. */
    @Test
    void kindsThatAreOnRelyOnNoRowThatIsOff() {
        Set<String> off = new TreeSet<>();
        Map<String, List<Method>> sinks = new TreeMap<>(SINKS.in(GRAPH));
        Table.hooks().stream()
                .filter(row -> row.get("default").equals("off-hot"))
                .filter(row -> !Set.of("57", "67").contains(row.get("item")))
                .forEach(row -> {
                    off.add(row.get("class") + "." + row.get("method") + row.get("descriptor"));
                    sinks.remove(row.get("kind"));
                });
        Set<String> on = Hooks.methods(HOOKS);
        Map<String, Leftover> before = left(on, sinks);
        on.removeAll(off);
        Map<String, Leftover> more = left(on, sinks);
        more.entrySet()
                .removeIf(entry -> before.containsKey(entry.getKey())
                        && before.get(entry.getKey())
                                .operations()
                                .equals(entry.getValue().operations()));

        String view = "sun/nio/fs/UnixUserDefinedFileAttributeView.";
        Map<String, Set<String>> readers = new TreeMap<>(Map.of(
                view + "list()Ljava/util/List;", Set.of("file.open"),
                view + "read(Ljava/lang/String;Ljava/nio/ByteBuffer;)I", Set.of("file.open"),
                view + "size(Ljava/lang/String;)I", Set.of("file.open")));
        if (FEATURE
                > 17) { // compares the names of a folder with the one that was given: what comes out is the real path
            readers.put(
                    "sun/nio/fs/UnixPath.toRealPath([Ljava/nio/file/LinkOption;)Ljava/nio/file/Path;",
                    Set.of("file.list"));
        }
        assertThat(differences(more, readers)).isEmpty();
    }

    @Test
    void withoutAnyOneRowThatOpensFilesTheTestFails() {
        Map<String, List<Method>> opening = new TreeMap<>(SINKS.in(GRAPH));
        opening.keySet()
                .retainAll(Set.of("file.open", "process.list")); // what is opened below /proc has a name of its own
        Set<String> before = left(Hooks.methods(HOOKS), opening).keySet();
        Map<String, Set<String>> opened = new LinkedHashMap<>();
        for (Hook hook : HOOKS) {
            if (hook.kind().equals("file.open")) {
                Set<String> others = Hooks.methods(HOOKS);
                others.remove(hook.method());
                Set<String> more = new TreeSet<>(left(others, opening).keySet());
                more.removeAll(before);
                opened.put(hook.method(), more);
            }
        }

        assertThat(opened).hasSize(12);
        assertThat(opened).allSatisfy((row, entrances) -> {
            if (OPENED_BELOW.contains(row)) {
                assertThat(entrances).as(row).isEmpty();
            } else {
                assertThat(entrances).as(row).isNotEmpty();
            }
        });
        assertThat(opened.values())
                .anySatisfy(
                        entrances -> assertThat(entrances).contains("java/io/FileInputStream.<init>(Ljava/io/File;)V"));
    }

    @Test
    void withoutTheRowOfProcessImplTheTestFailsAndNamesProcessBuilder() {
        Set<String> hooked = Hooks.methods(HOOKS);
        assertThat(hooked.removeIf(method -> method.startsWith("java/lang/ProcessImpl.start(")))
                .isTrue();

        List<String> differences =
                differences(left(hooked, SINKS.in(GRAPH)), Allowed.of(FEATURE).entrances());

        assertThat(differences)
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference)
                        .startsWith("no hook, and not in allowed.tsv: API [process.exec")
                        .contains("java/lang/ProcessBuilder.start")
                        .endsWith("java/lang/ProcessImpl.forkAndExec(I[B[B[BI[BI[B[IZ)I"));
    }

    @Test
    void anEntranceThatIsNotLeftIsNamed() {
        Map<String, Leftover> left = left(Hooks.methods(HOOKS), SINKS.in(GRAPH));
        Map<String, Set<String>> expected = Allowed.of(FEATURE).entrances();
        expected.put("java/io/File.delete()Z", Set.of("file.delete"));

        assertThat(differences(left, expected))
                .containsExactly("in allowed.tsv, but not so any more: java/io/File.delete()Z [file.delete]");
    }
}

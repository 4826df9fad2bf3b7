package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.doorward.module.PathMatch;

/** Comparing by segments says what normalising the whole name and comparing paths says, whatever the name. */
class PathStepsPropertyTest {
    private static final List<String> FOLDERS = List.of("/", "/srv", "/srv/work", "/srv/wörk/a", "/a");

    @Property(tries = 20_000)
    void aNameMatchesAsItsNormalPathDoes(
            @ForAll("folders") String workingFolder,
            @ForAll("names") String name,
            @ForAll("matches") List<String> folders) {
        assertThat(matches(workingFolder, name, PathMatch.under(folders)))
                .as("[%s] in [%s] under %s", name, workingFolder, folders)
                .isEqualTo(reference(workingFolder, name, folders));
    }

    @Property(tries = 20_000)
    void aNameMatchesAsItsNormalBytesDo(
            @ForAll("folders") String workingFolder,
            @ForAll("hostileNames") String name,
            @ForAll("matches") List<String> folders) {
        PathMatch match = PathMatch.under(folders);
        PathName path = path(workingFolder, name);
        byte[] bytes = path.normal();

        assertThat(matches(workingFolder, name, match))
                .as("[%s] in [%s] under %s", name, workingFolder, folders)
                .isEqualTo(match.matches(bytes, path.normalLength()));
    }

    @Property
    void aPathIsUsedAgainForAnotherNameAndOtherFolders(
            @ForAll("names") String first, @ForAll("names") String second, @ForAll("matches") List<String> folders) {
        PathName path = path("/srv/work", first);
        path.isIn(PathMatch.under("/srv/work/a/b", "/a"));
        path.isIn(PathMatch.under(folders));
        path.clear();
        path.set(second, false);

        assertThat(path.isIn(PathMatch.under(folders))).isEqualTo(reference("/srv/work", second, folders));
        assertThat(path.isIn(PathMatch.under("/a/b"))).isEqualTo(reference("/srv/work", second, List.of("/a/b")));
    }

    @Example
    void aNameOfManySegmentsIsComparedToTheEnd() {
        String deep = "a/b/".repeat(50_000);

        assertThat(matches("/srv/work", deep + "secret", PathMatch.under("/srv/work/" + deep + "secret")))
                .isTrue();
        assertThat(matches("/srv/work", deep + "other", PathMatch.under("/srv/work/" + deep + "secret")))
                .isFalse();
        assertThat(matches("/srv/work", deep + "../".repeat(100_001) + "secret", PathMatch.under("/srv/secret")))
                .isTrue();
        assertThat(matches(
                        "/srv/work",
                        "x/".repeat(5_000) + "../".repeat(5_000) + "secret",
                        PathMatch.under("/srv/work/secret")))
                .isTrue();
    }

    @Example
    void halfASurrogatePairIsTheQuestionMarkThatTheFileSystemWouldSee() {
        PathMatch match = PathMatch.under("/srv/work/a?");

        assertThat(matches("/srv/work", "a\ud83d", match)).isTrue();
        assertThat(matches("/srv/work", "a\ude00/b", match)).isTrue();
        assertThat(matches("/srv/work", "a\ud83d\ude00", match)).isFalse();
        assertThat(matches("/srv/work", "a\u003f", match)).isTrue();
    }

    @Example
    void foldersWhoseNamesHaveOneHashAreToldApart() {
        PathMatch match = PathMatch.under("/srv/Aa", "/srv/BB/x");

        assertThat(matches("/", "/srv/BB", match)).isFalse();
        assertThat(matches("/", "/srv/BB/x/y", match)).isTrue();
        assertThat(matches("/", "/srv/Aa/x", match)).isTrue();
    }

    private static boolean matches(String workingFolder, String name, PathMatch match) {
        return path(workingFolder, name).isIn(match);
    }

    private static PathName path(String workingFolder, String name) {
        PathName path = new PathName(new WorkingFolder(workingFolder));
        path.set(name, false);
        return path;
    }

    /** The JDK's own rules for names, as bytes: it takes no NUL and no half of a pair. */
    private static boolean reference(String workingFolder, String name, List<String> folders) {
        Path path = Path.of(workingFolder).resolve(name).normalize();
        return folders.stream().anyMatch(folder -> path.startsWith(Path.of(folder)));
    }

    @Provide
    Arbitrary<String> folders() {
        return Arbitraries.of(FOLDERS);
    }

    @Provide
    Arbitrary<List<String>> matches() {
        Arbitrary<String> segment =
                Arbitraries.of("a", "b", "srv", "work", "wörk", "日本", "a.b", "...", ".a", "Aa", "BB");
        return segment.list()
                .ofMaxSize(4)
                .map(segments -> "/" + String.join("/", segments))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> names() {
        return pieces("");
    }

    @Provide
    Arbitrary<String> hostileNames() {
        return pieces("\0\ud83d\ude00?");
    }

    private static Arbitrary<String> pieces(String more) {
        Arbitrary<String> known = Arbitraries.of(
                "/",
                "//",
                ".",
                "..",
                "/./",
                "/../",
                "../",
                "./",
                "a",
                "b",
                "srv",
                "/srv/work",
                "work",
                "wörk",
                "日本",
                "...",
                ".a",
                "a.b",
                "Aa",
                "BB",
                "",
                " ");
        Arbitrary<String> other = Arbitraries.strings()
                .withChars(("/.ab\u0001é日" + more).toCharArray())
                .ofMaxLength(6);
        return Arbitraries.oneOf(known, known, other)
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts))
                .filter(name -> name.getBytes(StandardCharsets.UTF_8).length < 4096);
    }
}

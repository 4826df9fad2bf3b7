package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.doorward.module.PathMatch;

/** What is called far is in nothing that is defended, whatever the name; and most names that are far are called so. */
class FarNamesTest {
    private static final List<String> HOME =
            List.of("/srv/doorward/audit", "/srv/doorward/conf", "/srv/doorward/run/lock", "/opt/doorward", "/proc");

    @Property(tries = 50_000)
    void aNameThatIsFarIsInNothingThatIsDefended(
            @ForAll("folders") String workingFolder,
            @ForAll("names") String name,
            @ForAll("defended") List<String> defended) {
        PathName path = new PathName(new WorkingFolder(workingFolder));
        path.set(name, false);

        if (path.isIn(PathMatch.under(defended))) {
            assertThat(new FarNames(defended, workingFolder).isFar(name))
                    .as("[%s] in [%s] beside %s", name, workingFolder, defended)
                    .isFalse();
        }
    }

    @Example
    void aNameThatClimbsIsNeverFar() {
        FarNames names = new FarNames(HOME, "/data");

        assertThat(names.isFar("/data/link/../audit")).isFalse();
        assertThat(names.isFar("link/..")).isFalse();
        assertThat(names.isFar("/data/..a/b../...")).isTrue();
    }

    @Example
    void namesOfOtherFoldersAreFarHoweverTheyAreWritten() {
        FarNames names = new FarNames(HOME, "/data");

        assertThat(List.of(
                        "/data/a", "/srv//./notes", "/srv/doorward2/audit", "/", "", "notes", "/srv", "/opt", "/procs"))
                .allMatch(names::isFar);
        assertThat(List.of(
                        "/srv/doorward",
                        "/srv/doorward/notes",
                        "//srv/./doorward//.",
                        "/proc",
                        "/proc/1/root",
                        "/srv/./doorward/audit/audit.log"))
                .noneMatch(names::isFar);
    }

    @Example
    void relativeNamesAreFarWhereTheWorkingFolderHasNothingToDoWithIt() {
        assertThat(new FarNames(HOME, "/srv/doorward").isFar("notes")).isFalse();
        assertThat(new FarNames(HOME, "/srv/doorward/audit/old").isFar("notes")).isFalse();
        assertThat(new FarNames(HOME, "/srv").isFar("notes")).isFalse();
        assertThat(new FarNames(HOME, "/").isFar("notes")).isFalse();
        assertThat(new FarNames(HOME, "/srv/doorward2").isFar("notes")).isTrue();
    }

    @Example
    void halfASurrogatePairMayBeAQuestionMark() {
        FarNames names = new FarNames(List.of("/srv/a?b"), "/data");

        assertThat(names.isFar("/srv/a\ud83db")).isFalse();
        assertThat(names.isFar("/srv/a?b/c")).isFalse();
        assertThat(names.isFar("/srv/a??b")).isTrue();
    }

    @Provide
    Arbitrary<String> folders() {
        return Arbitraries.of("/", "/srv", "/srv/a", "/b");
    }

    @Provide
    Arbitrary<List<String>> defended() {
        return Arbitraries.of("a", "b", "srv", "a?", "é", ".a", "...")
                .list()
                .ofMaxSize(4)
                .map(segments -> "/" + String.join("/", segments))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> known =
                Arbitraries.of("/", "//", ".", "..", "/./", "/../", "a", "b", "srv", "/srv/a", "a?", "é", ".a", "...");
        Arbitrary<String> other = Arbitraries.strings()
                .withChars("/.ab?é\ud83d\ude00".toCharArray())
                .ofMaxLength(5);
        return Arbitraries.oneOf(known, known, other).list().ofMaxSize(9).map(parts -> String.join("", parts));
    }
}

package org.doorward.tools.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "x, /srv/x",
        "./x, /srv/x",
        "../x, /x",
        "x/../y, /srv/y",
        "x/, /srv/x",
        "., /srv",
        "/x/./y//, /x/./y//",
        "/x/a..b//c, /x/a..b/c",
        "/a/../b, /b",
        "../../../x, /x",
        "/a/b/.., /a",
        "/.., /",
        ".., /"
    })
    void aNameStandsForThePathFromTheFolderOfTheEvent(String name, String path) {
        FileName file = new FileName();
        file.startAt("/srv");

        assertThat(file.path(name)).isEqualTo(path);
    }

    @Test
    void aNameStaysAsItIsWhereNoFolderIsKnown() {
        assertThat(new FileName().path("../x")).isEqualTo("../x");
    }

    @Test
    void aFolderThatIsRelativeItselfCannotBeLeft() {
        FileName file = new FileName();
        file.startAt("./rel");

        assertThat(file.path("../x")).isEqualTo("./rel/../x");
    }
}

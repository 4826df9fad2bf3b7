package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What self-protection is told to defend. */
class InterceptionTest {
    @TempDir
    Path folder;

    @Test
    void aHomeThatIsGivenByALinkIsDefendedUnderBothNames() throws Exception {
        Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
        Path link = Files.createSymbolicLink(folder.toRealPath().resolve("link"), real);
        EngineHome home = new EngineHome(link);

        assertThat(Interception.under(home.auditFolder(), home.controlSocket()).names())
                .containsExactly(
                        link + "/audit", real + "/audit", link + "/run/control.sock", real + "/run/control.sock");
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Folders that the engine closes or fixes, whatever modules say; ways round it are in {@link SelfProtectionTest}. */
class ProtectedFoldersTest extends InterceptorFixture {
    @Test
    void theTrailIsOpenedAndTheConfigurationChangedByTheEngineAlone() throws Exception {
        install(defence());

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/home/conf/../audit/audit.log")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("doorward");
        assertThatThrownBy(() -> jvm.call(DELETE, new File("/home/conf/doorward.cfg"), () -> true))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() ->
                        jvm.call(RENAME, null, () -> null, Path.of("/home/audit/audit.log"), Path.of("/tmp/x"), null))
                .isInstanceOf(AccessDeniedException.class);
        jvm.call(STREAM, null, () -> null, new File("/home/conf/doorward.cfg"));
        jvm.call(STREAM, null, () -> null, new File("/home/other"));
        assertThat(engine.operations()).hasSize(3).allMatch(event -> event.contains("rule=\"self-protection\""));

        acting.actor = Actor.of(OPERATOR);
        jvm.call(STREAM, null, () -> null, new File("/home/audit/audit.log"));
        assertThat(engine.operations()).hasSize(3);
    }

    @Test
    void theFrameworksCacheIsTheFrameworksButForTheDataOfBundles() throws Exception {
        install(defence());

        jvm.call(STREAM, null, () -> null, new File("/home/cache/bundle7/data/own.txt"));
        for (String file : List.of(
                "/home/cache/bundle7/bundle.info",
                "/home/cache/bundle7/data/../bundle.info",
                "/home/cache/bundle7/version0.0/bundle.jar",
                "/home/cache/data/x")) {
            assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File(file)))
                    .as(file)
                    .isInstanceOf(FileNotFoundException.class);
        }
    }
}

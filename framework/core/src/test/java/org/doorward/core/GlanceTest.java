package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What nobody but the engine wants, and what is none of the engine's at a glance, takes no frame. */
class GlanceTest extends InterceptorFixture {
    private static final Path SOCKET = Path.of("/home/audit/control.sock");

    private int frames() {
        return engine.core().frames().known();
    }

    @Test
    void aFileFarFromTheEnginesOwnTakesNoFrame() throws Exception {
        install(defence());

        jvm.call(STREAM, null, () -> null, new File("/data/a"));
        openChannel(Path.of("/data/a"), () -> null);
        jvm.call(DELETE, new File("/data/a"), () -> true);
        assertThat(frames()).isZero();

        jvm.call(STREAM, null, () -> null, new File("/home/notes"));
        assertThat(frames()).as("near the engine's own").isEqualTo(1);
    }

    @Test
    void aNetworksAddressTakesNoFrameAndAFilesDoes() throws Exception {
        install(defence());

        jvm.call(CONNECT, null, () -> true, new InetSocketAddress("127.0.0.1", 80));
        assertThat(frames()).isZero();

        assertThatThrownBy(() -> jvm.call(CONNECT, null, () -> true, UnixDomainSocketAddress.of(SOCKET)))
                .hasMessageContaining("doorward");
        assertThat(frames()).isEqualTo(1);
    }

    @Test
    void aNewNameForAFolderIsAlwaysJudgedInFull() throws Exception {
        install(defence());

        assertThatThrownBy(() -> jvm.call(RENAME, null, () -> null, Path.of("/"), Path.of("/tmp/x"), null))
                .hasMessageContaining("doorward");
        assertThatThrownBy(() -> jvm.call(RENAME, null, () -> null, Path.of("/data/a"), Path.of("/home/conf/a"), null))
                .hasMessageContaining("doorward");
    }

    @Test
    void whatSomebodyWantsIsAskedAboutHoweverFarItIs() throws Exception {
        install(defence());
        engine.modules(Engine.module("m", DENYING, "file.open", "network.connect"));

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/data/a")))
                .hasMessageContaining("module [m]");
        assertThatThrownBy(() -> jvm.call(CONNECT, null, () -> true, new InetSocketAddress("127.0.0.1", 80)))
                .hasMessageContaining("module [m]");
        assertThat(engine.operations()).hasSize(2);
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.guard.OperationDeniedException;
import org.junit.jupiter.api.Test;

/** What a denial of a woven method does to its caller. */
class InterceptedDenialTest extends InterceptorFixture {
    private static WovenJvm inInitializer;

    private static final class Dies {
        static {
            open();
        }

        static void touch() {}
    }

    private static final class Lives {
        static {
            open();
        }

        static void touch() {}
    }

    private static void open() {
        try {
            inInitializer.call(STREAM, null, () -> null, new File("/a"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDenialIsThrownAsWhatTheMethodDeclaresWithTheEventInItsMessage() {
        install();
        engine.modules(module("m", DENYING, "file.*", "process.exec"));
        List<String> done = new ArrayList<>();

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> done.add("opened"), new File("/a")))
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("/a (denied file.open for org.example.app:1.0.0 by module [m]")
                .hasMessageContaining("event audit(")
                .hasCauseInstanceOf(OperationDeniedException.class);
        assertThatThrownBy(() -> openChannel(Path.of("/a"), () -> done.add("opened")))
                .isExactlyInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("event audit(");
        assertThatThrownBy(() -> jvm.call(DELETE, new File("/a"), () -> done.add("deleted")))
                .isExactlyInstanceOf(OperationDeniedException.class);

        assertThat(done).isEmpty();
        assertThat(engine.operations()).hasSize(3).allMatch(event -> event.contains("success=no exit=-13"));
    }

    @Test
    void whatTheFrameworkStopsByItselfIsRecordedAsWouldBeDenied() throws Exception {
        install();
        engine.modules(module("m", DENYING, "bundle.stop"));

        assertThatThrownBy(() -> jvm.call(STOP, null, () -> null)).isInstanceOf(OperationDeniedException.class);
        acting.actor = Actor.of(OPERATOR);
        jvm.call(STOP, null, () -> null);

        assertThat(engine.operations().get(1)).contains("success=yes", "permissive=1");
    }

    @Test
    void aDenialInAClassInitializerKillsTheClassUnlessItIsDeferred() {
        install();
        inInitializer = jvm;
        engine.modules(module("m", DENYING, "file.open"));

        assertThatThrownBy(Dies::touch).isInstanceOf(ExceptionInInitializerError.class);
        engine.core().setClassInitializers(ClassInitializers.DEFER);
        Lives.touch();
        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/a")))
                .as("elsewhere it counts")
                .isInstanceOf(FileNotFoundException.class);

        List<String> events = engine.operations();
        assertThat(events).hasSize(3);
        assertThat(events.get(0)).contains("success=no", "permissive=0");
        assertThat(events.get(1)).contains("success=yes", "permissive=1");
    }

    @Test
    void whatTheEngineItselfDeniesIsNeverDeferred() {
        install(defence());
        inInitializer = jvm;
        engine.core().setClassInitializers(ClassInitializers.DEFER);
        class Local {
            static final Object READ;

            static {
                Object read = null;
                try {
                    read = inInitializer.call(STREAM, null, () -> "read", new File("/home/audit/audit.log"));
                } catch (Exception e) {
                    // What a denial is for.
                }
                READ = read;
            }
        }

        assertThat(Local.READ).isNull();
    }
}

package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.core.woven.WovenAgent;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ways round core's own rule. */
class SelfProtectionTest {
    private static final int DELETE = 0;

    private final Engine engine = new Engine(options -> options.resolver = new SubjectResolver() {
        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybody, boolean ofClassPath) {
            return Actor.of(Engine.APPLICATION);
        }
    });
    private final WovenJvm jvm = new WovenJvm("22 file.delete java/io/File delete ()Z this=path boolean");

    private void install(Path closed) {
        WovenAgent agent = jvm.agent();
        engine.core()
                .intercept(
                        agent,
                        agent.jdkRows(),
                        new SelfProtection(
                                PathMatch.under(closed.toString()),
                                PathMatch.none(),
                                PathMatch.none(),
                                bundle -> false,
                                Set.of("file.delete")));
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /* The guard decides for its operation, and a module may let it pass: the engine's rule is about the call within. */
    @Test
    void whatIsClosedIsClosedToTheBodyOfAGuardedOperation() {
        install(Path.of("/home/audit"));
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    audit.flag("k");
                    return Decision.PASS;
                },
                "file.delete"));
        List<String> deleted = new ArrayList<>();

        assertThatThrownBy(() -> engine.guard()
                        .<Boolean, Exception>file(
                                Kind.FILE_DELETE,
                                "/home/audit/audit.log",
                                path -> jvm.call(DELETE, new File(path), () -> deleted.add(path))))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("by doorward");

        assertThat(deleted).isEmpty();
        assertThat(engine.operations())
                .satisfiesExactly(
                        denied -> assertThat(denied).contains("rule=\"self-protection\"", "success=no"),
                        guarded -> assertThat(guarded).contains("success=no"));
    }
}

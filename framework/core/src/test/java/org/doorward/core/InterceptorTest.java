package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.doorward.module.Decision;
import org.junit.jupiter.api.Test;

/** Which calls of woven methods are operations at all. */
class InterceptorTest extends InterceptorFixture {
    @Test
    void aSwitchFollowsThePolicy() {
        install();
        assertThat(jvm.isOn(STREAM)).as("nobody wants it").isFalse();
        engine.modules(module("m", flagging("k"), "file.open"));
        assertThat(jvm.isOn(STREAM)).as("a module").isTrue();
        assertThat(jvm.isOn(DELETE)).as("another kind").isFalse();
        engine.modules();
        assertThat(jvm.isOn(STREAM)).as("undeployed").isFalse();
        engine.rules("-a always,exit -S file.open -k r");
        assertThat(jvm.isOn(STREAM)).as("a rule").isTrue();
    }

    @Test
    void whatAHookDoesItselfIsNotMediated() throws Exception {
        install();
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    if (asked.size() < 10) {
                        try {
                            jvm.call(STREAM, null, () -> null, new File("/from/the/hook"));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return Decision.PASS;
                },
                "file.open"));

        jvm.call(STREAM, null, () -> null, new File("/a"));

        assertThat(asked).hasSize(1);
    }

    @Test
    void theSelfTestTellsACallThatIsInterceptedFromOneThatIsNotAndRecordsNothing() {
        install();
        List<String> done = new ArrayList<>();
        Runnable intercepted = () -> {
            try {
                jvm.call(DELETE, new File("/a"), () -> done.add("deleted"));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(engine.core().intercepts("file.delete", intercepted)).isTrue();
        assertThat(done).isEmpty();
        assertThat(engine.core().intercepts("file.open", intercepted))
                .as("another kind is off")
                .isFalse();
        assertThat(jvm.isOn(DELETE)).isFalse();
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void whatIsOnlyJudgedByTheEngineIsNoCostToTheGuard() {
        install(defence());
        assertThat(engine.core().policy().plan(engine.core().policy().kind("file.open")))
                .isNull();
    }

    @Test
    void theExitOfAnOperationThatOnlyTheEngineJudgesIsNotAskedFor() throws Exception {
        install(defence());
        jvm.call(STREAM, null, () -> null, new File("/a"));
        assertThat(jvm.exitsAsked()).isZero();

        engine.rules("-a always,exit -S file.open -k r");
        jvm.call(STREAM, null, () -> null, new File("/a"));
        assertThat(jvm.exitsAsked()).isEqualTo(1);
    }

    @Test
    void aPathOfAnotherFileSystemIsLeftToTheMethodToRefuse() throws Exception {
        install();
        engine.modules(module("m", DENYING, "file.open"));
        Path zip = Files.createTempFile("interceptor", ".zip");
        Files.delete(zip);
        try (var system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThatThrownBy(() -> openChannel(system.getPath("/inside"), () -> {
                        throw new ProviderMismatchException();
                    }))
                    .isInstanceOf(ProviderMismatchException.class);
        }
        Files.delete(zip);
        assertThat(engine.operations()).isEmpty();
    }
}

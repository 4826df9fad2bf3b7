package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.junit.jupiter.api.Test;

/** Woven methods that call woven methods: one operation, or several. */
class NestedOperationsTest extends InterceptorFixture {
    @Test
    void theSameOperationSeenTwiceIsDecidedAndRecordedOnce() throws Exception {
        install();
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    audit.flag("k");
                    return Decision.PASS;
                },
                "file.open"));

        jvm.call(STREAM, null, () -> openChannel(Path.of("/a"), () -> null, StandardOpenOption.READ), new File("/a"));

        assertThat(asked).hasSize(1);
        assertThat(engine.operations()).hasSize(1);
    }

    @Test
    void aModuleThatFlagsNothingIsAskedOnceForAnOperationThatIsSeenTwice() throws Exception {
        install();
        List<String> asked = new ArrayList<>();
        engine.modules(module("m", asking(asked), "file.open"));

        jvm.call(STREAM, null, () -> openChannel(Path.of("/a"), () -> null, StandardOpenOption.READ), new File("/a"));

        assertThat(asked).hasSize(1);
    }

    @Test
    void onlyTheSameOperationOnTheSameObjectIsMerged() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.*", "process.exec"));

        start(() -> openChannel(Path.of("/redirect"), () -> null, StandardOpenOption.WRITE), "/bin/ls");
        jvm.call(STREAM, null, () -> openChannel(Path.of("/a"), () -> null, StandardOpenOption.WRITE), new File("/a"));
        jvm.call(STREAM, null, () -> jvm.call(STREAM, null, () -> null, new File("/b")), new File("/a"));
        jvm.call(STREAM, null, () -> null, new File("/a"));

        assertThat(engine.operations()).as("nothing is left open").hasSize(7);
    }

    @Test
    void aDeniedInnerOperationShowsInTheOutcomeOfTheOuterOne() {
        install();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k");
                    boolean redirect =
                            operation instanceof FileOperation file && file.touches(PathMatch.under("/redirect"));
                    return redirect ? Decision.DENY : Decision.PASS;
                },
                "file.*",
                "process.exec"));

        assertThatThrownBy(() ->
                        start(() -> openChannel(Path.of("/redirect"), () -> null, StandardOpenOption.WRITE), "/bin/ls"))
                .isInstanceOf(AccessDeniedException.class);

        List<String> events = engine.operations();
        assertThat(events.get(0)).contains("kind=file.open", "exit=-13");
        assertThat(events.get(1)).contains("kind=process.exec", "success=no exit=-13", "AccessDeniedException");
    }

    @Test
    void aGuardedOperationAndItsInterceptedBodyAreOne() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.rename"));

        engine.guard()
                .<Void, Exception>file(
                        Kind.FILE_RENAME,
                        Path.of("/a"),
                        Path.of("/b"),
                        (from, to) -> jvm.call(RENAME, null, () -> null, from, to, null));
        jvm.call(RENAME, null, () -> null, Path.of("/a"), Path.of("/b"), null);

        assertThat(engine.operations()).hasSize(2);
    }

    @Test
    void whereACallWithinTellsTheOutcomeItIsTheOneThatIsRecorded() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "process.kill"));

        jvm.call(DESTROY, new Object(), () -> jvm.call(DESTROY_HANDLE, new Object(), () -> false, true), true);
        jvm.call(DESTROY, new Object(), () -> null, true);

        List<String> events = engine.operations();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).contains("success=no exit=-5");
        assertThat(events.get(1)).as("nothing within told").contains("success=yes");
    }

    /** A rename through the guard; between its entry and the call that does it the modules are replaced. */
    private void renameWhile(Runnable change) throws Exception {
        engine.guard().file(Kind.FILE_RENAME, Path.of("/a"), Path.of("/b"), (from, to) -> {
            change.run();
            return jvm.call(RENAME, null, () -> null, from, to, null);
        });
    }

    @Test
    void anOperationIsRecordedOnceThoughThePolicyChangesBeforeItIsDone() throws Exception {
        install();
        engine.rules("-a always,exit -S file.rename -k moves");

        renameWhile(() -> engine.modules(module("m", flagging("k"), "file.rename")));
        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("key=6B016D6F766573", "flag=\"k\""); // k and moves

        renameWhile(() -> engine.modules());
        assertThat(engine.operations()).hasSize(2);
        renameWhile(() -> engine.modules(module("quiet", (operation, audit) -> Decision.PASS, "file.rename")));
        assertThat(engine.operations()).hasSize(3);
    }

    @Test
    void aModuleThatBothPoliciesHaveFlagsAnOperationOnce() throws Exception {
        install();
        DeployedModule staying = module("m", flagging("k"), "file.rename");
        engine.modules(staying);

        renameWhile(() -> engine.modules(staying, module("other", flagging("o"), "process.exec")));
        renameWhile(() -> engine.modules(module("m", flagging("k"), "file.rename")));

        assertThat(engine.operations())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).containsOnlyOnce("flag=\"k\""));
    }

    @Test
    void whatAModuleOfTheNewPolicyAloneFlagsIsARecordToo() throws Exception {
        install();
        DeployedModule staying = module("m", flagging("k"), "file.rename");
        engine.modules(staying);

        renameWhile(() -> engine.modules(staying, module("other", flagging("o"), "file.rename")));

        assertThat(engine.operations())
                .hasSize(2)
                .anySatisfy(event -> assertThat(event).contains("flag=\"o\""));
    }

    @Test
    void whatTheNewPolicyDeniesIsNotDoneThoughTheOldOneLetItBegin() throws Exception {
        install();
        engine.rules("-a always,exit -S file.rename -k moves");

        assertThatThrownBy(() -> renameWhile(() -> engine.modules(module("m", DENYING, "file.rename"))))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(engine.operations())
                .satisfiesExactly(
                        denied -> assertThat(denied).contains("success=no", "exit=-13"),
                        guarded -> assertThat(guarded).contains("success=no"));
    }
}

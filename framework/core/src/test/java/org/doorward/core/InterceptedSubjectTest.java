package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.module.BundleMatch;
import org.doorward.module.Decision;
import org.junit.jupiter.api.Test;

/** Who acts in a call of a woven method, and who answers for it. */
class InterceptedSubjectTest extends InterceptorFixture {
    @Test
    void bundlesBehindTheSubjectAreRecordedAndAnswerForAProcess() throws Exception {
        install();
        acting.actor = new Actor(LIBRARY, List.of(Engine.APPLICATION));
        List<Boolean> covered = new ArrayList<>();
        var library = BundleMatch.withLocation("org.example.lib", "file:/srv/lib.jar");
        var application = BundleMatch.withLocation("org.example.app", "file:/srv/app-1.0.0.jar");
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k");
                    covered.add(operation.subject().isCoveredBy(List.of(library)));
                    covered.add(operation.subject().isCoveredBy(List.of(library, application)));
                    return Decision.PASS;
                },
                "process.exec",
                "file.open"));

        start(() -> null, "/bin/ls");
        jvm.call(STREAM, null, () -> null, new File("/a"));

        assertThat(covered).containsExactly(false, true, true, true);
        assertThat(engine.operations().get(0)).contains(" via=\"org.example.app:1.0.0\" ");
    }

    @Test
    void aProcessThatNobodyStartsIsDeniedWhetherAnybodyWantsTheKindOrNot() throws Exception {
        install();
        acting.actor = Actor.of(Unattributed.SUBJECT);

        assertThatThrownBy(() -> start(() -> null, "/bin/ls")).hasMessageContaining("no bundle is on the stack");
        assertThat(engine.operations().get(0))
                .contains("subj=unattributed", "key=\"unattributed\"", "module=\"doorward\"");

        engine.core().setUnattributed(UnattributedPolicy.PASS);
        start(() -> null, "/bin/ls");
        assertThat(engine.operations()).hasSize(1);
    }

    @Test
    void operationsOfNobodyAreRecordedWhereItIsSeen() throws Exception {
        install();
        acting.actor = Actor.of(Unattributed.SUBJECT);
        engine.modules(module(
                "looks",
                (operation, audit) -> operation.subject().bundle().isEmpty() ? Decision.DENY : Decision.PASS,
                "file.open"));

        jvm.call(STREAM, null, () -> null, new File("/a"));
        assertThat(engine.operations()).singleElement().asString().contains("key=\"unattributed\"");

        engine.core().setUnattributed(UnattributedPolicy.DENY);
        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/a")))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aModuleThatIsMissingHoldsBundlesAndNotTheEngineItself() throws Exception {
        install();
        engine.core().setRequiredModules(Set.of("missing"));

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/a")))
                .hasMessageContaining("the required module [missing] is missing");
        acting.actor = Actor.of(OPERATOR);
        jvm.call(STREAM, null, () -> null, new File("/a"));
    }

    @Test
    void aThreadStartsThoughNobodyCanSayWhoStartsItAndIsNobodys() throws Exception {
        install();
        acting.failure = new IllegalStateException("the framework is gone");

        assertThat(jvm.call(START_THREAD, new Thread(() -> {}), () -> "started"))
                .isEqualTo("started");

        assertThat(acting.creators).singleElement().isEqualTo(acting.unattributed());
    }
}

package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.doorward.agent.probe.FrameworkCalls;
import org.doorward.agent.probe.FrameworkGap;
import org.doorward.agent.probe.FrameworkInLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The framework's rows, woven through the handle. */
class FrameworkIT {
    @TempDir
    Path folder;

    private void assertThatTheLifeCycleIsMediated(int feature) throws Exception {
        Jvm.Ended ended = Jvm.of(feature)
                .agent("handover=main,hot=all")
                .run(FrameworkCalls.class, folder.resolve("cache").toString());

        String denied = ": denied, seen 1, unchanged true; then ";
        String passed = ", seen 1, exited true, failure null";
        assertThat(ended.out().lines())
                .as(ended.err())
                .containsExactly(
                        "again: a framework is woven already; one JVM holds one framework",
                        "Felix.installBundle" + denied
                                + "[org.apache.felix.framework] -> [a, org.apache.felix.framework]" + passed,
                        "Felix.startBundle" + denied + "false -> true" + passed,
                        "Felix.updateBundle" + denied + "1.0.0 -> 2.0.0" + passed,
                        "Felix.stopBundle" + denied + "true -> false" + passed,
                        "Felix.uninstallBundle" + denied
                                + "[a, org.apache.felix.framework] -> [org.apache.felix.framework]" + passed);
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void aDenialLeavesTheBundlesAsTheyWereAndAPermissionDoesNot() throws Exception {
        assertThatTheLifeCycleIsMediated(Runtime.version().feature());
    }

    @Tag("machine")
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onEitherJdk(int feature) throws Exception {
        assertThatTheLifeCycleIsMediated(feature);
    }

    @Test
    void aNamedModuleOfALayerThatDoesNotReachTheClassPathIsWovenToo() throws Exception {
        Jvm.Ended ended = Jvm.current()
                .agent("handover=main")
                .run(FrameworkInLayer.class, felix(), folder.resolve("cache").toString());

        assertThat(ended.out().lines())
                .as(ended.err())
                .containsExactly(
                        "module org.apache.felix.framework",
                        "denied: denied, seen 1",
                        "permitted: 1 bundles more, seen 1");
    }

    private static String felix() throws Exception {
        return Path.of(org.apache.felix.framework.FrameworkFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    @Test
    void aModuleThatIsNoFelixIsRefusedWithEveryMissingRow() throws Exception {
        Jvm.Ended ended = Jvm.current().agent("handover=main").run(FrameworkGap.class);

        assertThat(ended.out())
                .startsWith("[21] of [21] listed methods of the framework in [module java.logging] cannot be woven")
                .contains("org/apache/felix/framework/Felix.uninstallBundle", "there is no such class");
    }
}

package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.doorward.agent.probe.Intruder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who comes after the launcher reaches neither the bridge nor the handle. */
class HandleIsolationIT {
    private static void assertThatNothingIsReached(Jvm jvm) throws Exception {
        Jvm.Ended ended =
                jvm.agent("handover=main").run(Intruder.class, Jvm.agentJar().toString());

        List<String> ways =
                ended.out().lines().filter(line -> !line.startsWith("statics ")).toList();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ways)
                .hasSizeGreaterThan(30)
                .allSatisfy(way -> assertThat(way).startsWith("stopped "));
        assertThat(ended.out()).containsPattern("statics [1-9][0-9]+");
    }

    @Test
    void nothingOfTheAgentIsReachedOnTheJdkOfTheBuild() throws Exception {
        assertThatNothingIsReached(Jvm.current());
    }

    @Tag("machine")
    @Test
    void nothingOfTheAgentIsReachedOnEitherJdk() throws Exception {
        assertThatNothingIsReached(Jvm.of(17));
        assertThatNothingIsReached(Jvm.of(25));
    }
}

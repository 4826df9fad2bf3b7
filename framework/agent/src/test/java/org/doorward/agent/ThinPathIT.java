package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.doorward.agent.probe.ThinPath;
import org.junit.jupiter.api.Test;

/** From a caller that knows nothing of the agent to the handler and back. */
class ThinPathIT {
    @Test
    void aMoveIsRecordedWithItsOutcomeDeniedWithoutEffectAndLeftAloneWhenNobodyWantsIt() throws Exception {
        Jvm.Ended jvm = Jvm.current().agent("handover=main").run(ThinPath.class);

        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out().lines())
                .containsExactly(
                        "moved true seen 1 true exited true", "denied true exited false", "passed true seen 0");
    }
}

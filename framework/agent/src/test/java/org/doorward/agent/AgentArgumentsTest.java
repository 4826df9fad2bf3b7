package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** What stands behind -javaagent. */
class AgentArgumentsTest {
    private static final Set<String> HOT = Set.of("file.stat", "file.access");

    @ParameterizedTest
    @NullAndEmptySource
    void nothingAsksForNothing(String text) {
        AgentArguments arguments = new AgentArguments(text, HOT);

        assertThat(arguments.hot()).isEmpty();
        assertThat(arguments.isHandOver()).isFalse();
    }

    @Test
    void kindsAndTheHandOverAreAskedFor() {
        AgentArguments arguments = new AgentArguments("hot=file.stat;file.access,handover=main", HOT);

        assertThat(arguments.hot()).containsExactlyInAnyOrder("file.stat", "file.access");
        assertThat(arguments.isHandOver()).isTrue();
        assertThat(new AgentArguments("hot=all", HOT).hot()).isEqualTo(HOT);
    }

    @Test
    void whatIsUnknownIsNamed() {
        assertThatThrownBy(() -> new AgentArguments("handover=yes", HOT))
                .hasMessage(
                        "unknown agent argument [handover=yes]: expected hot=KIND;KIND or hot=all, and handover=main,"
                                + " separated by commas");
        assertThatThrownBy(() -> new AgentArguments("hot=file.stat;file.open", HOT))
                .hasMessage(
                        "kind [file.open] in [hot=file.stat;file.open] is none that is woven on request: expected some"
                                + " of [file.access, file.stat]");
    }
}

package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The account of what is woven: the JVM tells nobody what a transformer failed to do. */
class WeavingTransformerTest {
    private static final String TYPE = "org/doorward/agent/Sample";
    private static final Module OWN = WeavingTransformerTest.class.getModule();

    private final List<HookRow> rows = HookTable.parse(
                    "test",
                    "item\tkind\tclass\tmethod\tdescriptor\tjdk17\targuments\toutcome\tloader\tdefault\n1\tfile.open\t"
                            + TYPE + "\tanInt\t(I)I\t1\ta1=flags\treturn\tboot\ton\n",
                    17,
                    0)
            .rows();
    private final WeavingTransformer transformer = new WeavingTransformer(rows, module -> module == OWN, "a/Bridge");

    private static byte[] sample() throws IOException {
        try (InputStream in = Sample.class.getResourceAsStream("Sample.class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void aListedClassIsWovenAndCounted() throws IOException {
        assertThat(transformer.transform(OWN, null, TYPE, null, null, sample())).isNotNull();

        assertThat(transformer.woven()).containsExactlyElementsOf(rows);
    }

    @Test
    void aClassOfTheSameNameInAnotherModuleIsLeftAlone() throws IOException {
        assertThat(transformer.transform(Object.class.getModule(), null, TYPE, null, null, sample()))
                .isNull();
        assertThat(transformer.transform(OWN, null, "org/doorward/agent/Other", null, null, sample()))
                .isNull();
        assertThat(transformer.transform(OWN, null, null, null, null, sample())).isNull();

        assertThat(transformer.woven()).isEmpty();
    }

    @Test
    void aFailureOfTheWeaverIsKeptAsTheReason() {
        assertThat(transformer.transform(OWN, null, TYPE, null, null, new byte[9]))
                .isNull();

        assertThat(transformer.woven()).isEmpty();
        assertThat(transformer.whyNot(rows.get(0))).startsWith("weaving its class failed: ");
    }
}

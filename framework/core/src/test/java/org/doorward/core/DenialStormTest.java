package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import java.io.File;
import org.junit.jupiter.api.Test;

/** Many denials of one bundle in a short time. */
class DenialStormTest extends InterceptorFixture {
    @Test
    void aStormOfDenialsIsCountedToTheLastAndCostsNoMemoryThatStays() {
        install();
        engine.modules(module("m", DENYING, "file.open"));
        File file = new File("/a");
        int denied = 0;
        for (int i = 0; i < 50_000; i++) {
            try {
                jvm.call(STREAM, null, () -> null, file);
            } catch (Exception e) {
                denied++;
            }
        }

        assertThat(denied).isEqualTo(50_000);
        assertThat(engine.core().control().modules().get(0).denied()).isEqualTo(50_000);
        assertThat(engine.core().frames().known()).as("frames").isLessThan(10);
    }
}

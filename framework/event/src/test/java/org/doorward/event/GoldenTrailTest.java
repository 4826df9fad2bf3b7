package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No event of the golden trail is left out of the comparison. */
class GoldenTrailTest {
    @Test
    void everyEventOfTheGoldenTrailIsCompared() throws ReflectiveOperationException {
        Set<Long> compared = new TreeSet<>();
        for (Supplier<GoldenEvents> tests : Stream.<Supplier<GoldenEvents>>of(
                        GoldenEventTest::new, GoldenJvmTest::new, GoldenOsgiTest::new)
                .toList()) {
            for (Method method : tests.get().getClass().getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    GoldenEvents golden = tests.get();
                    method.invoke(golden);
                    compared.addAll(golden.compared);
                }
            }
        }

        assertThat(compared).containsExactlyElementsOf(ContractTrail.serials());
    }
}

package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.doorward.agent.probe.BadClass;
import org.junit.jupiter.api.Test;

/** The JVMs of these tests verify the JDK's own classes, which a JVM does not do by itself: badly woven code shows. */
class VerificationIT {
    private static String said(Jvm jvm) throws Exception {
        Jvm.Ended ended = jvm.agent("handover=main").run(BadClass.class);
        assertThat(ended.err()).isEmpty();
        return ended.out().strip();
    }

    @Test
    void aBadClassOfJavaBaseIsRefused() throws Exception {
        assertThat(said(Jvm.current())).isEqualTo("refused");
    }

    @Test
    void withoutTheOptionItWouldBeTaken() throws Exception {
        assertThat(said(Jvm.current().option("-XX:-BytecodeVerificationLocal"))).isEqualTo("taken by java.base");
    }
}

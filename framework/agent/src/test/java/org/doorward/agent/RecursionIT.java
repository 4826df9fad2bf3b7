package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.agent.probe.Recursion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exemption of a handler's own work covers that work alone. */
class RecursionIT {
    @TempDir
    Path folder;

    private void assertThatOnlyTheHandlerItselfIsExempt(int feature) throws Exception {
        Jvm.Ended ended = Jvm.of(feature)
                .agent("handover=main")
                .option("-Djdk.virtualThreadScheduler.parallelism=1")
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .run(Recursion.class, folder.toString());

        List<String> expected = new ArrayList<>(List.of(
                "handler's own work [createNewFile, mkdir]",
                "threads of the handler [createNewFile, mkdir, mkdir]",
                "caller's set [mkdir, newByteChannel]",
                "caller's file [mkdir, <init>]"));
        if (feature >= 21) {
            expected.add("virtual threads [createNewFile, mkdir]");
        }
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void neitherThreadsOfAHandlerNorObjectsOfTheCallerAreExempt() throws Exception {
        assertThatOnlyTheHandlerItselfIsExempt(Runtime.version().feature());
    }

    @Tag("machine")
    @Test
    void norIsAVirtualThreadOnTheCarrierOfAHandlerThatWaits() throws Exception {
        assertThatOnlyTheHandlerItselfIsExempt(25);
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What self-protection leaves behind when it denies. */
final class Denials {
    private Denials() {}

    /** The lines of the event of a denial, by the serial in the message. */
    static List<String> event(Doorward doorward, String message) {
        String serial = message.replaceAll("(?s).*event audit\\([0-9.]+:([0-9]+)\\).*", "$1");
        return Doorward.eventually()
                .until(
                        () -> doorward.trail().stream()
                                .filter(line -> line.contains(":" + serial + "): "))
                                .toList(),
                        lines -> lines.stream().anyMatch(line -> line.startsWith("type=PROCTITLE")));
    }

    /** The caller was told, and the trail as well; returns the lines of the event. */
    static List<String> isDeniedAndRecorded(Doorward doorward, Ran ran, String bundle, String kind) {
        assertThat(ran.out()).contains("denied " + kind + " for " + bundle + ":1.0.0 by doorward: ", "; event audit(");
        assertThat(ran.exitCode()).isEqualTo(1);
        List<String> event = event(doorward, ran.out());
        assertThat(event.get(0))
                .startsWith("type=AVC ")
                .contains(
                        "scontext=" + bundle + ":1.0.0",
                        "permissive=0",
                        "module=\"doorward\"",
                        "rule=\"self-protection\"");
        return event;
    }
}

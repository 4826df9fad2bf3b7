package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.junit.jupiter.api.Test;

/** The judge of the fault tests sees what is wrong with a trail. */
class TrailTextTest {
    private static final String SYSCALL =
            "type=SYSCALL msg=audit(1750000000.001:1): arch=c000003e syscall=82 items=1 ppid=1\n";
    private static final String PATH =
            "type=PATH msg=audit(1750000000.001:1): item=0 name=\"/victim/a/1\" nametype=DELETE role=source\n";
    private static final String TITLE = "type=PROCTITLE msg=audit(1750000000.001:1): proctitle=2F62\n";
    private static final String EVENT = SYSCALL + PATH + TITLE;
    private static final List<Acknowledged> FIRST = List.of(new Acknowledged("/victim/a/1", 1));

    private static String lost(long serial, long count, long first, long last) {
        return "type=DAEMON_ERR msg=audit(1750000000.002:" + serial + "): op=lost reason=disk lane=lossy count=" + count
                + " first=" + first + " last=" + last + " bundle=\"x\" auid=1 res=failed\n";
    }

    @Test
    void aWholeEventIsFound() throws IOException {
        TrailText trail = TrailText.of(EVENT);

        assertThat(trail.missing(FIRST)).isEmpty();
        assertThat(trail.torn()).isEmpty();
        assertThat(trail.doubles()).isEmpty();
    }

    @Test
    void anEventCutAtAnyByteIsTornAndNotFound() throws IOException {
        for (int cut = 1; cut < EVENT.length(); cut++) {
            TrailText trail = TrailText.of(EVENT.substring(0, cut));

            assertThat(trail.torn()).as("cut at %d", cut).isNotEmpty();
            assertThat(trail.missing(FIRST)).as("cut at %d", cut).isEqualTo(FIRST);
        }
    }

    @Test
    void anEventWithoutOneOfItsRecordsIsTorn() throws IOException {
        assertThat(TrailText.of(SYSCALL + TITLE).torn()).isNotEmpty();
        assertThat(TrailText.of(PATH + TITLE).torn()).isNotEmpty();
        assertThat(TrailText.of(SYSCALL + PATH + EVENT.replace(":1)", ":2)")).torn())
                .isNotEmpty();
    }

    @Test
    void zerosAreNoRecord() throws IOException {
        assertThat(TrailText.of("\0".repeat(100) + "\n" + EVENT).torn()).hasSize(1);
    }

    @Test
    void aSerialOrAnOperationThatIsThereTwiceIsFound() throws IOException {
        String other = lost(2, 1, 3, 3);

        assertThat(TrailText.of(EVENT + other + EVENT).doubles()).hasSize(1);
        assertThat(TrailText.of(EVENT + EVENT.replace(":1)", ":2)")).doubles()).hasSize(1);
    }

    @Test
    void aStampThatGoesBackIsFound() throws IOException {
        assertThat(TrailText.of(EVENT + EVENT.replace("000.001:1)", "000.000:2)"))
                        .backwards())
                .hasSize(1);
    }

    @Test
    void gapsAndWhatIsToldOfThemAreCounted() throws IOException {
        TrailText trail = TrailText.of(EVENT + lost(5, 2, 2, 3));

        assertThat(trail.gaps(5)).isEqualTo(3);
        assertThat(trail.told()).isEqualTo(2);
        assertThat(trail.untold(5)).containsExactly(4L);
    }
}

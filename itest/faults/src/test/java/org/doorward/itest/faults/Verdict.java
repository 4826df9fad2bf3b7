package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.assertj.core.api.Assertions;
import org.doorward.itest.faults.VictimProcess.Acknowledged;

/*
 * What the kernel's shutdown of a file system is not (nor ext4's abort): a sync that is on its way when it comes may return success although what it covered is
 * gone. A writer of ten lines, write and fdatasync in a loop, loses its last record so in one of twelve cuts, on ext4 and on xfs (Linux 6.18). A disk
 * does not do that. So what was heard before the cut must be there, to the last; of what was heard later, each producer may
 * miss the one record for which it was waiting.
 */
/** What must hold of a trail after a fault, judged by ausearch and by the text alone. */
final class Verdict {
    static {
        Assertions.setMaxElementsForPrinting(5); // of thousands
    }

    private Verdict() {}

    /** What was acknowledged is there, in the text alone: for a trail that no start has recovered yet. */
    static void textHas(Path folder, Collection<Acknowledged> acknowledged) throws IOException {
        assertThat(TrailText.of(folder).missing(acknowledged))
                .as("acknowledged, and not in the trail")
                .isEmpty();
    }

    /** Of what was acknowledged while the kernel shut the file system down, each producer may miss the one it was waiting for: see above. */
    static void atMostOneOfEachIsMissing(int producers, Path folder, Collection<Acknowledged> acknowledged)
            throws IOException {
        assertThat(TrailText.of(folder).missing(acknowledged))
                .as("acknowledged around the end of the file system, and not in the trail")
                .hasSizeLessThanOrEqualTo(producers);
    }

    /** The control's verdict: something that was acknowledged is not there. */
    static void somethingAcknowledgedIsMissing(Path folder, Collection<Acknowledged> acknowledged) throws IOException {
        assertThat(TrailText.of(folder).missing(acknowledged))
                .as("acknowledged by a broken twin, and not in the trail")
                .isNotEmpty();
    }

    /** What was acknowledged is there: whole, once. The rest of the trail may be as it is. */
    static TrailText nothingAcknowledgedIsMissing(Path folder, Collection<Acknowledged> acknowledged)
            throws IOException {
        TrailText trail = TrailText.of(folder);
        assertThat(acknowledged).as("acknowledged at all").isNotEmpty();
        assertThat(trail.missing(acknowledged))
                .as("acknowledged, and not in the trail")
                .isEmpty();
        assertThat(TrailText.asAusearchReadsIt(folder).missing(acknowledged))
                .as("acknowledged, and not found by ausearch")
                .isEmpty();
        assertThat(trail.doubles()).as("twice").isEmpty();
        assertThat(trail.backwards()).as("order of stamps").isEmpty();
        return trail;
    }

    /** The same, and there are only whole events. */
    static TrailText isWhole(Path folder, Collection<Acknowledged> acknowledged) throws IOException {
        TrailText trail = nothingAcknowledgedIsMissing(folder, acknowledged);
        assertThat(trail.torn()).as("parts of events").isEmpty();
        return trail;
    }

    /** The same, after an end in order: what is missing is what the trail says is lost, to the unit, and so does the victim's account. */
    static TrailText isExact(Path folder, Collection<Acknowledged> acknowledged, Account account) throws IOException {
        account.isExact();
        TrailText trail = isWhole(folder, acknowledged);
        assertThat(trail.events()).as("events in the trail = written").hasSize((int) account.written());
        assertThat(trail.gaps(account.serial())).as("gaps = lost").isEqualTo(account.lost());
        assertThat(trail.told()).as("lost, as the trail tells it").isEqualTo(account.lost());
        assertThat(trail.untold(account.serial()))
                .as("gaps of which nothing is told")
                .isEmpty();
        return trail;
    }
}

package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.doorward.itest.benchmarks.Names;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/*
 * One producer of the lossy lane at a fixed rate: two seconds before, ten in which the disk stands still, two after. The backlog holds
 * what it holds and the rest is lost. How late an operation began is shown beside: that counts what the machine did to the thread.
 */
/** Operations of the lossy lane while the disk stands still. */
final class StandingDisk {
    private static final int PER_SECOND = 20_000;
    private static final int STANDS_SECONDS = 10;
    private static final int AROUND_SECONDS = 2;
    private static final int ROUNDS = 3;
    private static final double MOST_NANOS = 5e6;

    private StandingDisk() {}

    static Figures run() throws IOException, InterruptedException {
        Figures figures = new Figures();
        try (WorkFolder work = WorkFolder.make()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (FrozenDisk disk = new FrozenDisk(work)) {
                    round(disk, figures);
                }
            }
            figures.fact("[" + PER_SECOND + "] operations a second, the disk stands for [" + STANDS_SECONDS
                    + "] s; loop on [" + work.disk() + "]");
        }
        figures.atMost("p99.9 while it stands", MOST_NANOS);
        figures.atMost("wrongly counted", 0);
        return figures;
    }

    private static void round(FrozenDisk disk, Figures figures) throws IOException, InterruptedException {
        try (RecordedEngine engine = new RecordedEngine(
                disk.folder().resolve("trail"), Lane.LOSSY, TransportSettings.defaults(), Commit.NONE)) {
            Names names = new Names();
            Runnable operation = () -> engine.operation(names.next());
            Pace before = new Pace(PER_SECOND);
            before.run((long) AROUND_SECONDS * PER_SECOND, operation);
            Thread freezer = new Thread(() -> stand(disk), "freezer");
            freezer.start();
            Pace standing = new Pace(PER_SECOND);
            standing.run((long) STANDS_SECONDS * PER_SECOND, operation);
            freezer.join();
            if (disk.isFrozen()) {
                throw new IllegalStateException("the disk still stands");
            }
            Pace after = new Pace(PER_SECOND);
            after.run((long) AROUND_SECONDS * PER_SECOND, operation);
            TransportStatus status = engine.end();
            long all = (long) (STANDS_SECONDS + 2 * AROUND_SECONDS) * PER_SECOND;
            long written = engine.count("type=SYSCALL ");
            long lost = status.lost(Lane.LOSSY);
            figures.add("p50 before", "ns", before.cost.getValueAtPercentile(50));
            figures.add("p50 while it stands", "ns", standing.cost.getValueAtPercentile(50));
            figures.add("p99.9 while it stands", "ns", standing.cost.getValueAtPercentile(99.9));
            figures.add("longest while it stands", "ns", standing.cost.getMaxValue());
            figures.add("p99.9 of being late", "ns", standing.late.getValueAtPercentile(99.9));
            figures.add("operations", "", all);
            figures.add("in the trail", "", written);
            figures.add("lost, by the ledger", "", lost);
            figures.add(
                    "wrongly counted",
                    "",
                    Math.abs(all - written - lost) + Math.abs(status.written(Lane.LOSSY) - written));
            if (status.lost(Lane.LOSSY, LossReason.BACKLOG) == 0) {
                throw new IllegalStateException("nothing was lost for want of room: the disk did not stand still");
            }
        }
    }

    private static void stand(FrozenDisk disk) {
        try {
            disk.freeze();
            TimeUnit.SECONDS.sleep(STANDS_SECONDS);
            disk.thaw();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

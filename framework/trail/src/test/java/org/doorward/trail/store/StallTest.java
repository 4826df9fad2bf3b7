package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.doorward.control.TrailStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that stands still is seen while it does, and told afterwards. */
class StallTest {
    @TempDir
    private Path folder;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void aCallThatTakesLongerThanStallTimeIsToldAfterwards() throws IOException {
        try (Writer writer = Writer.of(folder.resolve("audit.log"), disk)) {
            writer.run(1);
            boolean[] once = {true};
            disk.during = () -> {
                if (once[0]) {
                    once[0] = false;
                    writer.nanos += TimeUnit.MILLISECONDS.toNanos(3_500);
                }
            };
            assertThat(writer.run(1)).as("it was slow, not wrong").isTrue();
            assertThat(writer.told()).containsExactly("ERR op=stall waited_ms=3500 segment=\"audit.log\"");
            assertThat(writer.heard.messages).containsExactly("the disk of the trail stood still for [3500] ms");
        }
    }

    @Test
    void aCallThatTakesLessIsNot() throws IOException {
        try (Writer writer = Writer.of(folder.resolve("audit.log"), disk)) {
            disk.during = () -> writer.nanos += TimeUnit.MILLISECONDS.toNanos(1_999);
            writer.run(1);
            disk.during = () -> {};
            writer.run(1);
            assertThat(writer.told()).isEmpty();
        }
    }

    @Test
    void anotherThreadSeesItWhileTheCallHangs() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Writer writer = Writer.of(folder.resolve("audit.log"), disk)) {
            writer.run(1);
            assertThat(writer.trail.status().state()).isEqualTo(State.OK);
            CountDownLatch hangs = new CountDownLatch(1);
            disk.during = () -> {
                hangs.countDown();
                await(goOn);
            };
            Thread drain = new Thread(() -> writer.run(1));
            drain.start();
            hangs.await();
            writer.nanos += TimeUnit.SECONDS.toNanos(5);
            assertThat(writer.trail.status().state()).isEqualTo(State.STALLED);
            assertThat(writer.trail.status().stalledMillis()).isEqualTo(5_000);
            goOn.countDown();
            drain.join();
            assertThat(writer.trail.status().state()).isEqualTo(State.OK);
            assertThat(writer.trail.status().stalledMillis()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

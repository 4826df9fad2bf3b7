package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventSink;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 20_000;
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Object escaped;

    /** The least of several runs: a compilation or a class that is loaded late belongs to none of them. */
    private long bytesPerRun(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 10; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                work.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void anEmissionThatSucceedsAllocatesNothing() {
        EventSink nowhere = new EventSink() {
            @Override
            public void append(byte[] event, int offset, int length) {}

            @Override
            public void flush() {}

            @Override
            public void sync() {}

            @Override
            public void close() {}
        };
        try (Transport transport = new Transport(TransportSettings.defaults(), nowhere, (message, cause) -> {})) {
            transport.start();
            Account app = transport.account("org.example.noisy:1.0.0", "org.example.noisy");
            EventEncoder event = Events.of(Lane.RELIABLE, 600);
            EventEncoder lossy = Events.of(Lane.LOSSY, 600);
            int[] count = {0};
            Runnable both = () -> {
                int held = transport.reserve(4096, Reserve.OPERATION, app);
                transport.emit(event, held, Reserve.OPERATION, app, Commit.NONE);
                transport.emit(lossy, 0, Reserve.OPERATION, app, Commit.NONE);
                count[0]++;
            };
            long least = Long.MAX_VALUE;
            for (int run = 0; run < 200; run++) {
                transport.sync();
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 250; i++) { // 500 of the 1,400 events that one bundle may have: nobody waits
                    both.run();
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
            transport.sync();
            assertThat(transport.status().written(Lane.RELIABLE)).isEqualTo(count[0]);
            assertThat(transport.status().written(Lane.LOSSY)).isEqualTo(count[0]);
        }
    }

    @Test
    void theMeterSeesAnAllocation() {
        assertThat(bytesPerRun(() -> escaped = new byte[16])).isGreaterThanOrEqualTo(ROUNDS * 32L);
        assertThat(escaped).isNotNull();
    }
}

package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.EventEncoder;

/** The ledger of each bundle is exact whatever bundles, limits, clocks and disk do at once. */
class AccountLoadTest {
    private static final int PRODUCERS = 4;
    private static final int EVENTS = 400;

    @Property(tries = 25)
    void theLedgerOfEachBundleIsExactUnderAnyLoadAndWhileLimitsChange(
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 300) int limit,
            @ForAll @IntRange(min = 1, max = 100) int share,
            @ForAll @IntRange(min = 0, max = 6) int faults)
            throws InterruptedException {
        MemorySink sink = new MemorySink();
        if (faults > 0) {
            sink.appendFault = n -> n % (50 * faults) == 0 ? new IOException("No space left on device") : null;
            sink.syncFault = n -> n % (7 * faults) == 0 ? new IOException("Input/output error") : null;
        }
        AtomicLong wall = new AtomicLong(1_750_000_000_000L);
        Transport transport = new Transport(
                TransportSettings.defaults()
                        .withBacklogLimit(limit)
                        .withBacklogLimitBytes(1 << 20)
                        .withBundleBacklogShare(share)
                        .withBacklogWaitTimeMillis(1),
                sink,
                (message, cause) -> {},
                wall::get,
                System::nanoTime);
        transport.start();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> producers = new ArrayList<>();
        AtomicLong[] emitted = new AtomicLong[3];
        for (int i = 0; i < emitted.length; i++) {
            emitted[i] = new AtomicLong();
        }
        for (int t = 0; t < PRODUCERS; t++) {
            Random random = new Random(seed + t);
            Thread producer = new Thread(() -> produce(transport, random, emitted));
            producer.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            producers.add(producer);
            producer.start();
        }
        AtomicBoolean running = new AtomicBoolean(true);
        Thread operator = new Thread(() -> {
            Random random = new Random(seed);
            while (running.get()) {
                transport.setBacklogLimit(4 + random.nextInt(300));
                transport.setBundleBacklogShare(1 + random.nextInt(100));
                transport.setRateLimit(random.nextInt(3) * 20_000);
                transport.setBundleRateLimit(random.nextInt(3) * 10_000);
                wall.addAndGet(random.nextInt(7_200_000) - 3_600_000);
                transport.resetLost();
                transport.status();
                Thread.yield();
            }
        });
        operator.start();
        for (Thread producer : producers) {
            producer.join();
        }
        running.set(false);
        operator.join();
        transport.close();
        assertThat(failure.get()).isNull();
        TransportStatus status = transport.status();
        LedgerAssert.exact(status, sink);
        for (AccountStatus account : status.accounts()) {
            if (account.label().startsWith("bundle")) {
                assertThat(account.emitted(Lane.RELIABLE) + account.emitted(Lane.LOSSY))
                        .isEqualTo(emitted[account.label().charAt(6) - '0'].get());
            }
        }
    }

    private static void produce(Transport transport, Random random, AtomicLong[] emitted) {
        EventEncoder event = new EventEncoder();
        for (int i = 0; i < EVENTS; i++) {
            int number = random.nextInt(emitted.length);
            String bundle = "bundle" + number;
            Account account = transport.account(bundle + ":1.0.0", bundle);
            Lane lane = random.nextBoolean() ? Lane.RELIABLE : Lane.LOSSY;
            Reserve purpose = Reserve.values()[random.nextInt(Reserve.values().length)];
            boolean unknown = random.nextInt(4) == 0;
            int bytes = 300 + random.nextInt(3_000);
            int held = unknown
                    ? transport.reserveAtOnce(bytes, purpose, transport.nobody())
                    : transport.reserve(bytes, purpose, account);
            if (random.nextInt(10) == 0) {
                transport.release(held, purpose, unknown ? transport.nobody() : account);
                continue;
            }
            if (unknown) {
                transport.assign(held, purpose, transport.nobody(), account);
            }
            // Now smaller, now larger than what was reserved.
            Events.into(event, lane, random.nextInt(bytes + 2_000), bundle);
            transport.emit(event, held, purpose, account, random.nextInt(40) == 0 ? Commit.EXIT : Commit.NONE);
            emitted[number].incrementAndGet();
        }
    }
}

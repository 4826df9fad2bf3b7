package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.doorward.event.EventEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a flood of one bundle takes from another: nothing. */
class BundleQuotaTest {
    private final MemorySink sink = new MemorySink();
    private final AtomicLong nanos = new AtomicLong();
    private Transport transport;

    private Transport transport(TransportSettings settings) {
        transport = new Transport(settings, sink, (message, cause) -> {}, System::currentTimeMillis, nanos::get);
        return transport;
    }

    private static TransportSettings settings() {
        return TransportSettings.defaults().withBacklogWaitTimeMillis(0);
    }

    @AfterEach
    void theLedgerIsExactForEachBundleAndEveryLossIsTold() {
        if (sink.appendGate != null) {
            sink.appendGate.release(Integer.MAX_VALUE / 4);
        }
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
        LedgerAssert.told(transport.status(), sink);
    }

    private Account account(String bundle) {
        return transport.account(bundle + ":1.0.0", bundle);
    }

    private boolean emit(Lane lane, String bundle) {
        EventEncoder event = Events.into(new EventEncoder(), lane, 0, bundle);
        return transport.emit(event, 0, Reserve.OPERATION, account(bundle), Commit.NONE);
    }

    /** Events until one is refused. */
    private int flood(Lane lane, String bundle) {
        int count = 0;
        while (emit(lane, bundle)) {
            count++;
        }
        return count;
    }

    private int hold(Reserve purpose, String bundle) {
        int count = 0;
        while (transport.reserve(4096, purpose, account(bundle)) > 0) {
            count++;
        }
        return count;
    }

    private void release(int count, Reserve purpose, String bundle) {
        for (int i = 0; i < count; i++) {
            transport.release(4096, purpose, account(bundle));
        }
    }

    private AccountStatus status(String bundle) {
        return transport.status().accounts().stream()
                .filter(account -> account.label().equals(bundle + ":1.0.0"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBundleOverItsRateTakesNothingFromTheRateOfAll() {
        transport(settings().withRateLimit(100).withBundleRateLimit(60));
        for (int i = 0; i < 1000; i++) {
            emit(Lane.LOSSY, "noisy");
        }
        for (int i = 0; i < 1000; i++) {
            emit(Lane.LOSSY, "calm");
        }
        assertThat(status("noisy").emitted(Lane.LOSSY)).isEqualTo(1000);
        assertThat(status("noisy").lost(Lane.LOSSY, LossReason.RATE)).isEqualTo(940);
        assertThat(status("calm").lost(Lane.LOSSY, LossReason.RATE)).isEqualTo(960);
        nanos.addAndGet(1_000_000_000);
        transport.setRateLimit(0);
        transport.setBundleRateLimit(0);
        assertThat(flood(Lane.LOSSY, "calm")).isGreaterThan(1000);
    }

    @Test
    void theReliableLaneKnowsNoRate() {
        transport(settings().withRateLimit(1).withBundleRateLimit(1));
        for (int i = 0; i < 100; i++) {
            assertThat(emit(Lane.RELIABLE, "a")).isTrue();
        }
    }

    @Test
    void aRecordOnLossesNamesTheBundleOrSaysThatThereWereSeveral() {
        transport(settings().withBundleRateLimit(1));
        flood(Lane.LOSSY, "noisy");
        transport.start();
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> {
            nanos.addAndGet(1_000_000_000); // windows and buckets
            transport.sync();
            return LedgerAssert.losses(sink).size() == 1;
        });
        assertThat(LedgerAssert.losses(sink).get(0).bundle()).isEqualTo("noisy");
        flood(Lane.LOSSY, "noisy");
        flood(Lane.LOSSY, "other");
        transport.close();
        assertThat(LedgerAssert.losses(sink))
                .last()
                .satisfies(loss -> assertThat(loss.bundle()).isEqualTo("(many)"));
    }

    @Test
    void aFloodEndsAtHalfOfWhatIsFreeAndAnEighthIsForThoseWhoHoldNothing() {
        transport(settings().withBacklogLimit(1000));
        // 1000 - 250 unbounded - 60 denials = 690, of which 86 are for those who hold nothing
        assertThat(flood(Lane.RELIABLE, "a")).isEqualTo(345);
        assertThat(flood(Lane.RELIABLE, "b")).isEqualTo(172);
        assertThat(flood(Lane.RELIABLE, "c")).isEqualTo(86);
        assertThat(flood(Lane.RELIABLE, "d")).isEqualTo(1);
        assertThat(flood(Lane.RELIABLE, "e")).isEqualTo(1);
        assertThat(flood(Lane.RELIABLE, "f")).isEqualTo(1);
    }

    @Test
    void anyNumberOfFloodsLeavesRoomForOneWhoEmitsLittle() {
        transport(settings().withBacklogLimit(1000));
        for (int bundle = 0; bundle < 40; bundle++) {
            flood(Lane.RELIABLE, "flood" + bundle);
            flood(Lane.LOSSY, "flood" + bundle);
        }
        assertThat(emit(Lane.RELIABLE, "calm")).isTrue();
        sink.appendGate = new Semaphore(0);
        transport.start();
        for (int round = 1; round < 20; round++) {
            for (int i = 0; status("calm").written(Lane.RELIABLE) < round; i++) {
                sink.appendGate.release();
                flood(Lane.RELIABLE, "flood" + i % 40);
            }
            assertThat(emit(Lane.RELIABLE, "calm")).isTrue();
        }
        sink.appendGate.release(Integer.MAX_VALUE / 4);
        assertThat(status("calm").lost(Lane.RELIABLE)).isZero();
    }

    @Test
    void aShareOfAHundredIsNoQuotaAndALowerOneCountsAtOnce() {
        transport(settings().withBacklogLimit(1000).withBundleBacklogShare(100));
        assertThat(hold(Reserve.OPERATION, "a")).isEqualTo(690);
        release(690, Reserve.OPERATION, "a");
        transport.setBundleBacklogShare(10);
        assertThat(hold(Reserve.OPERATION, "a")).isEqualTo(69);
        release(69, Reserve.OPERATION, "a");
    }

    @Test
    void aFloodOfBytesEndsAtAHalfToo() {
        transport(settings().withBacklogLimit(0).withBacklogLimitBytes(8 << 20));
        int large = 0;
        while (transport.reserve(100_000, Reserve.OPERATION, account("a")) > 0) {
            large++;
        }
        assertThat(large * 100_000L).isBetween(2_500_000L, 2_800_000L);
        assertThat(transport.reserve(100_000, Reserve.OPERATION, account("b"))).isPositive();
        transport.release(100_000, Reserve.OPERATION, account("b"));
        for (int i = 0; i < large; i++) {
            transport.release(100_000, Reserve.OPERATION, account("a"));
        }
    }

    @Test
    void whoHoldsNothingMayTakeWhateverIsFree() {
        transport(settings().withBacklogLimitBytes(1 << 20).withBundleBacklogShare(1));
        int held = transport.reserve(250_000, Reserve.OPERATION, account("a"));
        assertThat(held).isEqualTo(250_000);
        assertThat(transport.reserve(100, Reserve.OPERATION, account("a"))).isZero();
        transport.release(held, Reserve.OPERATION, account("a"));
    }

    /** Denials of two floods, and one forbidden operation after each thousand of theirs. */
    @Test
    void twoFloodsOfDenialsHideNoDenialOfAThirdBundle() throws InterruptedException {
        transport(TransportSettings.defaults().withBacklogLimit(1000).withBacklogWaitTimeMillis(0));
        sink.appendGate = new Semaphore(0);
        transport.start();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> floods = new ArrayList<>();
        for (String bundle : List.of("flood1", "flood2")) {
            Thread flood = new Thread(() -> {
                EventEncoder event = new EventEncoder();
                while (!stop.get()) {
                    Account account = account(bundle);
                    Events.into(event, Lane.RELIABLE, 0, bundle);
                    int held = transport.reserve(event.length(), Reserve.DENIAL, account);
                    transport.emit(event, held, Reserve.DENIAL, account, Commit.NONE);
                }
            });
            flood.setDaemon(true);
            floods.add(flood);
            flood.start();
        }
        for (String bundle : List.of("flood1", "flood2")) {
            Awaitility.await()
                    .until(() -> transport.account(bundle + ":1.0.0", bundle) != null
                            && transport.status().lost(Lane.RELIABLE) > 1000);
        }
        EventEncoder event = new EventEncoder();
        for (int i = 0; i < 600; i++) {
            Account calm = account("calm");
            Events.into(event, Lane.RELIABLE, 0, "calm");
            int held = transport.reserve(event.length(), Reserve.DENIAL, calm);
            assertThat(transport.emit(event, held, Reserve.DENIAL, calm, Commit.NONE))
                    .as("denial %d", i)
                    .isTrue();
            long written = status("calm").emitted(Lane.RELIABLE);
            // As slow a disk as there may be: it takes one event of the calm one, and what stands before it.
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
                sink.appendGate.release(50);
                return Credits.heldEvents(calm) < 50 || status("calm").written(Lane.RELIABLE) == written;
            });
        }
        stop.set(true);
        sink.appendGate.release(Integer.MAX_VALUE / 4);
        for (Thread flood : floods) {
            flood.join();
        }
        transport.close();
        assertThat(status("calm").written(Lane.RELIABLE)).isEqualTo(600);
        assertThat(status("flood1").lost(Lane.RELIABLE)).isPositive();
    }

    @Test
    void tenThousandOperationsThatMayTakeForEverBlockNoOtherBundles() {
        transport(settings());
        int held = 0;
        for (int i = 0; i < 10_000; i++) {
            held += transport.reserve(4096, Reserve.UNBOUNDED, account("server")) > 0 ? 1 : 0;
        }
        assertThat(held).isLessThan(1_000);
        int others = hold(Reserve.UNBOUNDED, "other");
        assertThat(others).isGreaterThan(100);
        release(held, Reserve.UNBOUNDED, "server");
        release(others, Reserve.UNBOUNDED, "other");
    }

    @Test
    void oneOverItsQuotaWaitsForItsOwnRoomAndHoldsNobodyUp() throws InterruptedException {
        transport(settings().withBacklogLimit(100));
        int held = hold(Reserve.OPERATION, "noisy");
        transport.setBacklogWaitTimeMillis(20_000);
        Thread[] waiters = new Thread[20];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = new Thread(() -> assertThat(transport.reserve(4096, Reserve.OPERATION, account("noisy")))
                    .isPositive());
            waiters[i].start();
        }
        Awaitility.await().until(() -> transport.status().backlogWaits() == waiters.length);
        assertThat(transport.reserve(4096, Reserve.OPERATION, account("calm"))).isPositive();
        transport.release(4096, Reserve.OPERATION, account("calm"));
        assertThat(waiters).allMatch(Thread::isAlive);
        release(held, Reserve.OPERATION, "noisy");
        for (Thread waiter : waiters) {
            waiter.join();
        }
        release(waiters.length, Reserve.OPERATION, "noisy");
        assertThat(transport.status().backlogWaits()).isEqualTo(waiters.length);
    }

    @Test
    void theTimeOfWaitsIsCountedAndResetToTheMillisecond() throws InterruptedException {
        transport(settings().withBacklogLimit(100));
        int held = hold(Reserve.OPERATION, "a");
        transport.setBacklogWaitTimeMillis(20);
        assertThat(transport.reserve(4096, Reserve.OPERATION, account("a"))).isZero();
        assertThat(transport.reserve(4096, Reserve.OPERATION, account("a"))).isZero();
        long waited = transport.status().backlogWaitMillis();
        assertThat(waited).isGreaterThanOrEqualTo(40);
        assertThat(transport.status().backlogWaits()).isEqualTo(2);
        assertThat(transport.resetBacklogWait()).isEqualTo(waited);
        assertThat(transport.status().backlogWaitMillis()).isZero();
        release(held, Reserve.OPERATION, "a");
    }

    @Test
    void theAdministratorsReserveIsThereWhenAllElseIsFull() {
        transport(settings().withBacklogLimit(0).withBacklogLimitBytes(1 << 20).withBundleBacklogShare(100));
        while (transport.emit(
                Events.of(Lane.RELIABLE, 1000), 0, Reserve.DENIAL, account("org.example.noisy"), Commit.NONE)) {}
        int unbounded = hold(Reserve.UNBOUNDED, "org.example.noisy");
        Account console = transport.account("console:1.0.0", "console");
        int kept = 0;
        while (true) {
            int held = transport.reserveAtOnce(6000, Reserve.ADMINISTRATOR, console);
            EventEncoder event = Events.into(new EventEncoder(), Lane.RELIABLE, 1000, "console");
            if (!transport.emit(event, held, Reserve.ADMINISTRATOR, console, Commit.NONE)) {
                break;
            }
            kept++;
        }
        assertThat(kept).isBetween(200, 256);
        release(unbounded, Reserve.UNBOUNDED, "org.example.noisy");
    }

    @Test
    void creditsOfOperationsWhoseSubjectNobodyKnowsHaveAQuotaTogetherAndGoOverToTheSubject() {
        transport(settings().withBacklogLimit(1000));
        int held = 0;
        while (transport.reserveAtOnce(4096, Reserve.OPERATION, transport.nobody()) > 0) {
            held++;
        }
        assertThat(held).isEqualTo(345);
        for (int i = 0; i < held; i++) {
            transport.assign(4096, Reserve.OPERATION, transport.nobody(), account("a"));
        }
        assertThat(status("a").reservedEvents()).isEqualTo(345);
        assertThat(transport.reserveAtOnce(4096, Reserve.OPERATION, transport.nobody()))
                .isPositive();
        transport.release(4096, Reserve.OPERATION, transport.nobody());
        release(held, Reserve.OPERATION, "a");
        assertThat(transport.status().accounts())
                .noneMatch(account -> account.label().isEmpty());
    }

    @Test
    void whatFindsNoPlaceInTheTableSharesAnAccount() {
        transport(settings().withBundleBacklogShare(100));
        transport.start();
        for (int i = 0; i < 2_000; i++) {
            assertThat(emit(Lane.RELIABLE, "bundle" + i)).isTrue();
            if (i % 500 == 0) {
                transport.sync();
            }
        }
        transport.close();
        List<AccountStatus> accounts = transport.status().accounts();
        assertThat(accounts).hasSize(1023);
        assertThat(accounts.get(0).label()).isEqualTo("(many)");
        assertThat(accounts.get(0).written(Lane.RELIABLE)).isEqualTo(2_000 - 1_021);
        assertThat(account("bundle3")).isSameAs(account("bundle3"));
        assertThat(account("bundle1999")).isSameAs(account("bundle1998"));
    }

    @Test
    void lostIsResetToTheUnitWhileLossesGoOnAndTheLedgerIsNot() throws InterruptedException {
        transport(settings().withBundleRateLimit(1));
        Thread[] floods = new Thread[3];
        for (int i = 0; i < floods.length; i++) {
            String bundle = "flood" + i;
            floods[i] = new Thread(() -> {
                for (int n = 0; n < 20_000; n++) {
                    emit(Lane.LOSSY, bundle);
                }
            });
            floods[i].start();
        }
        long sum = 0;
        while (floods[0].isAlive() || floods[1].isAlive() || floods[2].isAlive()) {
            sum += transport.resetLost();
        }
        sum += transport.resetLost();
        assertThat(sum).isEqualTo(60_000 - 3);
        assertThat(transport.status().lost()).isZero();
        assertThat(transport.status().lost(Lane.LOSSY)).isEqualTo(60_000 - 3);
    }

    @Test
    void highWaterMarksAreKeptInEventsAndBytes() {
        transport(settings());
        for (int i = 0; i < 10; i++) {
            emit(Lane.RELIABLE, "a");
        }
        long bytes = transport.status().backlogBytes();
        assertThat(bytes).isPositive().isEqualTo(transport.status().reservedBytes());
        transport.start();
        transport.sync();
        Awaitility.await().until(() -> transport.status().backlogBytes() == 0);
        assertThat(transport.status().backlogHighWaterBytes()).isEqualTo(bytes);
        assertThat(transport.status().backlogHighWater()).isEqualTo(10);
    }
}

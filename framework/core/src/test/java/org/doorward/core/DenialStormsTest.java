package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counting denials, with a clock that stands still until the test moves it. */
class DenialStormsTest {
    private static final BundleIdentity NOISY = bundle("org.example.noisy");

    private final List<String> told = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private boolean room = true;
    private long nanos = -5;

    private final DenialStorms storms = new DenialStorms(
            new DenialStorms.Listener() {
                @Override
                public void begins(String bundle, String kind, int threshold) {
                    said.add(bundle + " " + kind + " " + threshold);
                }

                @Override
                public boolean window(String bundle, String kind, long count, long millis) {
                    if (room) {
                        told.add(bundle + " " + kind + " " + count + " " + millis);
                    }
                    return room;
                }
            },
            () -> nanos);

    private static BundleIdentity bundle(String name) {
        return new Engine.Identity(name, "1.0.0", "file:/srv/" + name + ".jar");
    }

    /** @return how many of these denials went without a stack */
    private int deny(BundleIdentity bundle, String kind, int times) {
        int bare = 0;
        for (int i = 0; i < times; i++) {
            bare += storms.denied(bundle, kind) ? 1 : 0;
        }
        return bare;
    }

    private int deny(int times) {
        return deny(NOISY, "file.open", times);
    }

    private void endWindow(long millis) {
        nanos += millis * 1_000_000;
        storms.endWindow();
    }

    // ---- a storm
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void upToTheThresholdThereIsAStackAndBeyondItNone() {
        storms.perWindow(10);

        assertThat(deny(10)).isZero();
        assertThat(deny(3)).isEqualTo(3);
    }

    @Test
    void withoutASettingAThousandAreNoStorm() {
        assertThat(deny(1000)).isZero();
        assertThat(deny(1)).isEqualTo(1);
    }

    @Test
    void aStormGoesOnFromWindowToWindow() {
        storms.perWindow(10);
        deny(11);
        endWindow(1000);

        assertThat(deny(11)).as("from the first one").isEqualTo(11);
    }

    @Test
    void aStormEndsWithAWindowBelowTheThreshold() {
        storms.perWindow(10);
        deny(11);
        endWindow(1000);
        assertThat(deny(10)).as("not over yet").isEqualTo(10);
        endWindow(1000);

        assertThat(deny(10)).isZero();
        endWindow(1000);
        assertThat(told).containsExactly("org.example.noisy file.open 11 1000", "org.example.noisy file.open 10 1000");
    }

    @Test
    void eachWindowOfAStormIsToldWithItsCountAndHowLongItReallyTook() {
        storms.perWindow(10);
        deny(50);
        endWindow(1004);
        deny(70);
        endWindow(3500);

        assertThat(told).containsExactly("org.example.noisy file.open 50 1004", "org.example.noisy file.open 70 3500");
    }

    @Test
    void whatIsNoStormIsNotTold() {
        storms.perWindow(10);
        for (int i = 0; i < 5; i++) {
            deny(10);
            endWindow(1000);
        }

        assertThat(told).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void aStormIsSaidOnce() {
        storms.perWindow(10);
        for (int i = 0; i < 5; i++) {
            deny(11);
            endWindow(1000);
        }
        deny(1);
        endWindow(1000);
        assertThat(said).containsExactly("org.example.noisy file.open 10");

        deny(12);
        endWindow(1000);
        assertThat(said).as("another storm").hasSize(2);
    }

    @Test
    void whatIsUntoldAtTheEndIsToldThen() {
        deny(1001);
        endWindow(1);

        assertThat(told).hasSize(1);
    }

    // ---- the setting
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void neverMeansNever() {
        storms.perWindow(5);
        deny(20);
        storms.perWindow(DenialStorms.NEVER);

        assertThat(deny(2000)).isZero();
        endWindow(1000);
        endWindow(1000);
        storms.perWindow(5);
        assertThat(deny(5)).as("the storm before is over").isZero();
    }

    @Test
    void anotherThresholdCountsAtOnce() {
        storms.perWindow(10);
        assertThat(deny(6)).isZero();
        storms.perWindow(5);
        assertThat(deny(1)).isEqualTo(1);
    }

    // ---- pairs
    // ---------------------------------------------------------------------------------------------------------------------

    @Test
    void pairsOfBundleAndKindAreCountedApart() {
        storms.perWindow(10);
        deny(20);
        BundleIdentity sameNames = bundle("org.example.noisy");

        assertThat(deny(NOISY, "file.delete", 10)).as("another kind").isZero();
        assertThat(deny(bundle("org.example.calm"), "file.open", 10))
                .as("another bundle")
                .isZero();
        assertThat(deny(sameNames, "file.open", 10))
                .as("another bundle that takes the same names")
                .isZero();
    }

    @Test
    void theNamesOfABundleAreForgottenAfterAQuietWindow() {
        WeakReference<BundleIdentity> gone = denyOne();
        endWindow(1000);
        endWindow(1000);

        assertThat(storms.known()).isZero();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }

    private WeakReference<BundleIdentity> denyOne() {
        BundleIdentity uninstalled = bundle("org.example.uninstalled");
        deny(uninstalled, "file.open", 2000);
        return new WeakReference<>(uninstalled);
    }

    @Test
    void pairsBeyondTheRoomShareOneCountThatIsTold() {
        storms.perWindow(10);
        List<BundleIdentity> bundles = new ArrayList<>(); // each is one of its own as long as it is held
        int bare = 0;
        for (int i = 0; i < 4 * DenialStorms.ROOM; i++) {
            bundles.add(bundle("org.example.b" + i));
            bare += deny(bundles.get(i), "file.open", 1);
        }
        endWindow(1000);

        assertThat(storms.known()).isLessThanOrEqualTo(DenialStorms.ROOM);
        assertThat(bare).isPositive();
        int shared = bare + 10;
        assertThat(told).containsExactly("null null " + shared + " 1000");
        assertThat(said).containsExactly("null null 10");
        endWindow(1000);
        assertThat(storms.known()).isZero();
        assertThat(deny(1)).as("there is room again").isZero();
    }

    @Test
    void aPairThatMeetsTheSharedCountIsInNoOtherPairsCount() {
        storms.perWindow(1);
        int many = 4 * DenialStorms.ROOM;
        List<BundleIdentity> bundles = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            bundles.add(bundle("org.example.b" + i));
            deny(bundles.get(i), "file.open", 2);
        }
        endWindow(1000);

        assertThat(told.stream().mapToLong(DenialStormsTest::countOf).sum()).isEqualTo(2L * many);
    }

    private static long countOf(String window) {
        return Long.parseLong(window.split(" ")[2]);
    }

    // ---- nothing gets lost
    // ----------------------------------------------------------------------------------------------------------

    @Test
    void whatCouldNotBeToldIsInTheNextRecord() {
        storms.perWindow(10);
        room = false;
        deny(20);
        endWindow(1000);
        deny(30);
        endWindow(1000);
        room = true;
        endWindow(1000);

        assertThat(told).containsExactly("org.example.noisy file.open 50 3000");
        assertThat(said).hasSize(1);
        endWindow(1000);
        assertThat(storms.known()).isZero();
    }

    @Test
    void noDenialIsMissingFromTheRecordsHoweverManyThreadsMeetTheEndsOfWindows() throws Exception {
        storms.perWindow(0); // each is told
        int threads = 4;
        int each = 200_000;
        AtomicInteger running = new AtomicInteger(threads);
        List<Thread> denied = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            denied.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    storms.denied(NOISY, "file.open");
                    if (i % 100 == 0) {
                        Thread.yield(); // so that there are quiet windows, after which the pair is forgotten
                    }
                }
                running.decrementAndGet();
            }));
        }
        denied.forEach(Thread::start);
        while (running.get() > 0) {
            storms.endWindow();
        }
        for (Thread thread : denied) {
            thread.join();
        }
        storms.endWindow();

        assertThat(told).as("windows that they met").hasSizeGreaterThan(1);
        assertThat(told.stream().mapToLong(DenialStormsTest::countOf).sum()).isEqualTo((long) threads * each);
    }
}

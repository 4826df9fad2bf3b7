package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.testkit.TestBundle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.wiring.BundleWiring;

/** Make before break: while applications work without a pause, a module is replaced again and again. */
class UpdateUnderLoadIT {
    private static final int THREADS = 4;
    private static final int UPDATES = 200;
    private static final int MANY_UPDATES = 10_000;

    /** The facts of the first updates are wanted at the end, however many denials the machine gets through until then. */
    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension().withSetting("max_log_file_action", "keep_logs");

    private final ConcurrentMap<String, LongAdder> decisions = new ConcurrentHashMap<>();
    private final LongAdder operations = new LongAdder();
    private final LongAdder passed = new LongAdder();
    private final LongAdder unmediated = new LongAdder();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    /** Now and then one must be denied, whichever version is asked. */
    private void work(OperationGuard guard, int thread, int between) {
        for (int i = 0; !over.get(); i++) {
            operations.increment();
            boolean mustBeDenied = i % between == 0;
            try {
                guard.file(Kind.FILE_OPEN, (mustBeDenied ? "/denied/" : "/open/") + thread, path -> null);
                (mustBeDenied ? unmediated : passed).increment();
            } catch (OperationDeniedException e) {
                (mustBeDenied ? passed : unmediated).increment();
            }
        }
    }

    private long decisions() {
        return decisions.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static TestBundle counter(int version) {
        return TestBundle.named("counter").version(version + ".0.0").activator(CountingActivator.class);
    }

    @Test
    void noOperationPassesUnmediatedWhileAModuleIsUpdatedAndEachIsDecidedOnce() throws Exception {
        underLoad(UPDATES, 10_000);
    }

    @Test
    @Tag("long") // about six minutes
    void tenThousandUpdatesPassNothingUnmediatedAndLeaveNoLoaderBehind() throws Exception {
        underLoad(MANY_UPDATES, 1_000_000);
    }

    private void underLoad(int updates, int between) throws Exception {
        int started = doorward.trail().facts("SERVICE_START").size();
        int stopped = doorward.trail().facts("SERVICE_STOP").size();
        doorward.context().registerService(ConcurrentMap.class.getName(), decisions, new Hashtable<>());
        deploy(0);
        OperationGuard guard = doorward.guard("org.example.app");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> workers = new ArrayList<>();
        try {
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                workers.add(threads.submit(() -> work(guard, number, between)));
            }
            for (int version = 1; version <= updates; version++) {
                awaitDecisionsOf(version - 1);
                deploy(version);
            }
            awaitDecisionsOf(updates);
        } finally {
            over.set(true);
            threads.shutdown();
        }
        for (Future<?> worker : workers) {
            worker.get();
        }

        assertThat(unmediated.sum()).as("operations with the wrong verdict").isZero();
        assertThat(decisions()).as("decisions").isEqualTo(operations.sum());
        assertThat(passed.sum()).isEqualTo(operations.sum());
        assertThat(decisions).hasSize(updates + 1);
        assertThat(doorward.trail().facts("SERVICE_START")).hasSize(started + updates + 1);
        assertThat(doorward.trail().facts("SERVICE_STOP")).hasSize(stopped + updates);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(loadersLeft())
                        .as("class loaders: that of the version in force")
                        .isEqualTo(1));
    }

    private void deploy(int version) {
        BundleWiring wiring = doorward.deploy(counter(version)).adapt(BundleWiring.class);
        loaders.add(new WeakReference<>(wiring.getClassLoader()));
    }

    private long loadersLeft() {
        System.gc();
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private void awaitDecisionsOf(int version) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> decisions.containsKey(version + ".0.0")
                        && decisions.get(version + ".0.0").sum() >= 100);
    }
}

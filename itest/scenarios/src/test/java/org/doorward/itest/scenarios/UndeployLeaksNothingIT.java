package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.PhantomReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.module.TextArgument;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.testkit.TestBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** A module that is gone is gone: its class loader is collected, with everything that the engine knew of it. */
class UndeployLeaksNothingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension();

    private OperationGuard guard;

    @BeforeEach
    void anApplication() {
        doorward.context()
                .registerService(
                        ConcurrentMap.class.getName(), new ConcurrentHashMap<String, Object>(), new Hashtable<>());
        guard = doorward.guard("org.example.app");
    }

    private static TestBundle counter(String version) {
        return TestBundle.named("counter").version(version).activator(CountingActivator.class);
    }

    /** In a method of its own, so that no local variable of the test keeps anything. */
    private PhantomReference<ClassLoader> loaderOfDeployed(TestBundle bundle) {
        ClassLoader loader = doorward.deploy(bundle).adapt(BundleWiring.class).getClassLoader();
        return new PhantomReference<>(loader, null);
    }

    /** Passed, flagged, denied: frames, views, events, plans and caches have met the module. */
    private void operate() {
        for (int i = 0; i < 100; i++) {
            guard.file(Kind.FILE_OPEN, "/flagged/" + i, path -> null);
            try {
                guard.file(Kind.FILE_DELETE, "/denied/" + i, path -> null);
            } catch (OperationDeniedException e) {
                assertThat(e).hasMessageContaining("counter");
            }
        }
    }

    private static boolean isCollected(PhantomReference<ClassLoader> loader) {
        System.gc();
        return loader.refersTo(null);
    }

    @Test
    void theClassLoaderOfAnUndeployedModuleIsCollectedThoughTheApplicationGoesOn() {
        PhantomReference<ClassLoader> loader = loaderOfDeployed(counter("1.0.0"));
        operate();
        assertThat(isCollected(loader)).as("collected while it is deployed").isFalse();

        doorward.undeploy("counter");

        await().atMost(LIMIT).until(() -> isCollected(loader));
        guard.file(Kind.FILE_OPEN, "/flagged", path -> null);
    }

    @Test
    void theClassLoaderOfAnOldVersionIsCollectedThoughTheNewOneDecides() {
        PhantomReference<ClassLoader> loader = loaderOfDeployed(counter("1.0.0"));
        operate();

        doorward.deploy(counter("2.0.0"));
        operate();

        await().atMost(LIMIT).until(() -> isCollected(loader));
    }

    /** An application with a kind of its own, whose operations are flagged, detached and left without an outcome. */
    public static final class ApplicationActivator implements BundleActivator {
        private static final Kind SELL = Kind.of("shop.sell");
        private static final TextArgument ITEM = SELL.textArgument("item");

        @Override
        public void start(BundleContext context) {
            OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
            for (int i = 0; i < 100; i++) {
                guard.operation(SELL).set(ITEM, "item " + i).call(() -> null);
            }
            guard.operation(SELL).set(ITEM, "detached").enter().detach();
        }

        @Override
        public void stop(BundleContext context) {
            // Nothing is left to be done.
        }
    }

    @Test
    void theClassLoaderOfAnUndeployedApplicationIsCollectedThoughItsKindStaysKnown() {
        doorward.module("flags", Modules.flagging("sold"), "shop.sell");
        PhantomReference<ClassLoader> loader =
                loaderOfDeployed(TestBundle.named("shop").activator(ApplicationActivator.class));

        doorward.undeploy("shop");

        await().atMost(LIMIT).until(() -> isCollected(loader));
        await().atMost(LIMIT)
                .until(() -> doorward.trail().operations("shop.sell").size() == 101);
    }

    /** The control: one reference to one object of the bundle is enough for the tests above to fail. */
    @Test
    void aClassLoaderThatSomebodyKeepsIsNotCollected() {
        List<Object> keeper = new ArrayList<>();
        PhantomReference<ClassLoader> kept = keep(keeper);
        PhantomReference<ClassLoader> other =
                loaderOfDeployed(TestBundle.named("other").activator(CountingActivator.class));

        doorward.undeploy("counter");
        doorward.undeploy("other");

        await().atMost(LIMIT).until(() -> isCollected(other));
        assertThat(isCollected(kept)).isFalse();
        assertThat(keeper).hasSize(1);
    }

    private PhantomReference<ClassLoader> keep(List<Object> keeper) {
        PhantomReference<ClassLoader> loader = loaderOfDeployed(counter("1.0.0"));
        keeper.add(doorward.context()
                .getBundles()[doorward.context().getBundles().length - 1]
                .adapt(BundleWiring.class)
                .getClassLoader());
        return loader;
    }
}

package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Hashtable;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.testkit.TestBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;

/** Who is acting: through a guard, the first bundle below its owner. */
class SubjectIT {
    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension();

    private final AtomicReference<String> asked = new AtomicReference<>();

    @BeforeEach
    void allIsRecorded() {
        doorward.module(
                "who",
                (operation, audit) -> {
                    asked.set(operation.subject().label());
                    audit.flag("who");
                    return Decision.PASS;
                },
                "file.open");
    }

    /** The owner of a guard: runs an operation for whoever calls its service. */
    public static final class LibraryActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
            Supplier<String> service = () -> guard.file(Kind.FILE_OPEN, "/x", path -> "opened");
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put("role", "library");
            context.registerService(Supplier.class, service, properties);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes the service.
        }
    }

    /** A module that is a bundle, as all are, and asks before the others who acts. */
    public static final class ModuleActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            SecurityModule module = (operation, audit) -> {
                audit.flag("asked").field("actor", operation.subject().label());
                return Decision.PASS;
            };
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(SecurityModule.NAME, "asking");
            properties.put(SecurityModule.HOOKS, "file.open");
            properties.put(Constants.SERVICE_RANKING, 100);
            context.registerService(SecurityModule.class, module, properties);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes the service.
        }
    }

    /** Hands through what it is asked to call. */
    public static final class CallerActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            Consumer<Runnable> service = task -> task.run();
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put("role", context.getBundle().getSymbolicName());
            context.registerService(Consumer.class, service, properties);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes the service.
        }
    }

    /** Hands through what it is asked to call, by way of a class whose loader says that it is the framework's. */
    public static final class PretenderActivator implements BundleActivator {
        private static final class Pretender extends ClassLoader implements BundleReference {
            private final Bundle pretended;

            Pretender(ClassLoader parent, Bundle pretended) {
                super(parent);
                this.pretended = pretended;
            }

            @Override
            public Bundle getBundle() {
                return pretended;
            }

            Class<?> define(byte[] content) {
                return defineClass(null, content, 0, content.length);
            }
        }

        /** The class that is defined there. */
        public static final class Relay implements Consumer<Runnable> {
            @Override
            public void accept(Runnable task) {
                task.run();
            }
        }

        @Override
        public void start(BundleContext context) throws Exception {
            String file = "/" + Relay.class.getName().replace('.', '/') + ".class";
            try (InputStream content = PretenderActivator.class.getResourceAsStream(file)) {
                Pretender loader = new Pretender(PretenderActivator.class.getClassLoader(), context.getBundle(0));
                Object relay =
                        loader.define(content.readAllBytes()).getConstructor().newInstance();
                Hashtable<String, Object> properties = new Hashtable<>();
                properties.put("role", context.getBundle().getSymbolicName());
                context.registerService(Consumer.class, (Consumer<?>) relay, properties);
            }
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes the service.
        }
    }

    @SuppressWarnings("unchecked") // registered above
    private Supplier<String> library() {
        doorward.install(TestBundle.named("library").activator(LibraryActivator.class));
        return doorward.service(Supplier.class, "(role=library)");
    }

    @SuppressWarnings("unchecked") // registered above
    private Consumer<Runnable> caller(String name) {
        doorward.install(TestBundle.named(name).activator(CallerActivator.class));
        return doorward.service(Consumer.class, "(role=" + name + ")");
    }

    private void subjectIs(String label) {
        assertThat(asked.get()).isEqualTo(label);
        assertThat(doorward.trail().operations().get(0)).hasSubject(label);
    }

    @Test
    void theSubjectIsTheBundleThatCallsTheOwnerOfTheGuard() {
        Supplier<String> library = library();

        caller("app").accept(library::get);

        subjectIs("app:1.0.0");
    }

    @Test
    void ofTwoCallersTheNearestIsTheSubject() {
        Supplier<String> library = library();
        Consumer<Runnable> near = caller("near");

        caller("far").accept(() -> near.accept(library::get));

        subjectIs("near:1.0.0");
    }

    @Test
    void anOwnerThatNobodyCallsActsForItself() {
        library().get();

        subjectIs("library:1.0.0");
    }

    @Test
    void aModuleIsNotTakenForTheOneWhoActsWhenItAsksWhoDoes() {
        doorward.deploy(TestBundle.named("asking").activator(ModuleActivator.class));
        Supplier<String> library = library();

        library.get();
        subjectIs("library:1.0.0");

        caller("app").accept(library::get);
        assertThat(asked.get()).isEqualTo("app:1.0.0");
        assertThat(doorward.trail().operations().get(1)).hasSubject("app:1.0.0");
    }

    @Test
    void aThreadThatTheCallerStartsHasOnlyWhatIsOnItsOwnStack() throws Exception {
        Supplier<String> library = library();
        Consumer<Runnable> app = caller("app");
        Callable<Thread> starting = () -> {
            Thread thread = new Thread(() -> app.accept(library::get));
            thread.start();
            return thread;
        };

        starting.call().join();

        subjectIs("app:1.0.0");
    }

    @Test
    void policyKnowsABundleByTheHashOfWhatWasDeployedAndNotByItsName() throws Exception {
        TestBundle real = TestBundle.named("app").activator(CallerActivator.class);
        String hash = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(real.bytes()));
        BundleMatch app = BundleMatch.withHash("app", hash);
        AtomicReference<Boolean> matched = new AtomicReference<>();
        doorward.module(
                "match",
                (operation, audit) -> {
                    matched.set(operation.subject().matches(app));
                    return Decision.PASS;
                },
                "file.open");
        Supplier<String> library = library();
        Bundle deployed = doorward.deploy(real);
        callerOf(deployed).accept(library::get);
        assertThat(matched.get()).isTrue();

        doorward.undeploy("app");
        Bundle impostor = doorward.deploy(real.header("Bundle-Name", "impostor"));
        callerOf(impostor).accept(library::get);

        assertThat(impostor.getSymbolicName()).isEqualTo("app");
        assertThat(matched.get()).isFalse();
    }

    @Test
    @SuppressWarnings("unchecked") // registered above
    void aLoaderThatABundleMadeIsThatBundlesWhateverItSaysOfItself() {
        Supplier<String> library = library();
        doorward.install(TestBundle.named("pretender").activator(PretenderActivator.class));
        Consumer<Runnable> pretender = doorward.service(Consumer.class, "(role=pretender)");

        pretender.accept(library::get);

        subjectIs("pretender:1.0.0");
    }

    @Test
    void onlyWhatIsNoBundleHasAnEmptyLocation() throws Exception {
        AtomicReference<String> location = new AtomicReference<>();
        doorward.module(
                "where",
                (operation, audit) -> {
                    location.set(operation.subject().location());
                    return Decision.PASS;
                },
                "file.open");
        Supplier<String> library = library();
        byte[] jar =
                TestBundle.named("doorward").activator(CallerActivator.class).bytes();
        Bundle nowhere = doorward.context().installBundle("", new ByteArrayInputStream(jar));
        nowhere.start();

        callerOf(nowhere).accept(library::get);

        assertThat(nowhere.getLocation()).isEmpty(); // Felix takes it
        assertThat(location.get()).isEqualTo("bundle-" + nowhere.getBundleId());
    }

    @SuppressWarnings("unchecked") // registered above
    private Consumer<Runnable> callerOf(Bundle bundle) {
        return (Consumer<Runnable>) doorward.context().getService(bundle.getRegisteredServices()[0]);
    }
}

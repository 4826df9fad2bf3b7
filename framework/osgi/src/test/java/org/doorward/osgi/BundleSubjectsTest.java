package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.doorward.core.Actor;
import org.doorward.core.BundleGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;

/** Whom the engine takes for a bundle. */
class BundleSubjectsTest {
    @RegisterExtension
    final TestFramework framework = new TestFramework();

    @Test
    void whatOnlySaysThatItIsABundleIsNoneAndIsNotAsked() {
        BundleSubjects subjects = Subjects.of(new Installer(framework.context()));
        List<String> called = new ArrayList<>();
        Object pretending = Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class, BundleRevision.class},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });

        assertThat(subjects.bundle(pretending)).isNull();
        assertThat(called).isEmpty();
        assertThat(subjects.bundle(framework.context().getBundle()).symbolicName())
                .isEqualTo("org.apache.felix.framework");
    }

    @Test
    void aServiceIsKnownByItsNamesAndAPretendedOneIsNotAsked() {
        BundleSubjects subjects = Subjects.of(new Installer(framework.context()));
        var registration = framework
                .context()
                .registerService(new String[] {Runnable.class.getName(), Comparable.class.getName()}, new Both(), null);
        List<String> called = new ArrayList<>();
        Object pretending = Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });

        assertThat(subjects.service(registration.getReference()))
                .isEqualTo(Runnable.class.getName() + "," + Comparable.class.getName());
        assertThat(subjects.service(pretending)).isNull();
        assertThat(called).isEmpty();
    }

    private static final class Both implements Runnable, Comparable<Both> {
        @Override
        public void run() {
            // Nobody runs it.
        }

        @Override
        public int compareTo(Both other) {
            return 0;
        }
    }

    private Bundle installed(String name, String header, String value) throws Exception {
        return framework
                .context()
                .installBundle(
                        "test:" + name,
                        new ByteArrayInputStream(TestJar.bundle(name, "1.0.0")
                                .header("Import-Package", "org.osgi.framework")
                                .header(header, value)
                                .file("lib" + name + "/x", "")
                                .bytes()));
    }

    @Test
    void whoeverNeedsARefreshedBundleIsRefreshedWithItHoweverFarAway() throws Exception {
        BundleSubjects subjects = Subjects.of(new Installer(framework.context()));
        Bundle library = installed("library", "Export-Package", "liblibrary");
        Bundle between = installed("between", "Import-Package", "liblibrary\nExport-Package: libbetween");
        Bundle far = installed("far", "Import-Package", "libbetween");
        Bundle other = installed("other", "X-Nothing", "x");
        for (Bundle bundle : List.of(library, between, far, other)) {
            bundle.start();
        }

        BundleGroup one = subjects.bundles(List.of(library), true);
        assertThat(one.named()).extracting(Object::toString).containsExactly("library:1.0.0");
        assertThat(one.others()).extracting(Object::toString).containsExactlyInAnyOrder("between:1.0.0", "far:1.0.0");
        assertThat(subjects.bundles(List.of(library), false).others()).isEmpty();
        assertThat(subjects.bundles(List.of(other, "no bundle"), true).others()).isEmpty();
        assertThat(subjects.bundles(null, true).others()).isEmpty();

        library.uninstall();
        BundleGroup waiting = subjects.bundles(null, true);
        assertThat(waiting.named()).isEmpty();
        assertThat(waiting.others())
                .extracting(Object::toString)
                .contains("library:1.0.0", "between:1.0.0", "far:1.0.0");
    }

    /** Stands for the agent's. */
    private static final class Bridge {
        static Actor ask(BundleSubjects subjects) {
            return subjects.actor(false, false);
        }
    }

    @Test
    void aThreadThatRunsDoesNotChangeItsOwnerByBeingStartedOnceMore() throws Exception {
        BundleSubjects subjects = Subjects.of(new Installer(framework.context()));
        subjects.bridge(Bridge.class);
        BundleSubject owner = new BundleSubject("owner", "1.0.0", "file:/o", Optional.empty(), false);
        BundleSubject other = new BundleSubject("other", "1.0.0", "file:/x", Optional.empty(), false);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Actor> actor = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                asked.await();
                actor.set(Bridge.ask(subjects));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        subjects.created(thread, Actor.of(owner));
        thread.start();
        subjects.created(thread, Actor.of(other));
        asked.countDown();
        thread.join();

        assertThat(actor.get().subject()).isSameAs(owner);
    }
}

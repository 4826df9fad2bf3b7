package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.doorward.core.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
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

package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.EventHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.doorward.core.Actor;
import org.doorward.module.BundleMatch;
import org.doorward.osgi.testbundle.CallingActivator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** Who is taken for the administrator, and who is not, whatever it tries. */
class AdministratorOnTheStackTest {
    private static final String CONSOLE = "org.doorward.console";
    private static final String SHELL = "org.apache.felix.gogo.runtime";

    private static final BundleSubject ENGINE = new BundleSubject("doorward", "1.0.0", "", Optional.empty(), true);

    @RegisterExtension
    final TestFramework framework = new TestFramework();

    private Installer installer;
    private BundleSubjects subjects;

    /** Stands for the bridge: what is above it on the stack is the engine's. */
    private static final class Probe implements Runnable {
        private final BundleSubjects subjects;
        private volatile Actor seen;

        Probe(BundleSubjects subjects) {
            this.subjects = subjects;
        }

        @Override
        public void run() {
            seen = subjects.actor(false, false);
        }
    }

    @BeforeEach
    void aFramework() {
        installer = new Installer(framework.context());
        subjects = Subjects.of(installer, ENGINE);
        subjects.bridge(Probe.class);
    }

    private UnaryOperator<Runnable> ofDistribution(String name) throws Exception {
        byte[] jar =
                TestJar.bundle(name, "1.0.0").activator(CallingActivator.class).bytes();
        Path file = Files.write(framework.folder().resolve(name + ".jar"), jar);
        return started(installer.installOfDistribution(file));
    }

    private UnaryOperator<Runnable> foreign(String name) throws Exception {
        byte[] jar =
                TestJar.bundle(name, "1.0.0").activator(CallingActivator.class).bytes();
        return started(installer.install(framework.folder().resolve(name + ".jar"), jar));
    }

    @SuppressWarnings("unchecked") // the only service of this type that the bundle has
    private static UnaryOperator<Runnable> started(Bundle bundle) throws BundleException {
        bundle.start();
        ServiceReference<?> service =
                Arrays.stream(bundle.getRegisteredServices()).findFirst().orElseThrow();
        return (UnaryOperator<Runnable>) bundle.getBundleContext().getService(service);
    }

    private Actor actor(UnaryOperator<Runnable> code) throws InterruptedException {
        return actorIn(code, null);
    }

    /** Who acts when this code runs in a new thread that {@code creator}, if given, began. */
    private Actor actorIn(UnaryOperator<Runnable> code, Actor creator) throws InterruptedException {
        Probe probe = new Probe(subjects);
        Thread thread = new Thread(code.apply(probe));
        if (creator != null) {
            subjects.created(thread, creator);
        }
        thread.start();
        thread.join();
        return probe.seen;
    }

    @Test
    void theConsoleByItselfIsTheAdministratorAndSoIsTheShellInAThreadThatItBegan() throws Exception {
        UnaryOperator<Runnable> console = ofDistribution(CONSOLE);
        UnaryOperator<Runnable> shell = ofDistribution(SHELL);
        Actor atTheSocket = actor(console);
        assertThat(atTheSocket.administrator()).isTrue();
        assertThat(atTheSocket.subject().symbolicName()).isEqualTo(CONSOLE);
        Actor line = actorIn(shell, atTheSocket);
        assertThat(line.administrator()).isTrue();
        assertThat(line.subject().symbolicName()).isEqualTo(SHELL);
    }

    @Test
    void theShellInAThreadThatAnybodyElseBeganIsNot() throws Exception {
        UnaryOperator<Runnable> shell = ofDistribution(SHELL);
        UnaryOperator<Runnable> stranger = foreign("org.example.stranger");
        assertThat(actor(shell).administrator()).isFalse();
        Actor began = actor(stranger);
        Actor line = actorIn(shell, began);
        assertThat(line.administrator()).isFalse();
        assertThat(line.subject().symbolicName()).isEqualTo("org.example.stranger");
    }

    @Test
    void aBundleWhoseCodeIsOnTheStackIsNotWhereverItStands() throws Exception {
        UnaryOperator<Runnable> console = ofDistribution(CONSOLE);
        UnaryOperator<Runnable> stranger = foreign("org.example.stranger");
        Actor administrator = actor(console);
        for (UnaryOperator<Runnable> code : List.<UnaryOperator<Runnable>>of(
                inner -> console.apply(stranger.apply(inner)), inner -> stranger.apply(console.apply(inner)))) {
            Actor actor = actorIn(code, administrator);
            assertThat(actor.administrator()).isFalse();
            assertThat(actor.subject().symbolicName()).isEqualTo("org.example.stranger");
        }
    }

    @Test
    void aThreadThatABundleBeginsInTheAdministratorsThreadInheritsNothing() throws Exception {
        UnaryOperator<Runnable> console = ofDistribution(CONSOLE);
        UnaryOperator<Runnable> stranger = foreign("org.example.stranger");
        Actor activated = actorIn(inner -> console.apply(stranger.apply(inner)), actor(console));
        Actor later = actorIn(console, activated);
        assertThat(later.administrator()).isFalse();
    }

    @Test
    void aBundleOfTheConsolesNameIsNot() throws Exception {
        Actor actor = actor(foreign(CONSOLE));
        assertThat(actor.subject().symbolicName()).isEqualTo(CONSOLE);
        assertThat(actor.administrator()).isFalse();
    }

    @Test
    void codeOfTheConsoleThatIsCalledByReflectionIsNot() throws Exception {
        UnaryOperator<Runnable> console = ofDistribution(CONSOLE);
        Actor actor = actor(inner -> EventHandler.create(Runnable.class, console.apply(inner), "run"));
        assertThat(actor.administrator()).isFalse();
    }

    @Test
    void theConsolesThreadWithNoCodeOfItsOwnIsNot() throws Exception {
        UnaryOperator<Runnable> console = ofDistribution(CONSOLE);
        Actor actor = actorIn(inner -> inner, actor(console));
        assertThat(actor.administrator()).isFalse();
    }

    @Test
    void aLibraryThatActsForItsCallersIsNotThoughTheThreadIsTheAdministrators() throws Exception {
        UnaryOperator<Runnable> console = ofDistribution(CONSOLE);
        UnaryOperator<Runnable> library = foreign("org.example.library");
        String location =
                framework.folder().resolve("org.example.library.jar").toUri().toString();
        subjects.transparent(List.of(BundleMatch.withLocation("org.example.library", location)));
        Actor actor = actorIn(inner -> console.apply(library.apply(inner)), actor(console));
        assertThat(actor.subject().symbolicName()).isEqualTo("org.example.library");
        assertThat(actor.administrator()).isFalse();
    }

    /** Who acts when the thread that carries out what {@code conf/} says runs this. That the engine itself is the administrator there: AdministratorIT. */
    private Actor actorInConfiguration(UnaryOperator<Runnable> code) throws InterruptedException {
        Probe probe = new Probe(subjects);
        CountDownLatch looked = new CountDownLatch(1);
        Runnable look = code.apply(probe);
        try (FolderWatcher watcher = new FolderWatcher("watcher", framework.folder(), Duration.ofMillis(1), () -> {
            look.run();
            looked.countDown();
            return false;
        })) {
            subjects.configuration(watcher.thread());
            watcher.start();
            assertThat(looked.await(1, TimeUnit.MINUTES)).isTrue();
        }
        return probe.seen;
    }

    @Test
    void aBundleInTheThreadOfTheConfigurationIsNot() throws Exception {
        Actor actor = actorInConfiguration(foreign("org.example.stranger"));
        assertThat(actor.subject().symbolicName()).isEqualTo("org.example.stranger");
        assertThat(actor.administrator()).isFalse();
    }

    @Test
    void aLibraryThatActsForItsCallersIsNotInTheThreadOfTheConfiguration() throws Exception {
        UnaryOperator<Runnable> library = foreign("org.example.library");
        String location =
                framework.folder().resolve("org.example.library.jar").toUri().toString();
        subjects.transparent(List.of(BundleMatch.withLocation("org.example.library", location)));
        assertThat(actorInConfiguration(library).administrator()).isFalse();
    }

    @Test
    void aThreadThatTheThreadOfTheConfigurationBeginsInheritsNothing() throws Exception {
        UnaryOperator<Runnable> shell = ofDistribution(SHELL);
        assertThat(actorIn(shell, new Actor(ENGINE, List.of(), true)).administrator())
                .isFalse();
    }
}

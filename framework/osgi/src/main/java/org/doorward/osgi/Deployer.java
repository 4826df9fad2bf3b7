package org.doorward.osgi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.doorward.control.ChangeRefusedException;
import org.doorward.event.Label;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Make before break
 *
 *   file changes -> new version installed beside the old -> started -> its modules are there, held back
 *                -> one list is published: new for old    -> old stopped, uninstalled
 *
 * If anything fails before the list is published, the new version is uninstalled and the old one goes on, as if nothing had been.
 * A bundle without modules is updated the other way round, old stopped first: two of them may want the same port.
 *
 * How a deployment could go wrong, and what shows that it does not (DeployerTest):
 *   a half-written file is installed             aFileIsLeftAloneWhileItGrows, aJarThatIsCutOffIsRefusedWithWhatToDo
 *   a module is gone while its update is slow    theOldVersionDecidesUntilTheNewOneIsThere
 *   a bad new version takes the good one away    anUpdateWhoseActivatorThrowsKeepsTheOldVersion,
 *                                                anUpdateThatRegistersNoModuleKeepsTheOldVersion
 *   one bad file stops the deployer              aBadFileDoesNotKeepOthersFromBeingDeployed
 *   the same complaint fills the log             aBadFileIsReportedOnceAndWorksWhenItIsMended
 *   the order of files decides                   aBundleStartsWhenWhatItImportsArrivesLater
 *   a passing refusal to resolve counts for ever aBundleStartsWhenWhatItImportsComesByAnotherWay
 *   an interrupt leaves two versions behind      anUpdateThatIsInterruptedIsTriedAgainAtTheNextLook
 */
/** Keeps the framework in step with the jars of {@code DIR/deploy}. {@link #poll} is called by one thread at a time. */
final class Deployer {
    /** What became of a file. {@code refusal}: why it is not deployed, or {@code null}. */
    record Verdict(String sha256, String refusal) {}

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final Path folder;
    private final Installer installer;
    private final ModuleTable modules;
    private final PolicyBundles policies;
    private final Supplier<Duration> timeout;
    /** A file that has not changed for so long counts at first sight. */
    private final Duration quiet;

    private final Map<Path, DeployedFile> files = new TreeMap<>();
    private final Map<Path, Verdict> verdicts = new ConcurrentHashMap<>();
    private boolean folderMissing;

    /**
     * A deployer that has not looked at the folder yet.
     *
     * @param timeout how long an update waits for the new version's modules
     * @param quiet for how long nobody must have written to a file before it is taken
     */
    Deployer(
            Path folder,
            Installer installer,
            ModuleTable modules,
            PolicyBundles policies,
            Supplier<Duration> timeout,
            Duration quiet) {
        this.folder = folder;
        this.installer = installer;
        this.modules = modules;
        this.policies = policies;
        this.timeout = timeout;
        this.quiet = quiet;
    }

    /**
     * Looks at the folder once and does what there is to do. Blocks while bundles start and stop, and at most the timeout for each
     * update.
     *
     * @return whether a file is still being written: look again soon
     * @throws InterruptedException if the thread is interrupted while it waits for an update
     */
    boolean poll() throws InterruptedException {
        Set<Path> present = new TreeSet<>();
        if (!list(present)) {
            return false;
        }
        boolean growing = false;
        List<DeployedFile> ready = new ArrayList<>();
        for (Path path : present) {
            DeployedFile file = files.computeIfAbsent(path, DeployedFile::new);
            switch (file.look(quiet)) {
                case READY -> ready.add(file);
                case GROWING -> growing = true;
                default -> {} // nothing to do, or gone again
            }
        }
        List<DeployedFile> fresh = new ArrayList<>();
        try {
            for (DeployedFile file : ready) {
                take(file, fresh);
            }
        } finally {
            startAll(fresh);
        }
        // Deleted last: a file that was renamed is there under its new name by now.
        removeMissing(present);
        return growing;
    }

    /**
     * Looks at the folder once and does nothing of what it asks for: the set of modules is locked, for good.
     *
     * @param refused told of each file that is new, another or gone, once
     * @return whether a file is still being written: look again soon
     */
    boolean refuse(Consumer<Path> refused) {
        Set<Path> present = new TreeSet<>();
        if (!list(present)) {
            return false;
        }
        boolean growing = false;
        for (Path path : present) {
            DeployedFile file = files.computeIfAbsent(path, DeployedFile::new);
            WatchedFile.Look look = file.look(quiet);
            growing |= look == WatchedFile.Look.GROWING;
            if (look == WatchedFile.Look.READY && isAnother(file)) {
                refused.accept(path);
            }
        }
        for (DeployedFile file : files.values()) {
            if (file.isInstalled() && !file.missed && !present.contains(file.path())) {
                file.missed = true;
                refused.accept(file.path());
            }
        }
        return growing;
    }

    private static boolean isAnother(DeployedFile file) {
        try {
            byte[] content = file.read();
            return content != null
                    && !(file.isInstalled() && Installer.sha256(content).equals(file.sha256));
        } catch (IOException e) {
            return true;
        }
    }

    /** What became of a file of the folder, {@code null} if it is not known or not there any more. Any thread. */
    Verdict verdict(Path file) {
        return verdicts.get(file);
    }

    private boolean list(Set<Path> present) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, Deployer::isCandidate)) {
            jars.forEach(present::add);
            folderMissing = false;
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            if (!folderMissing) {
                LOG.error(
                        "deploy folder [{}] cannot be read: {}; what is deployed stays; create the folder again",
                        folder,
                        e.toString());
                folderMissing = true;
            }
            return false;
        }
    }

    private static boolean isCandidate(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private void take(DeployedFile file, List<DeployedFile> fresh) throws InterruptedException {
        try {
            byte[] content = file.read();
            if (content == null) {
                return;
            }
            String sha256 = Installer.sha256(content);
            file.tried = sha256;
            if (file.isInstalled() && sha256.equals(file.sha256)) {
                verdicts.put(file.path(), new Verdict(sha256, file.unresolved));
                return; // touched, not changed
            }
            checkIsBundle(content);
            if (!file.isInstalled() || file.unresolved != null) {
                uninstall(file);
                file.bundle = install(file.path(), content);
                file.sha256 = sha256;
                fresh.add(file);
            } else {
                update(file, content, sha256);
            }
        } catch (IOException | DeployFailure e) {
            refused(file, e);
        }
    }

    private static void checkIsBundle(byte[] content) throws DeployFailure {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content))) {
            Manifest manifest = jar.getManifest();
            if (manifest == null && jar.getNextEntry() == null) {
                throw new DeployFailure("it is no jar file; copy it again", null);
            }
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw new DeployFailure(
                        "it is no OSGi bundle: its manifest has no Bundle-SymbolicName; build it with bnd", null);
            }
            if (!hasEnd(content)) {
                throw new DeployFailure("it is cut off: the end of a jar file is missing; copy it again", null);
            }
        } catch (IOException e) {
            throw new DeployFailure("it is no jar file: " + e + "; copy it again", e);
        }
    }

    /** Whether there is an end of central directory record (APPNOTE.TXT 4.3.16): 22 bytes and a comment of at most 64 KiB. */
    private static boolean hasEnd(byte[] content) {
        for (int at = content.length - 22; at >= 0 && at >= content.length - 22 - 0xffff; at--) {
            if (content[at] == 'P' && content[at + 1] == 'K' && content[at + 2] == 5 && content[at + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    private Bundle install(Path path, byte[] content) throws DeployFailure {
        try {
            return installer.install(path, content);
        } catch (BundleException e) {
            throw DeployFailure.of(e);
        }
    }

    /**
     * Starts what was installed, and what did not resolve before, until nothing more starts. At every look: what was missing may come by
     * other ways than the folder, and Felix refuses to resolve when it would have to wait for another thread that waits for this one.
     */
    private void startAll(List<DeployedFile> fresh) {
        List<DeployedFile> waiting = new ArrayList<>(fresh);
        files.values().stream()
                .filter(file -> file.unresolved != null && !fresh.contains(file))
                .forEach(waiting::add);
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Iterator<DeployedFile> each = waiting.iterator(); each.hasNext(); ) {
                DeployedFile file = each.next();
                if (tryStart(file)) {
                    each.remove();
                    progress = true;
                }
            }
        }
    }

    /** Starts a bundle; false if it does not resolve, which it may do later. */
    private boolean tryStart(DeployedFile file) {
        try {
            start(file.bundle);
            if (PolicyBundles.isPolicy(file.bundle)) {
                policies.load(file.bundle, file.sha256, null);
            }
            file.unresolved = null;
            verdicts.put(file.path(), new Verdict(file.sha256, null));
            LOG.info("[{}] deployed: {}", file.path(), label(file.bundle));
            return true;
        } catch (DeployFailure e) {
            if (e.isUnresolved()) {
                if (!e.getMessage().equals(file.unresolved)) {
                    file.unresolved = e.getMessage();
                    refused(file, e);
                }
                return false;
            }
            refused(file, e);
            uninstall(file);
            return true;
        }
    }

    private static void start(Bundle bundle) throws DeployFailure {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            throw DeployFailure.of(e);
        }
    }

    private void update(DeployedFile file, byte[] content, String sha256) throws DeployFailure, InterruptedException {
        Bundle current = file.bundle;
        Set<String> names = modules.names(current);
        Bundle next = install(file.path(), content);
        try {
            if (PolicyBundles.isPolicy(current) && PolicyBundles.isPolicy(next)) {
                start(next);
                policies.load(next, sha256, current);
            } else if (PolicyBundles.isPolicy(current) || PolicyBundles.isPolicy(next)) {
                throw new DeployFailure(
                        "a policy and what is none do not replace each other; delete the file first", null);
            } else if (names.isEmpty()) {
                breakBeforeMake(current, next);
            } else {
                makeBeforeBreak(current, next);
            }
        } catch (DeployFailure e) {
            discard(next);
            throw new DeployFailure(
                    e.getMessage() + "; the version before, [" + label(current) + "], stays", e.getCause());
        } catch (InterruptedException e) {
            discard(next);
            file.again();
            throw e;
        }
        file.bundle = next;
        file.sha256 = sha256;
        LOG.info("[{}] updated: {} in the place of {}, modules {}", file.path(), label(next), label(current), names);
        discard(current);
        verdicts.put(file.path(), new Verdict(sha256, null));
    }

    private void makeBeforeBreak(Bundle current, Bundle next) throws DeployFailure, InterruptedException {
        modules.beginUpdate(current, next);
        boolean done = false;
        try {
            start(next);
            Set<String> missing = modules.awaitUpdate(current, next, timeout.get());
            if (!missing.isEmpty()) {
                throw new DeployFailure(
                        "it did not register the modules " + missing + " within "
                                + timeout.get().toMillis() + " ms; if they are to go, delete the file first",
                        null);
            }
            modules.completeUpdate(current, next);
            done = true;
        } catch (IllegalArgumentException e) {
            throw new DeployFailure(e.getMessage(), e);
        } finally {
            if (!done) {
                modules.abandonUpdate(next);
            }
        }
    }

    private static void breakBeforeMake(Bundle current, Bundle next) throws DeployFailure {
        try {
            current.stop(Bundle.STOP_TRANSIENT);
            start(next);
        } catch (BundleException e) {
            throw DeployFailure.of(e);
        } finally {
            if (next.getState() != Bundle.ACTIVE && next.getState() != Bundle.STARTING) {
                restart(current);
            }
        }
    }

    private static void restart(Bundle current) {
        try {
            start(current);
        } catch (DeployFailure e) {
            LOG.error("[{}] does not start again: {}", label(current), e.getMessage(), e);
        }
    }

    private void removeMissing(Set<Path> present) {
        for (Iterator<DeployedFile> each = files.values().iterator(); each.hasNext(); ) {
            DeployedFile file = each.next();
            if (!present.contains(file.path())) {
                each.remove();
                if (file.bundle != null) {
                    String label = label(file.bundle);
                    uninstall(file);
                    LOG.info("[{}] removed: {}", file.path(), label);
                }
                verdicts.remove(file.path());
            }
        }
    }

    private void uninstall(DeployedFile file) {
        if (file.bundle != null) {
            discard(file.bundle);
            file.bundle = null;
            file.sha256 = null;
            file.unresolved = null;
        }
    }

    private void discard(Bundle bundle) {
        try {
            policies.unload(bundle);
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } catch (BundleException | IllegalStateException | ChangeRefusedException e) {
            LOG.error("[{}] is not uninstalled cleanly: {}", label(bundle), e.toString(), e);
        }
        installer.forget(bundle);
        installer.framework().adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
    }

    private static String label(Bundle bundle) {
        return Label.of(bundle.getSymbolicName(), bundle.getVersion().toString());
    }

    private void refused(DeployedFile file, Exception e) {
        verdicts.put(file.path(), new Verdict(file.tried, e.getMessage()));
        LOG.error("[{}] is not deployed: {}", file.path(), e.getMessage(), e.getCause());
    }
}

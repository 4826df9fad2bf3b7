package org.doorward.osgi;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.doorward.control.ChangeRefusedException;
import org.osgi.framework.Bundle;

/*
 * The folder is the truth: every change is one of files, and the deployer does it. So what is on the disk and what runs agree, whatever
 * becomes of this process.
 *
 *   X.jar                     deployed
 *   X.jar.disabled=A,B        kept and not deployed; A and B are the modules that it had. The deployer looks at *.jar alone
 *   .X.jar.new, .X.jar.old    while it is changed. The deployer leaves alone what begins with a dot
 *
 * What could go wrong, and what shows that it does not (DeployFolderTest):
 *   a jar that is no good takes the good one away      anUpdateThatIsRefusedLeavesTheOldJarAndTheOldModule
 *   a jar that is no good stays in the folder          aJarThatIsRefusedIsTakenOutAgain
 *   half a jar is deployed                             written beside it, renamed
 *   a module of the distribution is taken away         aModuleThatCameAnotherWayIsNotTouched
 *   an old refusal answers a new try                   whatWasRefusedIsTriedAnewAtOnce
 *   a policy comes by command and does not go by one    aPolicyIsInstalledDisabledEnabledAndRemovedByItsName
 */
/** What the operator puts into the deploy folder by command, and takes out of it. Safe for all threads; one change after the other. */
final class DeployFolder {
    private static final String DISABLED = ".disabled=";
    /** Beyond what an update may take: the deployer may be at another file. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Deployer deployer;
    private final ModuleTable modules;
    private final PolicyBundles policies;
    private final Installer installer;
    private final Supplier<Duration> timeout;

    DeployFolder(
            Path folder,
            Deployer deployer,
            ModuleTable modules,
            PolicyBundles policies,
            Installer installer,
            Supplier<Duration> timeout) {
        this.folder = folder;
        this.deployer = deployer;
        this.modules = modules;
        this.policies = policies;
        this.installer = installer;
        this.timeout = timeout;
    }

    synchronized List<String> install(Path jar) throws ChangeRefusedException {
        String name = jar.getFileName() == null ? "" : jar.getFileName().toString();
        if (!jar.isAbsolute() || !name.endsWith(".jar") || name.startsWith(".") || !Files.isRegularFile(jar)) {
            throw new ChangeRefusedException(
                    "[" + jar + "]: expected the absolute path of a file whose name ends in .jar");
        }
        Path place = folder.resolve(name);
        Path next = folder.resolve("." + name + ".new");
        Path before = folder.resolve("." + name + ".old");
        try {
            Files.copy(jar, next, StandardCopyOption.REPLACE_EXISTING);
            boolean replaces = Files.exists(place);
            if (replaces) {
                Files.copy(place, before, StandardCopyOption.REPLACE_EXISTING);
            }
            try {
                return deploy(next, place);
            } catch (ChangeRefusedException e) {
                if (replaces) {
                    String sha256 = Installer.sha256(Files.readAllBytes(before));
                    Files.move(before, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    await(place, () -> isSettled(deployer.verdict(place), sha256));
                } else {
                    Files.deleteIfExists(place);
                    awaitGone(place);
                }
                throw e;
            } finally {
                Files.deleteIfExists(next);
                Files.deleteIfExists(before);
            }
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    synchronized List<String> enable(String module) throws ChangeRefusedException {
        Path kept = disabled(module);
        if (kept == null) {
            throw new ChangeRefusedException("[" + module + "]: expected the name of a module that is disabled;"
                    + " their jars are the files in [" + folder + "] with " + DISABLED + " in their names");
        }
        String name = kept.getFileName().toString();
        Path place = folder.resolve(name.substring(0, name.lastIndexOf(DISABLED)));
        if (Files.exists(place)) {
            throw new ChangeRefusedException("[" + place + "] is there already; remove one of the two");
        }
        try {
            try {
                return deploy(kept, place);
            } catch (ChangeRefusedException e) {
                Files.move(place, kept, StandardCopyOption.ATOMIC_MOVE);
                awaitGone(place);
                throw e;
            }
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    synchronized List<String> disable(String module) throws ChangeRefusedException {
        Path place = deployed(module);
        List<String> names = names(place);
        String kept = place.getFileName() + DISABLED + String.join(",", names);
        return takeOut(place, names, () -> Files.move(place, folder.resolve(kept), StandardCopyOption.ATOMIC_MOVE));
    }

    synchronized List<String> remove(String module) throws ChangeRefusedException {
        Path kept = disabled(module);
        if (kept != null && bundle(module) == null) {
            return takeOut(kept, modulesOf(kept), () -> Files.delete(kept));
        }
        Path place = deployed(module);
        return takeOut(place, names(place), () -> Files.delete(place));
    }

    private interface FileAction {
        void run() throws IOException;
    }

    private List<String> takeOut(Path place, List<String> names, FileAction action) throws ChangeRefusedException {
        try {
            action.run();
        } catch (IOException e) {
            throw cannot(e);
        }
        awaitGone(place);
        return names;
    }

    private List<String> deploy(Path from, Path place) throws IOException, ChangeRefusedException {
        String sha256 = Installer.sha256(Files.readAllBytes(from));
        Files.move(from, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        await(place, () -> isSettled(deployer.verdict(place), sha256));
        String refusal = deployer.verdict(place).refusal();
        if (refusal != null) {
            throw new ChangeRefusedException("[" + place + "] is not deployed: " + refusal);
        }
        return names(place);
    }

    private static boolean isSettled(Deployer.Verdict verdict, String sha256) {
        return verdict != null && sha256.equals(verdict.sha256());
    }

    /* What the deployer said of a file that is away would be its verdict on the next one of the name. */
    private void awaitGone(Path place) throws ChangeRefusedException {
        await(place, () -> deployer.verdict(place) == null);
    }

    private void await(Path place, BooleanSupplier done) throws ChangeRefusedException {
        long deadline = System.nanoTime() + timeout.get().plus(PATIENCE).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new ChangeRefusedException("[" + place + "]: the deployer has not come to it; see the log");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private Path deployed(String module) throws ChangeRefusedException {
        Bundle bundle = bundle(module);
        if (bundle == null) {
            throw new ChangeRefusedException("[" + module
                    + "]: expected the name of a module or a policy; semodule -l lists those that are loaded");
        }
        Path file = file(bundle);
        if (file == null || !folder.equals(file.getParent())) {
            throw new ChangeRefusedException("module [" + module + "] did not come through the folder [" + folder
                    + "]; take it away where it came from");
        }
        return file;
    }

    /** The bundle that a module or a policy came with. */
    private Bundle bundle(String name) {
        Bundle ofModule = modules.bundle(name);
        return ofModule != null ? ofModule : policies.bundle(name);
    }

    private Path file(Bundle bundle) {
        return installer
                .proof(bundle)
                .map(proof -> Path.of(URI.create(proof.location())))
                .orElse(null);
    }

    private List<String> names(Path place) {
        for (Bundle bundle : installer.installed()) {
            if (place.equals(file(bundle))) {
                Set<String> names = modules.names(bundle);
                if (!names.isEmpty()) {
                    return List.copyOf(names);
                }
                if (PolicyBundles.isPolicy(bundle)) {
                    return List.of(bundle.getSymbolicName());
                }
            }
        }
        return List.of();
    }

    /** The names of all modules and policies that are disabled, sorted; none if the folder cannot be read. Waits for no change. */
    List<String> disabled() {
        SortedSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> kept = kept()) {
            kept.forEach(file -> names.addAll(modulesOf(file)));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return List.copyOf(names);
    }

    private DirectoryStream<Path> kept() throws IOException {
        return Files.newDirectoryStream(folder, "*" + DISABLED + "*");
    }

    private Path disabled(String module) throws ChangeRefusedException {
        try (DirectoryStream<Path> kept = kept()) {
            for (Path file : kept) {
                if (modulesOf(file).contains(module)) {
                    return file;
                }
            }
            return null;
        } catch (IOException | DirectoryIteratorException e) {
            throw cannot(e);
        }
    }

    private static List<String> modulesOf(Path kept) {
        String name = kept.getFileName().toString();
        return Arrays.asList(
                name.substring(name.lastIndexOf(DISABLED) + DISABLED.length()).split(","));
    }

    private ChangeRefusedException cannot(Exception e) {
        return new ChangeRefusedException("deploy folder [" + folder + "] cannot be changed: " + e);
    }
}

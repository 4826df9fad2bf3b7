package org.doorward.osgi;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.doorward.core.BundleIdentity;
import org.doorward.core.Core;
import org.doorward.core.ExemptAction;
import org.doorward.core.SelfProtection;
import org.doorward.core.woven.WovenAgent;
import org.doorward.core.woven.WovenRow;
import org.doorward.event.KindSpec;
import org.doorward.module.PathMatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What the agent brings to an engine: the framework is woven, the rows are read, and, when core is there, its handler is installed. Each
 * step once, for one thread; then bundles of the distribution are woven, whenever they come back.
 */
final class Interception {
    private final WovenAgent agent;
    private final WovenRow[] rows;
    private int woven;
    /** The modules of bundles that are woven, by symbolic name. */
    private final Map<String, WeakReference<Module>> ofBundles = new ConcurrentHashMap<>();

    /**
     * Reads the rows of the JDK.
     *
     * @throws StartRefusedException if agent and tables do not fit
     */
    Interception(Map<?, ?> handedOver) throws StartRefusedException {
        try {
            agent = new WovenAgent(handedOver);
            rows = agent.jdkRows();
        } catch (RuntimeException e) {
            throw cannotMediate(e);
        }
    }

    private static StartRefusedException cannotMediate(RuntimeException e) {
        return new StartRefusedException("the agent cannot mediate: " + e.getMessage(), e);
    }

    /**
     * The package of what woven methods call. Woven bundles find it by boot delegation; it is exported to them alone, so that all others find a
     * class that they can do nothing with.
     */
    String bridgePackage() {
        return agent.bridge().getPackageName();
    }

    /**
     * Weaves the framework, before it does anything, and reads its rows.
     *
     * @throws StartRefusedException if tables and framework do not fit; nothing is half woven without being said
     */
    void weave(Framework framework) throws StartRefusedException {
        try {
            // The launcher opens the framework's classes to this module.
            agent.weaveFramework(framework.getClass().getModule(), MethodHandles.lookup(), rows);
            woven = (int) Arrays.stream(rows).filter(Objects::nonNull).count()
                    + agent.kindsOfBundles().size();
        } catch (RuntimeException e) {
            throw cannotMediate(e);
        }
    }

    /**
     * From now on calls are mediated, and the engine defends itself.
     *
     * @param home the instance's folders
     * @param distribution the folder that Doorward runs from
     * @param modules whether a bundle has a module that is asked
     * @param configurations whether a configuration, by its PID, is the operator's alone
     * @throws StartRefusedException if a call that is made for a test is not stopped
     */
    void install(
            Core core,
            BundleSubjects subjects,
            EngineHome home,
            Path distribution,
            Predicate<BundleIdentity> modules,
            Predicate<String> configurations)
            throws StartRefusedException {
        subjects.bridge(agent.bridge());
        SelfProtection defence = new SelfProtection(
                under(
                        home.auditFolder(),
                        home.controlSocket(),
                        home.lockFile(),
                        home.shellHistory(),
                        // Second names of every file that is open, and of the whole disk.
                        Path.of("/dev/fd"),
                        Path.of("/proc/self"),
                        Path.of("/proc/thread-self"),
                        Path.of("/proc/" + ProcessHandle.current().pid())),
                under(home.frameworkCache()),
                under(home.confFolder(), home.deployFolder(), distribution),
                bundle -> bundle.own() || modules.test(bundle),
                configurations,
                kinds().stream().filter(kind -> kind.startsWith("file.")).collect(Collectors.toSet()));
        core.intercept(agent, rows, defence);
        File probe = home.runFolder().resolve("self-test").toFile();
        if (!core.intercepts("file.mkdir", probe::mkdir) || probe.exists()) {
            throw new StartRefusedException("self-test: a call of java.io.File.mkdir was not stopped although the agent"
                    + " wove it; nothing would be mediated. Install the distribution anew, or start without the agent:"
                    + " DOORWARD_AGENT=off");
        }
    }

    /** Under these names, and under those that they have behind links: an operator may give a link for a home. */
    static PathMatch under(Path... paths) {
        List<String> names = new ArrayList<>();
        for (Path path : paths) {
            names.add(path.toString());
            try {
                names.add(path.toFile().getCanonicalPath());
            } catch (IOException e) {
                throw new UncheckedIOException("path [" + path + "] cannot be followed", e);
            }
        }
        return PathMatch.under(names);
    }

    /**
     * Weaves those bundles of the distribution that have rows, before any of them starts.
     *
     * @throws StartRefusedException if one is missing, or is not as the table has it
     */
    void weave(List<Bundle> distribution, Core core) throws StartRefusedException {
        try {
            for (String name : agent.bundles()) {
                Bundle bundle = distribution.stream()
                        .filter(one -> name.equals(one.getSymbolicName()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "bundle [" + name + "] of the distribution is missing: install the distribution anew"));
                weave(bundle, core);
            }
        } catch (RuntimeException e) {
            throw cannotMediate(e);
        }
    }

    /**
     * Weaves a bundle of the distribution that is resolved, if it has rows: again if it was refreshed meanwhile. Before its classes are used.
     *
     * @throws RuntimeException if the rows woven are not the rows listed; the message names each one
     */
    synchronized void weave(Bundle bundle, Core core) {
        String name = bundle.getSymbolicName();
        if (!agent.bundles().contains(name)) {
            return;
        }
        Module module = bundle.adapt(BundleWiring.class).getClassLoader().getUnnamedModule();
        WeakReference<Module> before = ofBundles.get(name);
        if (before != null && before.get() == module) {
            return;
        }
        Interception.class.getModule().addReads(module); // to look for the fields that the rows name
        // Self-protection keeps those fields from everybody whose name the stack does not show.
        new ExemptAction(() -> core.woven(agent.weaveBundle(name, module, MethodHandles.lookup()))).run();
        ofBundles.put(name, new WeakReference<>(module));
    }

    /** How many methods are woven, of the JDK, of the framework and of its bundles, as soon as these are there. */
    int woven() {
        return woven;
    }

    /** The kinds of which methods are woven. */
    Set<String> kinds() {
        Set<String> kinds = Arrays.stream(rows)
                .filter(row -> row != null && !row.ending().endsAnother())
                .flatMap(row -> row.kinds().stream())
                .map(KindSpec::name)
                .collect(Collectors.toCollection(HashSet::new));
        kinds.addAll(agent.kindsOfBundles());
        return kinds;
    }

    /** Methods of modules that this JVM runs without. */
    List<String> leftOut() {
        return agent.leftOut();
    }
}

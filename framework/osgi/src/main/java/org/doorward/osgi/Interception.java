package org.doorward.osgi;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.doorward.core.BundleIdentity;
import org.doorward.core.Core;
import org.doorward.core.SelfProtection;
import org.doorward.core.woven.WovenAgent;
import org.doorward.core.woven.WovenRow;
import org.doorward.event.KindSpec;
import org.doorward.module.PathMatch;
import org.osgi.framework.launch.Framework;

/**
 * What the agent brings to an engine: the framework is woven, the rows are read, and, when core is there, its handler is installed. Each
 * step once. For one thread.
 */
final class Interception {
    private final WovenAgent agent;
    private final WovenRow[] rows;

    /**
     * Reads the rows, and weaves the framework before it does anything.
     *
     * @throws StartRefusedException if agent, tables and framework do not fit; nothing is half woven without being said
     */
    Interception(Map<?, ?> handedOver, Framework framework) throws StartRefusedException {
        try {
            agent = new WovenAgent(handedOver);
            rows = agent.jdkRows();
            // The launcher opens the framework's classes to this module.
            agent.weaveFramework(framework.getClass().getModule(), MethodHandles.lookup(), rows);
        } catch (RuntimeException e) {
            throw new StartRefusedException("the agent cannot mediate: " + e.getMessage(), e);
        }
    }

    /**
     * From now on calls are mediated, and the engine defends itself.
     *
     * @param home the instance's folders
     * @param distribution the folder that Doorward runs from
     * @param modules whether a bundle has a module that is asked
     * @throws StartRefusedException if a call that is made for a test is not stopped
     */
    void install(
            Core core, BundleSubjects subjects, EngineHome home, Path distribution, Predicate<BundleIdentity> modules)
            throws StartRefusedException {
        subjects.bridge(agent.bridge());
        SelfProtection defence = new SelfProtection(
                under(
                        home.auditFolder(),
                        home.controlSocket(),
                        home.lockFile(),
                        // Second names of every file that is open, and of the whole disk.
                        Path.of("/dev/fd"),
                        Path.of("/proc/self"),
                        Path.of("/proc/thread-self"),
                        Path.of("/proc/" + ProcessHandle.current().pid())),
                under(home.frameworkCache()),
                under(home.confFolder(), home.deployFolder(), distribution),
                bundle -> bundle.own() || modules.test(bundle),
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

    /** How many methods are woven, of the JDK and of the framework. */
    int woven() {
        return (int) Arrays.stream(rows).filter(Objects::nonNull).count();
    }

    /** The kinds of which methods are woven. */
    Set<String> kinds() {
        return Arrays.stream(rows)
                .filter(row -> row != null && !row.ending().endsAnother())
                .flatMap(row -> row.kinds().stream())
                .map(KindSpec::name)
                .collect(Collectors.toSet());
    }

    /** Methods of modules that this JVM runs without. */
    List<String> leftOut() {
        return agent.leftOut();
    }
}

package org.doorward.osgi;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.doorward.core.Actor;
import org.doorward.core.BundleIdentity;
import org.doorward.core.RunAs;
import org.doorward.core.SubjectResolver;
import org.doorward.module.BundleMatch;

/*
 * Who acts, from the innermost frame outwards
 *
 *   a frame of runAs                    ends the search, if a bundle was met
 *   first bundle that acts for itself   it is; those passed, which act for their callers, are recorded besides
 *     below the framework, on its class path and in its cache      the framework is: loading classes and keeping its books are its operations
 *   else the bundle that made the thread, unless it is one of the distribution
 *   else the engine, if a class of it is on the stack (deployer, configuration)
 *   else the framework (its own threads)
 *     neither of both through reflection, a handle or a proxy: anybody can have them call what the framework's threads run
 *   else the first bundle passed (a shell with nobody behind it)
 *   else the bundle of the distribution that made the thread
 *   else unattributed
 */
/*
 * When it is the administrator who acts
 *
 *   in a thread that the console began by itself: only its own code on the stack, called by nobody, not even by reflection or a handle.
 *   Such threads serve the control socket, which no bundle may open, or the terminal
 *   in a thread that such a thread began, if nothing but bundles of the distribution was on the stack: Gogo runs each line in one
 *   and, in both, as long as nothing but bundles of the distribution is on the stack
 *   in the thread in which the engine carries out what conf/ says, as long as no others are on the stack: otherwise a full backlog
 *   would hold up the very settings that are to mend it. What that thread begins has no such right
 *
 * There is nothing to call, to hold or to inherit that would make a bundle the administrator: its code on the stack is enough for it not
 * to be, and the shell as a service runs lines in threads that began for whoever called it.
 */
/** Finds out who acts in a thread, by its stack. Safe for all threads. */
final class ActorSearch {
    private static final Set<StackWalker.Option> OPTIONS = options();
    /** Of the distribution: what begins threads for the administrator. */
    private static final Set<String> CONSOLES = Set.of("org.doorward.console", "org.apache.felix.gogo.shell");

    /*
     * The JDK reads frames in portions, of 8 at first if it is not told, then of twice as many: whoever acts stood in the second or, a call
     * deeper, in a third one, which costs as much as both. itest/benchmarks/README.md has the figures.
     */
    private static final int FIRST_FRAMES = 24;

    private final StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    /** Hidden frames, too: a method reference that a pool runs is a hidden class of its bundle. */
    private final StackWalker wholeWalker = StackWalker.getInstance(OPTIONS, FIRST_FRAMES);

    private final Attribution attribution;
    private final Creators creators;
    private final BundleSubject engine;
    private final BundleSubject framework;
    private final Supplier<BundleIdentity> unattributed;
    private volatile List<BundleMatch> transparent = List.of();
    private volatile Class<?> bridge;
    private volatile Thread configuration;

    /** @param unattributed who acts if nobody is found */
    ActorSearch(
            Attribution attribution,
            Creators creators,
            BundleSubject engine,
            BundleSubject framework,
            Supplier<BundleIdentity> unattributed) {
        this.attribution = attribution;
        this.creators = creators;
        this.engine = engine;
        this.framework = framework;
        this.unattributed = unattributed;
    }

    private static Set<StackWalker.Option> options() {
        Set<StackWalker.Option> options =
                EnumSet.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES);
        Stream.of(StackWalker.Option.values())
                .filter(option -> option.name().equals("DROP_METHOD_INFO")) // since 22
                .forEach(options::add);
        return options;
    }

    /** Frames above this class are the engine's own work in an intercepted call. */
    void bridge(Class<?> type) {
        bridge = type;
    }

    /** In this thread the engine carries out what the administrator has written to conf/. */
    void configuration(Thread thread) {
        configuration = thread;
    }

    /** Sets which bundles act for their callers, besides those of the distribution. */
    void transparent(List<BundleMatch> bundles) {
        transparent = List.copyOf(bundles);
    }

    /**
     * The bundle that called, as guard and engine see it; the owner if nobody else did.
     *
     * @param top frames above this class do not count; {@code null}: all do
     */
    BundleIdentity caller(BundleIdentity owner, Class<?> top) {
        return walker.walk(frames -> {
            boolean below = top == null;
            for (Iterator<StackWalker.StackFrame> all = frames.iterator(); all.hasNext(); ) {
                Class<?> type = all.next().getDeclaringClass();
                if (!below) {
                    below = type == top;
                    continue;
                }
                if (type == RunAs.class) {
                    return owner;
                }
                Optional<BundleSubject> subject = attribution.bundleOf(type);
                if (subject.isPresent() && !isTransparent(subject.get()) && subject.get() != owner) {
                    return subject.get();
                }
            }
            return owner;
        });
    }

    /** @see SubjectResolver#actor */
    Actor actor(boolean everybody, boolean ofClassPath) {
        Walk walk = new Walk(everybody, ofClassPath);
        wholeWalker.walk(walk::over);
        return walk.actor();
    }

    boolean isTransparent(BundleSubject subject) {
        if (subject.own()) {
            return true;
        }
        List<BundleMatch> bundles = transparent;
        for (int i = 0; i < bundles.size(); i++) {
            if (subject.matches(bundles.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** One look at a stack. */
    private final class Walk {
        private final boolean everybody;
        private final boolean ofClassPath;
        private boolean below;
        private boolean ofEngine;
        /** Whether the engine is nearer to the operation than any bundle, and was not called into it by whoever had its handle. */
        private boolean engineFirst;

        private boolean ofFramework;
        private boolean byDeputy;
        /** The class of the intercepted method. */
        private Class<?> woven;
        /** Whether nothing was met but this class and its subclasses. */
        private boolean inWoven = true;
        /** Whether a deputy is between the operation and the framework. */
        private boolean deputyInside;

        private BundleSubject subject;
        /** Known only where the search was ended. */
        private BundleSubject nearest;

        private List<BundleIdentity> others = List.of();

        Walk(boolean everybody, boolean ofClassPath) {
            this.everybody = everybody;
            this.ofClassPath = ofClassPath;
        }

        Void over(Stream<StackWalker.StackFrame> frames) {
            Class<?> top = bridge;
            Iterator<StackWalker.StackFrame> all = frames.iterator();
            while (all.hasNext()) {
                Class<?> type = all.next().getDeclaringClass();
                if (type == top) {
                    below = true;
                } else if (below && type == RunAs.class && mayEnd()) {
                    break;
                } else if (below && !isTheCallItself(type) && meet(attribution.of(type))) {
                    break;
                }
            }
            return null;
        }

        /*
         * Whoever runs something in its own name acts for itself, whatever it does for its callers else. If no bundle was met it runs something
         * of the JDK's, by reflection or a handle, and would hide behind it: the search goes on to the one that called runAs.
         */
        private boolean mayEnd() {
            if (subject == null && !others.isEmpty()) {
                subject = (BundleSubject) others.get(0);
                others = others.subList(1, others.size());
                nearest = subject;
            }
            return subject != null;
        }

        /*
         * Method.setAccessible is reflection, and calls nobody. What is called by reflection, even setAccessible, has frames of the JDK's other
         * classes between.
         */
        private boolean isTheCallItself(Class<?> type) {
            if (woven == null) {
                woven = type;
            }
            inWoven &= woven.isAssignableFrom(type);
            return inWoven && attribution.of(type) == Attribution.Part.DEPUTY;
        }

        /** @return whether nothing further out matters */
        private boolean meet(Object found) {
            if (found instanceof BundleSubject bundle) {
                return meet(bundle);
            }
            if (found == Attribution.Part.LINKING) {
                byDeputy = false;
            }
            byDeputy |= found == Attribution.Part.DEPUTY;
            ofEngine |= found == Attribution.Part.ENGINE;
            engineFirst |= found == Attribution.Part.ENGINE && !byDeputy && subject == null && others.isEmpty();
            deputyInside |= byDeputy && !ofFramework;
            ofFramework |= found == Attribution.Part.FRAMEWORK;
            return false;
        }

        private boolean meet(BundleSubject bundle) {
            if (subject == null && ofFramework && ofClassPath && !deputyInside) {
                subject = framework;
                return true;
            }
            if (subject == null && !isTransparent(bundle)) {
                subject = bundle;
                return !everybody;
            }
            if (bundle != subject && !others.contains(bundle)) {
                if (others.isEmpty()) {
                    others = new ArrayList<>(4);
                }
                others.add(bundle);
            }
            return false;
        }

        Actor actor() {
            if (subject != null) {
                return new Actor(subject, others, false, engineFirst ? engine : nearest());
            }
            BundleSubject creator = creators.of(Thread.currentThread());
            if (creator != null && !creator.own()) {
                return new Actor(creator, others);
            }
            if (ofEngine && !byDeputy) {
                return new Actor(engine, others, isOfDistribution() && Thread.currentThread() == configuration);
            }
            if (ofFramework && !byDeputy && others.isEmpty()) {
                return Actor.of(framework);
            }
            if (!others.isEmpty()) {
                return new Actor(others.get(0), others.subList(1, others.size()), isAdministrators());
            }
            return Actor.of(creator == null ? unattributed.get() : creator);
        }

        private BundleIdentity nearest() {
            return nearest != null || others.isEmpty() || everybody ? subject : others.get(0);
        }

        private boolean isOfDistribution() {
            return others.stream().allMatch(BundleIdentity::own);
        }

        /* Only where nothing but bundles that act for their callers is on the stack. */
        private boolean isAdministrators() {
            if (!isOfDistribution()) {
                return false;
            }
            return creators.isAdministrators(Thread.currentThread())
                    || !byDeputy && others.stream().allMatch(bundle -> CONSOLES.contains(bundle.symbolicName()));
        }
    }
}

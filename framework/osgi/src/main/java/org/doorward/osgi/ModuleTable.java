package org.doorward.osgi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorward.core.BundleIdentity;
import org.doorward.core.DeployedModule;
import org.doorward.module.SecurityModule;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/*
 * Which services are asked
 *
 *   registered -> declaration wrong ---------------------------------> REFUSED (again looked at when its properties change)
 *              -> name taken by another bundle ----------------------> WAITING (takes part when the name is free)
 *              -> bundle is the new version in an update ------------> HELD    (takes part when the update is completed)
 *              -> otherwise -----------------------------------------> ASKED
 *   the old version's modules, once an update is completed ----------> REPLACED (until their services go)
 *
 * Every change publishes one list, or none. Services are got before the lock is taken: getting one may run code of its bundle.
 *
 * How a decision could go wrong, and what shows that it does not (ModuleTableTest):
 *   an operation sees neither version during an update     anUpdateIsPublishedInOneStep
 *   an operation sees both versions                        anUpdateIsPublishedInOneStep
 *   a stranger takes over a module's name                  aNameThatAnotherBundleHasIsRefused
 *   one bad hook takes the good modules away               aModuleThatCannotBePublishedLeavesTheOthersInForce
 */
/** Keeps core's list of modules in step with the services of the framework. Safe for all threads. */
final class ModuleTable implements ServiceTrackerCustomizer<SecurityModule, ModuleTable.Entry>, AutoCloseable {
    private enum State {
        REFUSED,
        WAITING,
        HELD,
        ASKED,
        REPLACED
    }

    /** A registered service. */
    static final class Entry {
        private final ServiceReference<SecurityModule> reference;
        private final Bundle bundle; // a reference forgets its bundle when the service goes
        private final SecurityModule service;
        private DeployedModule module;
        private State state = State.REFUSED;

        private Entry(ServiceReference<SecurityModule> reference, SecurityModule service) {
            this.reference = reference;
            this.bundle = reference.getBundle();
            this.service = service;
        }
    }

    private static final Comparator<Entry> ORDER = Comparator.comparing(entry -> entry.reference);

    private final BundleContext context;
    private final BundleSubjects subjects;
    private final ModuleObserver observer;
    private final ServiceTracker<SecurityModule, Entry> tracker;
    private final Set<Entry> entries = new LinkedHashSet<>();
    /** Of every service that is no refused one. */
    private volatile Set<BundleIdentity> owners = Set.of();
    /** The new version of a bundle and the one that it replaces. */
    private final Map<Bundle, Bundle> updates = new HashMap<>();

    ModuleTable(BundleContext context, BundleSubjects subjects, ModuleObserver observer) {
        this.context = context;
        this.subjects = subjects;
        this.observer = observer;
        this.tracker = new ServiceTracker<>(context, SecurityModule.class, this);
    }

    void open() {
        tracker.open();
    }

    /** Lets all services go. Nothing is published: core stops by itself. */
    @Override
    public void close() {
        synchronized (this) {
            entries.forEach(entry -> entry.state = State.REPLACED);
        }
        tracker.close();
    }

    /** The names of the modules that are asked. */
    synchronized Set<String> names() {
        return names(State.ASKED, null);
    }

    /** Whether it is a bundle that has a module: asked, or about to be. Without a lock: it is asked while bundles start and stop. */
    boolean isOfModule(BundleIdentity bundle) {
        return owners.contains(bundle);
    }

    /** The names of the modules of this bundle that are asked. */
    synchronized Set<String> names(Bundle bundle) {
        return names(State.ASKED, bundle);
    }

    /** The bundle of a module that is asked, or {@code null}. */
    synchronized Bundle bundle(String name) {
        return entries.stream()
                .filter(entry ->
                        entry.state == State.ASKED && entry.module.name().equals(name))
                .map(entry -> entry.bundle)
                .findFirst()
                .orElse(null);
    }

    private Set<String> names(State state, Bundle bundle) {
        return entries.stream()
                .filter(entry -> entry.state == state)
                .filter(entry -> bundle == null || entry.bundle == bundle)
                .map(entry -> entry.module.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Entry addingService(ServiceReference<SecurityModule> reference) {
        SecurityModule service = context.getService(reference);
        if (service == null) {
            return null;
        }
        Entry entry = new Entry(reference, service);
        synchronized (this) {
            entries.add(entry);
            judge(entry);
            notifyAll();
        }
        observer.settled();
        return entry;
    }

    @Override
    public void modifiedService(ServiceReference<SecurityModule> reference, Entry entry) {
        modified(entry);
        observer.settled();
    }

    private synchronized void modified(Entry entry) {
        if (entry.state == State.REPLACED) {
            return;
        }
        DeployedModule before = entry.module;
        State stateBefore = entry.state;
        judge(entry);
        if (entry.state != State.ASKED && stateBefore == State.ASKED) {
            // A module does not leave by a slip in its configuration: it stays as it was.
            entry.module = before;
            entry.state = State.ASKED;
        }
        notifyAll();
    }

    @Override
    public void removedService(ServiceReference<SecurityModule> reference, Entry entry) {
        synchronized (this) {
            entries.remove(entry);
            if (entry.state == State.ASKED) {
                admitWaiting();
                publish();
            }
        }
        observer.settled();
        context.ungetService(reference);
    }

    /** Decides what becomes of an entry, and publishes if it is asked. */
    private void judge(Entry entry) {
        BundleSubject bundle = subjects.of(entry.bundle);
        try {
            DeployedModule declared = ModuleDeclaration.of(entry.reference, entry.service, bundle);
            if (entry.state == State.ASKED && sameDeclaration(entry.module, declared)) {
                return; // another property has changed; the module keeps its counters
            }
            entry.module = declared;
            Entry holder = holder(entry);
            if (updates.containsKey(entry.bundle)) {
                entry.state = State.HELD;
            } else if (holder != null) {
                entry.state = State.WAITING;
                observer.refused(bundle.label(), taken(entry, holder));
            } else {
                entry.state = State.ASKED;
                publish();
            }
        } catch (IllegalArgumentException e) {
            entry.state = State.REFUSED;
            observer.refused(bundle.label(), e.getMessage());
        }
    }

    private static boolean sameDeclaration(DeployedModule before, DeployedModule now) {
        return before.name().equals(now.name())
                && before.hooks().equals(now.hooks())
                && before.ranking() == now.ranking()
                && before.declaredMode() == now.declaredMode();
    }

    private Entry holder(Entry entry) {
        return entries.stream()
                .filter(other -> other != entry && other.state == State.ASKED)
                .filter(other -> other.module.name().equals(entry.module.name()))
                .findFirst()
                .orElse(null);
    }

    private static String taken(Entry entry, Entry holder) {
        return "bundle [" + entry.module.bundleLabel() + "]: service property " + SecurityModule.NAME + "=["
                + entry.module.name() + "]: expected a name that no other module has; bundle ["
                + holder.module.bundleLabel() + "] has it: the module takes part when that one is gone";
    }

    private void admitWaiting() {
        for (Entry entry : entries) {
            if (entry.state == State.WAITING && holder(entry) == null) {
                entry.state = State.ASKED;
            }
        }
    }

    private void publish() {
        owners = entries.stream()
                .filter(entry -> entry.state != State.REFUSED)
                .map(entry -> (BundleIdentity) subjects.of(entry.bundle))
                .collect(Collectors.toUnmodifiableSet());
        observer.publish(modules(
                entries.stream().filter(entry -> entry.state == State.ASKED).toList()));
    }

    /** Highest ranking first; of equal ones the service that was registered first. */
    private static List<DeployedModule> modules(Collection<Entry> asked) {
        return asked.stream()
                .sorted(ORDER.reversed())
                .map(entry -> entry.module)
                .toList();
    }

    /** From now on the modules of {@code next} are held back, until the update is completed or abandoned. */
    synchronized void beginUpdate(Bundle current, Bundle next) {
        updates.put(next, current);
    }

    /**
     * Waits until {@code next} has registered a module under each name that {@code current} has.
     *
     * @return the names that are missing after {@code timeout}; empty if none is
     */
    synchronized Set<String> awaitUpdate(Bundle current, Bundle next, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Set<String> missing = missing(current, next);
        while (!missing.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
            missing = missing(current, next);
        }
        return missing;
    }

    private Set<String> missing(Bundle current, Bundle next) {
        Set<String> missing = names(State.ASKED, current);
        missing.removeAll(names(State.HELD, next));
        return missing;
    }

    /**
     * Puts the modules of {@code next} in the place of those of {@code current}, in one step.
     *
     * @throws IllegalArgumentException if they cannot be asked; the modules before stay, and the update is still open
     */
    void completeUpdate(Bundle current, Bundle next) {
        swap(current, next);
        observer.settled();
    }

    private synchronized void swap(Bundle current, Bundle next) {
        List<Entry> leaving = ofBundle(State.ASKED, current);
        List<Entry> coming = ofBundle(State.HELD, next);
        leaving.forEach(entry -> entry.state = State.REPLACED);
        coming.forEach(entry -> entry.state = holder(entry) == null ? State.ASKED : State.WAITING);
        try {
            publish();
            updates.remove(next);
        } catch (IllegalArgumentException e) {
            coming.forEach(entry -> entry.state = State.HELD);
            leaving.forEach(entry -> entry.state = State.ASKED);
            throw e;
        }
    }

    private List<Entry> ofBundle(State state, Bundle bundle) {
        List<Entry> found = new ArrayList<>(entries);
        found.removeIf(entry -> entry.state != state || entry.bundle != bundle);
        return found;
    }

    /** The modules of {@code next}, which is about to be uninstalled, never take part. */
    synchronized void abandonUpdate(Bundle next) {
        ofBundle(State.HELD, next).forEach(entry -> entry.state = State.REPLACED);
        updates.remove(next);
    }
}

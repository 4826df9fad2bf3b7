package org.doorward.core;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorward.core.woven.Place;
import org.doorward.core.woven.WovenRow;
import org.doorward.module.OpenFlags;
import org.doorward.module.PathMatch;

/*
 * What is defended, against whom: everybody but the engine, the framework and the bundles of the distribution
 *
 *   files        closed: the trail, its key, the control socket                            no operation at all
 *                cache: the framework's, but for the data that each bundle has there       no operation at all
 *                fixed: configuration, deploy folder, the distribution                     nothing that changes them
 *   bundles      of the distribution, and those that have a module that is asked           stop, update, uninstall, refresh, start level
 *   services     what engine and distribution obey, and modules: DefendedServices          register, modify, unregister, get
 *   configuration   of the same bundles                                                    create, update, bind, lock, delete
 *   framework                                                                              stop, update, start level
 *   reflection   private members of the engine's, the agent's and the bridge's classes     setAccessible, privateLookupIn
 *                the private state of threads: ThreadState                                 setAccessible, privateLookupIn
 *                members of the same bundles' classes, but by themselves                   setAccessible, privateLookupIn
 *
 *   sockets      the control socket                                                       connecting
 *
 * While the configuration is locked, the distribution's own bundles, the shell among them, are kept from bundles, configurations and framework, too; but for its stop.
 *
 * Names of paths are compared as text, but for "..", which the operating system takes from what a link leads to. So that no second name leads
 * there, a link to what is defended or to a folder above it is refused, and such a folder is not renamed; and what /proc has of a process leads
 * everywhere, of each of this one's threads, too.
 */
/**
 * Core's own rule, above modules: it defends the engine and the modules, and nothing else. Neither a mode nor a configuration softens it.
 * Immutable, safe for all threads.
 */
public final class SelfProtection {
    /** Defends nothing: without an agent there is nothing to judge. */
    static final SelfProtection NONE = new SelfProtection(
            PathMatch.none(), PathMatch.none(), PathMatch.none(), bundle -> false, pid -> false, Set.of());

    private static final Pattern DATA = Pattern.compile("/bundle[0-9]+/data(/|\\z)");

    /** Of proc(5), for any process of this user and each of its threads. */
    private static final Pattern SECOND_NAMES =
            Pattern.compile("/proc/[0-9]+/(task/[0-9]+/)?(root|cwd|fd|map_files|mem)(/|\\z)");

    /**
     * What leads nowhere: limits of the container, which the JDK itself reads once, on behalf of whoever asks first how much memory there is;
     * and what {@code ProcessHandle} tells of a process.
     */
    private static final Pattern FACTS = Pattern.compile("/proc/(self|[0-9]+)/(cgroup|mountinfo|stat)");

    private static final String RULE = "self-protection";

    private static final int CHANGING = OpenFlags.WRITE
            | OpenFlags.APPEND
            | OpenFlags.CREATE
            | OpenFlags.CREATE_NEW
            | OpenFlags.TRUNCATE
            | OpenFlags.DELETE_ON_CLOSE;

    private static final Set<String> READING = Set.of(
            "file.list", "file.readlink", "file.stat", "file.access", "file.statfs", "file.getattr", "file.realpath");

    /** Whose first path is led to by their second one afterwards, with all that lies below. */
    private static final Set<String> GIVING_NAMES = Set.of("file.symlink", "file.rename");

    private static final Set<String> OF_BUNDLES =
            Set.of("bundle.update", "bundle.uninstall", "bundle.stop", "bundle.startlevel", "bundle.refresh");

    private static final Set<String> OF_FRAMEWORK =
            Set.of("framework.stop", "framework.update", "framework.startlevel");

    private static final Set<String> OF_CONFIGURATIONS = Set.of("configuration.update", "configuration.delete");

    private static final Set<String> OF_SOCKETS = Set.of("network.connect");

    private static final Set<String> OF_CLASSES = Set.of("runtime.setaccessible", "runtime.lookup");

    private static final List<String> PRIVATE = List.of(
            "sun.launcher.",
            "org.doorward.agent.",
            "org.doorward.launcher.",
            "org.doorward.core.",
            "org.doorward.osgi.",
            "org.doorward.transport.",
            "org.doorward.trail.store.",
            "org.doorward.event.",
            "org.doorward.rules.",
            "org.apache.felix.cm.file.",
            "org.apache.felix.cm.impl.",
            "org.apache.felix.fileinstall.internal.",
            "org.apache.felix.scr.impl.");

    private final PathMatch closed;
    private final PathMatch cache;
    private final PathMatch fixed;
    private final PathMatch processes;
    private final Predicate<BundleIdentity> bundles;
    private final DefendedServices services;
    private final Predicate<String> configurations;
    private final Set<String> kinds;

    /**
     * Defends these.
     *
     * @param closed files and folders that nobody else may touch
     * @param cache the framework's folder; the folders {@code bundleN/data} in it are the bundles' own
     * @param fixed files and folders that nobody else may change
     * @param bundles whether a bundle is one of the distribution's, or has a module that is asked; asked in the thread that acts
     * @param configurations whether a configuration, by its PID, is of such a bundle; asked in the thread that acts
     * @param fileKinds the kinds of family file that are mediated
     */
    public SelfProtection(
            PathMatch closed,
            PathMatch cache,
            PathMatch fixed,
            Predicate<BundleIdentity> bundles,
            Predicate<String> configurations,
            Set<String> fileKinds) {
        this.closed = Objects.requireNonNull(closed, "closed");
        this.cache = Objects.requireNonNull(cache, "cache");
        this.fixed = Objects.requireNonNull(fixed, "fixed");
        this.bundles = Objects.requireNonNull(bundles, "bundles");
        this.configurations = Objects.requireNonNull(configurations, "configurations");
        this.services = new DefendedServices(bundles);
        this.processes = fileKinds.isEmpty() ? PathMatch.none() : PathMatch.under("/proc");
        Set<String> all = new HashSet<>(fileKinds);
        if (!fileKinds.isEmpty()) {
            all.addAll(OF_BUNDLES);
            all.addAll(OF_FRAMEWORK);
            all.addAll(OF_CLASSES);
            all.addAll(OF_SOCKETS);
            all.addAll(OF_CONFIGURATIONS);
            all.addAll(DefendedServices.KINDS);
        }
        this.kinds = Set.copyOf(all);
    }

    /** The kinds that are judged, whether anybody wants them or not. */
    Set<String> kinds() {
        return kinds;
    }

    /** What tells calls of this row that {@link #judge} need not be asked about. */
    Glance glance(WovenRow row, Shape shape, WorkingFolder workingFolder, SubjectResolver resolver) {
        String kind = shape.kind();
        if (!kinds.contains(kind) || GIVING_NAMES.contains(kind)) {
            return Glance.NONE;
        }
        if (OF_SOCKETS.contains(kind)) {
            return peer(placeOf("address", row));
        }
        if (OF_CLASSES.contains(kind)) {
            return type(placeOf("class", row), resolver);
        }
        if (kind.equals("service.get")) {
            return DefendedServices.ofGetting(placeOf("service", row), resolver);
        }
        return shape.family() == Family.FILE ? names(row, shape, workingFolder) : Glance.NONE;
    }

    private static Place placeOf(String name, WovenRow row) {
        return row.atEntry().stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst()
                .orElseThrow()
                .place();
    }

    private static Glance peer(Place address) {
        return call -> Capture.isOfTheNetwork(address.read(call));
    }

    private Glance type(Place type, SubjectResolver resolver) {
        return call -> type.read(call) instanceof Class<?> named
                && !isPrivate(named.getName())
                && !ThreadState.isIn(named.getName())
                && !isDefended(resolver.bundleOf(named));
    }

    private Glance names(WovenRow row, Shape shape, WorkingFolder workingFolder) {
        Place[] paths = row.atEntry().stream()
                .filter(argument -> shape.slot(shape.indexOf(argument.name())).type() == SlotType.PATH)
                .map(WovenRow.Argument::place)
                .toArray(Place[]::new);
        FarNames names = new FarNames(
                Stream.of(closed, cache, fixed, processes)
                        .flatMap(match -> match.names().stream())
                        .toList(),
                workingFolder.name());
        if (paths.length == 1 && paths[0].element() >= 0) { // almost all: no call through an interface
            int index = paths[0].element();
            return call -> isFar(call[index], names);
        }
        return paths.length == 0 ? Glance.NONE : call -> areFar(paths, call, names);
    }

    private static boolean isFar(Object path, FarNames names) {
        String name = Capture.path(path);
        return name != null && names.isFar(name);
    }

    private static boolean areFar(Place[] paths, Object[] call, FarNames names) {
        for (Place path : paths) {
            if (!isFar(path.read(call), names)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Judges an operation before it starts. The subject is looked up only if something defended is meant.
     *
     * @param lockedBy what locked the configuration, or {@code null}
     */
    void judge(Frame frame, String lockedBy) {
        String what = defended(frame);
        if (what != null && !frame.acting().identity().own()) {
            frame.denial("doorward", RULE, what, true);
        } else if (what != null && lockedBy != null && isLocked(frame)) {
            frame.denial("doorward", RULE, "locked by " + lockedBy + " until the process ends", true);
        }
    }

    /* The engine itself and the framework go on: what they do was decided before, or ends the process, which everybody may who could. */
    private static boolean isLocked(Frame frame) {
        String kind = frame.kind();
        return (OF_BUNDLES.contains(kind)
                        || OF_CONFIGURATIONS.contains(kind)
                        || OF_FRAMEWORK.contains(kind) && !kind.equals("framework.stop"))
                && !frame.acting().identity().executable().isEmpty();
    }

    /** What the operation would do to what is defended, in words; {@code null}: nothing. */
    private String defended(Frame frame) {
        return switch (frame.shape().family()) {
            case FILE -> file(frame);
            case BUNDLE -> bundle(frame);
            case NETWORK -> socket(frame);
            case OTHER -> other(frame);
            default -> null;
        };
    }

    private String file(Frame frame) {
        Arguments arguments = frame.arguments();
        boolean changes = changes(frame);
        for (int i = 0; i < arguments.pathCount(); i++) {
            boolean isRead = i == 0 && frame.kind().equals("file.copy");
            String what = file(arguments.pathAt(i), changes && !isRead, i == 0 && GIVING_NAMES.contains(frame.kind()));
            if (what != null) {
                return what;
            }
        }
        return null;
    }

    private String file(PathName path, boolean changes, boolean getsSecondName) {
        byte[] climbed =
                PathSteps.climbs(path.given()) ? utf8(Climb.of(path.absolute().toString())) : null;
        if (getsSecondName && isAbove(name(path, climbed))) {
            return "a second name for a folder above the engine's own files is nobody's to give";
        }
        if (isIn(closed, path, climbed)
                        && (changes || !FACTS.matcher(name(path, climbed)).matches())
                || isIn(cache, path, climbed) && !isData(name(path, climbed))
                || isIn(processes, path, climbed)
                        && SECOND_NAMES.matcher(name(path, climbed)).lookingAt()) {
            return "the trail and the engine's own files are nobody else's";
        }
        return changes && isIn(fixed, path, climbed)
                ? "configuration, deploy folder and distribution are changed by the operator alone"
                : null;
    }

    private static boolean isIn(PathMatch match, PathName path, byte[] climbed) {
        return climbed == null ? path.isIn(match) : match.matches(climbed, climbed.length);
    }

    private static String name(PathName path, byte[] climbed) {
        return climbed == null
                ? new String(path.normal(), 0, path.normalLength(), StandardCharsets.UTF_8)
                : new String(climbed, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private boolean isAbove(String folder) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return Stream.of(closed, cache, fixed)
                .flatMap(match -> match.names().stream())
                .anyMatch(name -> name.startsWith(prefix));
    }

    private String socket(Frame frame) {
        Object address = frame.arguments().object(frame.shape().indexOf("address"));
        if (frame.kind().equals("network.connect")
                && address instanceof Address socket
                && socket.socketFile() != null) {
            byte[] name = utf8(Climb.of(socket.socketFile()));
            return closed.matches(name, name.length) ? "the operator's shell is nobody else's" : null;
        }
        return null;
    }

    /** Whether a name that does not climb is in the data area of a bundle. */
    boolean isData(PathName path) {
        return path.isIn(cache) && isData(name(path, null));
    }

    private boolean isData(String name) {
        return cache.names().stream()
                .anyMatch(folder -> name.startsWith(folder)
                        && DATA.matcher(name.substring(folder.length())).lookingAt());
    }

    private static boolean changes(Frame frame) {
        int flags = frame.shape().flags();
        return frame.kind().equals("file.open")
                ? (frame.arguments().number(flags) & CHANGING) != 0
                : !READING.contains(frame.kind());
    }

    private String bundle(Frame frame) {
        if (!OF_BUNDLES.contains(frame.kind())) {
            return null;
        }
        return isDefended(frame.arguments().object(frame.shape().indexOf(SlotType.BUNDLE)))
                ? "security modules and the distribution's bundles are stopped and changed by the operator alone"
                : null;
    }

    private boolean isDefended(Object target) {
        if (target instanceof BundleGroup group) {
            return group.named().stream().anyMatch(bundles)
                    || group.others().stream().anyMatch(bundles);
        }
        return target instanceof BundleIdentity bundle && bundles.test(bundle);
    }

    /* The JDK opens classes to itself while it links a lambda of theirs; nobody else can define classes of its packages. */
    private static boolean isOfTheJdk(Frame frame) {
        String caller = frame.arguments().text(frame.shape().indexOf("caller"));
        return caller != null && caller.startsWith("java.");
    }

    private String other(Frame frame) {
        if (DefendedServices.KINDS.contains(frame.kind())) {
            return services.denied(frame);
        }
        if (OF_CONFIGURATIONS.contains(frame.kind())) {
            String pid = frame.arguments().text(frame.shape().indexOf("pid"));
            return pid == null || configurations.test(pid)
                    ? "configurations of security modules and of the distribution are changed by the operator alone"
                    : null;
        }
        if (OF_FRAMEWORK.contains(frame.kind())) {
            return "the framework is stopped and changed by the operator alone";
        }
        if (OF_CLASSES.contains(frame.kind()) && !isOfTheJdk(frame)) {
            return ofClass(frame);
        }
        return null;
    }

    private String ofClass(Frame frame) {
        int type = frame.shape().indexOf("class");
        String name = frame.arguments().text(type);
        if (name != null && isPrivate(name)) {
            return "the engine's private state is nobody else's";
        }
        if (name != null && ThreadState.isIn(name) && ThreadState.is(name, memberOf(frame))) {
            return "what a thread holds is nobody's to open: the engine keeps there what is going on";
        }
        Object owner = frame.arguments().object(type);
        return isDefended(owner) && !isAmongThemselves(owner, frame)
                ? "security modules and the distribution are opened by reflection by nobody else"
                : null;
    }

    private static String memberOf(Frame frame) {
        int member = frame.shape().indexOf("member");
        return member < 0 ? null : frame.arguments().text(member);
    }

    /* A module itself, and the component runtime, which makes its components in whichever thread brings what they wait for. */
    private static boolean isAmongThemselves(Object owner, Frame frame) {
        Object caller = frame.arguments().object(frame.shape().indexOf("caller"));
        return caller instanceof BundleIdentity bundle && (bundle == owner || bundle.own())
                || frame.acting().identity() == owner; // by way of a library that acts for its callers
    }

    private static boolean isPrivate(String className) {
        for (int i = 0; i < PRIVATE.size(); i++) { // not for-each: its iterator would be an allocation
            if (className.startsWith(PRIVATE.get(i))) {
                return true;
            }
        }
        return false;
    }
}

package org.doorward.core;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.doorward.core.woven.Place;

/*
 * What somebody could do with a service, and what is kept from it
 *
 *   a hook of the framework          hides modules from others, rewrites their classes, keeps them from resolving    registering
 *   a store, plugin, coordinator     is where the configuration of a module comes from, or passes through            registering
 *   a second admin, guard, shell     is taken for the first by whoever looks for the one of the highest ranking      registering
 *   an installer of files            is asked what becomes of what the operator writes into conf/                    registering
 *   the shell, the switches          do in the distribution's name what they are told                                getting
 *   a module's, the distribution's   leaves, or says another name, other hooks, another mode                         changing, ending
 *   any in their name                is taken for theirs                                                             registering
 *
 * A higher ranking than a module's gains nothing: all modules are asked, and a name that is taken stays taken (the module table).
 *
 * Who is at the end of the stack says little here. The component runtime registers for a bundle in a thread of its own, or in that of anybody
 * whose own service made a component complete. So two are looked at: in whose name, and who made the call itself.
 */
/** The part of self-protection that is about the framework's services. Immutable, safe for all threads. */
final class DefendedServices {
    static final Set<String> KINDS = Set.of("service.register", "service.modify", "service.unregister", "service.get");

    /** Names, and what names begin with if it ends with a dot. */
    private static final List<String> OBEYED = List.of(
            "org.osgi.framework.hooks.",
            "org.apache.felix.cm.PersistenceManager",
            "org.osgi.service.cm.ConfigurationAdmin",
            "org.osgi.service.cm.ConfigurationPlugin",
            "org.osgi.service.coordinator.Coordinator",
            "org.apache.felix.fileinstall.",
            "org.apache.felix.service.command.CommandProcessor",
            "org.doorward.guard.",
            "org.doorward.control.",
            "org.doorward.trail.");

    private static final List<String> SHELL = List.of("org.apache.felix.service.command.CommandProcessor");

    private static final List<String> SWITCHES =
            List.of("org.doorward.control.OperatorControl", "org.doorward.control.ModuleControl");

    private final Predicate<BundleIdentity> bundles;

    /** @param bundles whether a bundle is one of the distribution's, or has a module that is asked */
    DefendedServices(Predicate<BundleIdentity> bundles) {
        this.bundles = bundles;
    }

    /** Why this must not be, in words; {@code null}: it may. The frame is told whose doing it is. */
    String denied(Frame frame) {
        String names = frame.arguments().text(frame.shape().indexOf("service"));
        Object name = frame.arguments().object(frame.shape().indexOf(SlotType.BUNDLE));
        if (names == null || !(name instanceof BundleIdentity owner)) {
            return null; // the framework refuses it
        }
        return switch (frame.kind()) {
            case "service.get" -> isOperators(names) && !isOurs(owner, frame) ? refusal(names) : null;
            case "service.register" ->
                isAny(names, OBEYED)
                        ? isOurs(owner, frame) ? null : "what engine and distribution obey is the operator's to bring"
                        : ofAnother(owner, frame);
            default -> ofAnother(owner, frame);
        };
    }

    private static boolean isOperators(String names) {
        return isAny(names, SHELL) || isAny(names, SWITCHES);
    }

    private static String refusal(String names) {
        return isAny(names, SHELL)
                ? "the operator's shell is nobody else's"
                : "the operator's switches are nobody else's";
    }

    /** To get any service but the operator's is nobody's concern: most calls of the registry are of that sort. */
    static Glance ofGetting(Place reference, SubjectResolver resolver) {
        return call -> {
            String names = resolver.service(reference.read(call));
            return names != null && !isOperators(names);
        };
    }

    /** Whether the engine itself registers a service or takes one away, whoever's thread it is in. */
    static boolean isEngines(Frame frame) {
        return KINDS.contains(frame.kind())
                && frame.acting().nearest().own()
                && frame.acting().nearest().location().isEmpty();
    }

    private static boolean isOurs(BundleIdentity owner, Frame frame) {
        if (owner.own() && frame.acting().nearest().own()) {
            return true;
        }
        if (frame.acting().identity().own()) {
            frame.acting().identity(owner); // the component runtime does it for that bundle
        }
        return false;
    }

    /* A bundle does with its own services what it likes, through a library that acts for it, too: a module leaves by itself when it stops. */
    private String ofAnother(BundleIdentity owner, Frame frame) {
        return !bundles.test(owner)
                        || frame.acting().nearest().own()
                        || isSame(owner, frame.acting().identity())
                ? null
                : "services of security modules and of the distribution are theirs alone";
    }

    private static boolean isSame(BundleIdentity one, BundleIdentity other) {
        return one == other
                || one.label().equals(other.label()) && one.location().equals(other.location());
    }

    private static boolean isAny(String names, List<String> meant) {
        int from = 0;
        while (from <= names.length()) {
            int comma = names.indexOf(',', from);
            int to = comma < 0 ? names.length() : comma;
            for (int i = 0; i < meant.size(); i++) { // not for-each: its iterator would be an allocation
                if (isMeant(names, from, to, meant.get(i))) {
                    return true;
                }
            }
            from = to + 1;
        }
        return false;
    }

    private static boolean isMeant(String names, int from, int to, String meant) {
        return names.startsWith(meant, from) && (meant.endsWith(".") || to - from == meant.length());
    }
}

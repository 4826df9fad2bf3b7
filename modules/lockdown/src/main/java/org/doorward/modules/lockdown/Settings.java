package org.doorward.modules.lockdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.doorward.module.BundleMatch;
import org.doorward.module.SecurityModule;

/**
 * What {@code conf/lockdown.cfg} says. Immutable.
 *
 * @param allowed the bundles that may do what a concern is about: those that may do everything, and those of the concern; all
 *     concerns have an entry
 * @param shutdownHooks whether shutdown hooks are restricted at all
 */
record Settings(Map<Concern, List<BundleMatch>> allowed, boolean shutdownHooks) {
    static final String FILE = "conf/lockdown.cfg";
    static final String ALLOW = "allow";
    static final String SHUTDOWN_HOOKS = "shutdown_hooks";

    private static final String REMEDY = "; correct the file: it is read again when it changes, and until then the"
            + " configuration before stays in force";
    /** BundleMatch takes any text; a slip of the hand, or a pattern, would be in force and never match. */
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[^\\s*]+");
    /** Put in by the configuration admin, by what read the file, and by the component runtime. */
    private static final List<String> OF_THE_CONTAINER =
            List.of("service.", "felix.fileinstall.", "component.", "osgi.ds.");

    private static final Set<String> OF_THE_COMPONENT =
            Set.of(SecurityModule.NAME, SecurityModule.HOOKS, SecurityModule.MODE);

    /** @throws IllegalArgumentException naming file, key, value and what is expected */
    static Settings of(Map<String, ?> configuration) {
        refuseUnknown(configuration.keySet());
        List<BundleMatch> everything = bundles(configuration, ALLOW);
        Map<Concern, List<BundleMatch>> allowed = new EnumMap<>(Concern.class);
        for (Concern concern : Concern.values()) {
            List<BundleMatch> both = new ArrayList<>(everything);
            both.addAll(bundles(configuration, concern.key()));
            allowed.put(concern, List.copyOf(both));
        }
        return new Settings(Collections.unmodifiableMap(allowed), flag(configuration, SHUTDOWN_HOOKS));
    }

    /** The bundles that may do what this concern is about. */
    List<BundleMatch> allowed(Concern concern) {
        return allowed.get(concern);
    }

    /** Whether only those may. */
    boolean restricts(Concern concern) {
        return shutdownHooks || concern != Concern.SHUTDOWN_HOOK;
    }

    /* A misspelt shutdown_hooks would leave open what somebody believes to be closed. */
    private static void refuseUnknown(Set<String> keys) {
        Set<String> known = new LinkedHashSet<>();
        known.add(ALLOW);
        Arrays.stream(Concern.values()).map(Concern::key).forEach(known::add);
        known.add(SHUTDOWN_HOOKS);
        for (String key : new TreeSet<>(keys)) {
            if (!known.contains(key)
                    && !OF_THE_COMPONENT.contains(key)
                    && OF_THE_CONTAINER.stream().noneMatch(key::startsWith)) {
                throw new IllegalArgumentException(
                        FILE + ": unknown setting [" + key + "]: expected one of " + String.join(", ", known) + REMEDY);
            }
        }
    }

    private static List<BundleMatch> bundles(Map<String, ?> configuration, String key) {
        Object value = configuration.get(key);
        if (value == null || value instanceof String text && text.isBlank()) {
            return List.of();
        }
        if (!(value instanceof String)) {
            throw wrong(
                    key,
                    value,
                    "expected bundles with commas between them, not a "
                            + value.getClass().getSimpleName());
        }
        List<BundleMatch> bundles = new ArrayList<>();
        for (String word : ((String) value).split(",", -1)) {
            bundles.add(bundle(key, value, word.strip()));
        }
        return bundles;
    }

    private static BundleMatch bundle(String key, Object value, String word) {
        BundleMatch bundle;
        try {
            bundle = BundleMatch.parse(word);
        } catch (IllegalArgumentException e) {
            throw wrong(key, value, e.getMessage());
        }
        if (!SYMBOLIC_NAME.matcher(bundle.symbolicName()).matches()) {
            throw wrong(
                    key,
                    value,
                    "bundle [" + word
                            + "]: expected a symbolic name before the @, without blanks; there are no patterns");
        }
        return bundle;
    }

    private static boolean flag(Map<String, ?> configuration, String key) {
        Object value = configuration.get(key);
        String text = value == null ? "false" : value.toString().strip();
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(key, value, "expected true or false");
        }
        return text.equals("true");
    }

    private static IllegalArgumentException wrong(String key, Object value, String expected) {
        return new IllegalArgumentException(FILE + ": " + key + "=[" + value + "]: " + expected + REMEDY);
    }
}

package org.doorward.samples.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.doorward.module.PathMatch;

/**
 * What {@code conf/reach.cfg} says. Immutable.
 *
 * @param peers where bundles may connect to; {@code null}: anywhere
 * @param folders where bundles may write; {@code null}: anywhere
 * @param dontaudit the lists whose denials are counted and not recorded
 */
record Settings(Peers peers, PathMatch folders, List<String> dontaudit) {
    static final String FILE = "conf/reach.cfg";
    static final String CONNECT = "connect";
    static final String WRITE = "write";
    private static final String DONTAUDIT = "dontaudit";
    private static final List<String> KEYS = List.of(CONNECT, WRITE, DONTAUDIT);

    /** Put in by the configuration admin, by what read the file, and by the component runtime. */
    private static final List<String> OF_THE_CONTAINER =
            List.of("service.", "felix.fileinstall.", "component.", "osgi.ds.", "doorward.module.");

    /** @throws IllegalArgumentException naming file, key, value and what is expected */
    static Settings of(Map<String, ?> configuration) {
        refuseUnknown(configuration);
        return new Settings(
                value(
                        configuration,
                        CONNECT,
                        Peers::of,
                        "IP addresses with or without a port and commas between them, as in connect=192.0.2.7:5432,[::1]"
                                + " (no names: behind one may stand any address; empty: nowhere)"),
                value(
                        configuration,
                        WRITE,
                        Settings::folders,
                        "absolute folders with commas between them, as in write=/srv/inbox,/srv/house/run (empty: nowhere)"),
                quiet(configuration));
    }

    private static List<String> quiet(Map<String, ?> configuration) {
        List<String> lists =
                value(configuration, DONTAUDIT, Settings::lists, "connect, write, or both with a comma between them");
        return lists == null ? List.of() : lists;
    }

    private static List<String> lists(List<String> words) {
        for (String list : words) {
            if (!list.equals(CONNECT) && !list.equals(WRITE)) {
                throw new IllegalArgumentException("[" + list + "]");
            }
        }
        return words;
    }

    private static PathMatch folders(List<String> words) {
        for (String folder : words) {
            if (!folder.startsWith("/") || folder.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("[" + folder + "]");
            }
        }
        return PathMatch.under(words);
    }

    private static <T> T value(
            Map<String, ?> configuration, String key, Function<List<String>, T> parser, String expected) {
        Object value = configuration.get(key);
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(words(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FILE + ": " + key + "=[" + value + "], in it " + e.getMessage()
                    + ": expected " + expected + "; correct the file: it is read again when it changes, and until then"
                    + " the configuration before stays in force");
        }
    }

    private static List<String> words(Object value) {
        List<String> words = new ArrayList<>();
        if (!value.toString().isBlank()) {
            for (String word : value.toString().split(",", -1)) {
                words.add(word.strip());
            }
        }
        return words;
    }

    /* A misspelt key would leave open what somebody believes to be closed. */
    private static void refuseUnknown(Map<String, ?> configuration) {
        for (String key : new TreeSet<>(configuration.keySet())) {
            boolean known = KEYS.contains(key) || OF_THE_CONTAINER.stream().anyMatch(key::startsWith);
            if (!known) {
                throw new IllegalArgumentException(FILE + ": unknown setting [" + key + "]: expected one of "
                        + String.join(", ", KEYS)
                        + "; correct the file: it is read again when it changes, and until then the"
                        + " configuration before stays in force");
            }
        }
    }
}

package org.doorward.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * A rule that asks for a path, a folder or a bundle by "=" can match only operations that have it, so it stands in a table under that
 * name, and an operation compares itself with the rules under its own names only: one look-up for each folder on the way to its paths,
 * one for its bundle. What has no such condition is compared always. Rules of a table are few for each name and keep their order; the
 * first that matches is the least place over all tables.
 *
 * A rule with a path stands under the path, whatever else it asks: to know the bundle the stack may have to be walked, which an
 * operation pays only if a rule of its kind can be told by its bundle alone.
 *
 * How it could miss a rule, and the tests that show that it does not (RuleProperties, RuleIndexTest):
 *  - a rule stands under a name under which the operation is not looked for:
 *        theRuleThatIsSelectedIsTheFirstThatMatchesByANaiveReading
 *  - a later rule of one table wins over an earlier of another:  theFirstRuleCountsWhateverItIsFoundBy
 */
/** The exit rules of one kind, so arranged that an operation is compared with few of them. Immutable; matching allocates nothing. */
final class KindRules {
    private static final Entry[] NONE = new Entry[0];

    /** A rule and its place among those of the kind. */
    private record Entry(int place, Rule rule) {}

    private final Rule[] rules;
    private final NameTable<Entry[]> paths;
    private final NameTable<Entry[]> folders;
    private final Map<String, Entry[]> bundles;
    private final Entry[] others;

    KindRules(List<Rule> inOrder) {
        rules = inOrder.toArray(Rule[]::new);
        Map<String, List<Entry>> byPath = new HashMap<>();
        Map<String, List<Entry>> byFolder = new HashMap<>();
        Map<String, List<Entry>> byBundle = new HashMap<>();
        List<Entry> rest = new ArrayList<>();
        for (int place = 0; place < rules.length; place++) {
            Rule rule = rules[place];
            Entry entry = new Entry(place, rule);
            String path = rule.required("path");
            String folder = rule.required("dir");
            String bundle = rule.required("bundle");
            if (path != null) {
                add(byPath, path, entry);
            } else if (folder != null && !folder.equals("/")) {
                add(byFolder, ConditionParser.withoutSlash(folder), entry);
            } else if (bundle != null && !bundle.endsWith(".*")) {
                add(byBundle, bundle, entry);
            } else {
                rest.add(entry);
            }
        }
        paths = new NameTable<>(bytes(byPath));
        folders = new NameTable<>(bytes(byFolder));
        bundles = new HashMap<>();
        byBundle.forEach((name, entries) -> bundles.put(name, entries.toArray(NONE)));
        others = rest.toArray(NONE);
    }

    private static void add(Map<String, List<Entry>> table, String name, Entry entry) {
        table.computeIfAbsent(name, any -> new ArrayList<>()).add(entry);
    }

    private static Map<byte[], Entry[]> bytes(Map<String, List<Entry>> table) {
        Map<byte[], Entry[]> named = new HashMap<>(); // by identity: each array is another name
        table.forEach((name, entries) -> named.put(
                name.getBytes(StandardCharsets.UTF_8),
                entries.stream().sorted(Comparator.comparingInt(Entry::place)).toArray(Entry[]::new)));
        return named;
    }

    /** All of them, in order; not to be changed. */
    Rule[] all() {
        return rules;
    }

    /** The first that matches, or {@code null}; {@code atEntry}: of those that do not test the outcome. */
    Rule select(Candidate operation, boolean atEntry) {
        int best = first(others, operation, atEntry, rules.length);
        if (!paths.isEmpty() || !folders.isEmpty()) {
            int count = operation.pathCount();
            for (int i = 0; i < count; i++) {
                best = byPath(operation, operation.pathBytes(i), operation.pathLength(i), atEntry, best);
            }
        }
        if (!bundles.isEmpty()) {
            best = first(bundles.get(operation.bundle()), operation, atEntry, best);
        }
        return best == rules.length ? null : rules[best];
    }

    private int byPath(Candidate operation, byte[] path, int length, boolean atEntry, int limit) {
        int best = limit;
        int hash = NameTable.SEED;
        for (int at = 0; at < length; at++) {
            if (at > 0 && path[at] == '/') {
                best = first(folders.find(hash, path, at), operation, atEntry, best);
            }
            hash = NameTable.step(hash, path[at]);
        }
        best = first(folders.find(hash, path, length), operation, atEntry, best);
        return first(paths.find(hash, path, length), operation, atEntry, best);
    }

    /** The place of the first of these that matches and stands before the limit, else the limit. */
    private static int first(Entry[] entries, Candidate operation, boolean atEntry, int limit) {
        if (entries != null) {
            for (Entry entry : entries) {
                if (entry.place >= limit) {
                    return limit;
                }
                if (!(atEntry && entry.rule.testsOutcome()) && entry.rule.conditionsHold(operation)) {
                    return entry.place;
                }
            }
        }
        return limit;
    }
}

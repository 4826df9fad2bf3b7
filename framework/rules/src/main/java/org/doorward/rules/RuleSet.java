package org.doorward.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.RecordType;

/*
 * Rules are grouped by kind on the first look at a kind, so that an operation compares itself with the rules of its kind only, and of
 * those only with the ones that its paths and its bundle lead to (KindRules). The table grows by the kinds that exist (at most some hundreds), never by operations.
 *
 * How it could let an operation pass unrecorded, and the test that shows that it does not (RuleSetTest):
 *  - a wrong line is skipped and the rest is in force:  aFileWithOneWrongLineIsRefusedWhole
 *  - a later rule takes precedence over an earlier:     theFirstRuleThatMatchesCounts
 */
/** The operator's rules, in order. Immutable but for the hits of rules, safe for all threads; matching allocates nothing once a kind was seen. */
public final class RuleSet {
    private static final RuleSet EMPTY = new RuleSet(List.of());
    private static final RuleSet SILENT = new RuleSet(List.of(Rule.never()));

    private final List<Rule> rules;
    private final List<Rule> ofOperations;
    private final List<Rule> ofFacts;
    private final List<Rule> excluding;
    private final ConcurrentHashMap<String, KindRules> exitRulesByKind = new ConcurrentHashMap<>();

    /** Kinds of the same rules share what is made of them: a rule without -S is one of each kind. */
    private final ConcurrentHashMap<List<Rule>, KindRules> arranged = new ConcurrentHashMap<>();

    RuleSet(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.ofOperations = Stream.of(FilterList.FILESYSTEM, FilterList.EXIT)
                .flatMap(list -> rules(list).stream())
                .toList();
        this.ofFacts = rules(FilterList.USER);
        this.excluding = rules(FilterList.EXCLUDE);
    }

    /** No rules. */
    public static RuleSet empty() {
        return EMPTY;
    }

    /** The one rule that keeps all operations out of the trail: {@code -a never,exit}. */
    public static RuleSet silent() {
        return SILENT;
    }

    /**
     * Reads rules, one a line; blank lines and lines that begin with {@code #} are passed over.
     *
     * @param source what they were read from, for messages
     * @throws RuleSyntaxException for the first line that is wrong: then nothing is in force
     */
    public static RuleSet parse(String source, List<String> lines) throws RuleSyntaxException {
        return RuleFile.parse(source, lines).rules();
    }

    /** These rules one after the other: what matches in an earlier set counts. They keep their hits. */
    public static RuleSet joined(List<RuleSet> sets) {
        return new RuleSet(sets.stream().flatMap(set -> set.rules.stream()).toList());
    }

    /** The rules as {@code auditctl -l} prints them; {@link #parse} reads them back. */
    public List<String> print() {
        return rules.stream().map(Rule::text).toList();
    }

    /** All rules, in order. */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * Lets each rule that stood in {@code before}, too, count its hits on. To be called before these rules are in force: operations that
     * are under way with the rules before are counted all the same.
     */
    public void countOn(RuleSet before) {
        if (before == this) {
            return;
        }
        Map<String, Rule> old = new HashMap<>();
        before.rules.forEach(rule -> old.putIfAbsent(rule.text(), rule));
        for (Rule rule : rules) {
            Rule same = old.remove(rule.text());
            if (same != null) {
                rule.countOn(same);
            }
        }
    }

    /** The rules of one list, in order. */
    public List<Rule> rules(FilterList list) {
        return rules.stream().filter(rule -> rule.list() == list).collect(Collectors.toUnmodifiableList());
    }

    /** Whether some exit rule could have an operation of this kind recorded. */
    public boolean couldSelect(String kind) {
        return couldSelect(kind, Lane.RELIABLE) || couldSelect(kind, Lane.LOSSY);
    }

    /** Whether some exit rule could select an operation of this kind for this lane; for the reliable one it needs a credit at entry. */
    public boolean couldSelect(String kind, Lane lane) {
        for (Rule rule : exitRules(kind)) {
            if (rule.action() == Action.ALWAYS && rule.lane() == lane) {
                return true;
            }
        }
        return false;
    }

    /** Whether some exit rule asks for an entry of operations of this kind, itself or by one of its keys. */
    public boolean couldEnter(String kind, Map<String, Commit> byKey) {
        for (Rule rule : exitRules(kind)) {
            if (rule.commit() == Commit.ENTRY || rule.keys().stream().anyMatch(key -> byKey.get(key) == Commit.ENTRY)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first rule that could not have the entry that these settings ask for, because it tests the outcome and does not say {@code -F
     * commit} for itself; {@code null} if there is none.
     *
     * @param byDefault of all operations
     * @param byKey of those under a key
     */
    public Rule lackingEntry(Commit byDefault, Map<String, Commit> byKey) {
        for (Rule rule : rules) {
            if (rule.lacksEntry(byDefault, byKey)) {
                return rule;
            }
        }
        return null;
    }

    /** Whether any exit rule looks at operations of this kind. */
    public boolean concerns(String kind) {
        return exitRules(kind).length > 0;
    }

    /** The first exit rule that matches, or {@code null}. It counts as a hit of that rule. */
    public Rule select(Candidate operation) {
        Rule selected = kindRules(operation.kind()).select(operation, false);
        if (selected != null) {
            selected.hit();
        }
        return selected;
    }

    /**
     * The first exit rule that matches an operation that is about to run, or {@code null}. Rules that test the outcome are passed over:
     * nobody knows yet whether they match.
     */
    public Rule selectAtEntry(Candidate operation) {
        return kindRules(operation.kind()).select(operation, true);
    }

    /**
     * Whether a fact of this record type is kept out of the trail: by a rule of the list exclude, whatever its action, or by the first rule of
     * the list user that matches, if its action is never.
     */
    public boolean excludes(RecordType recordType) {
        Rule user = first(ofFacts, recordType);
        return first(excluding, recordType) != null || user != null && user.action() == Action.NEVER;
    }

    private static Rule first(List<Rule> some, RecordType recordType) {
        for (Rule rule : some) {
            if (rule.matchesFact(recordType.number())) {
                return rule;
            }
        }
        return null;
    }

    private Rule[] exitRules(String kind) {
        return kindRules(kind).all();
    }

    private KindRules kindRules(String kind) {
        KindRules known = exitRulesByKind.get(kind);
        return known != null ? known : exitRulesByKind.computeIfAbsent(kind, this::find);
    }

    private KindRules find(String kind) {
        return arranged.computeIfAbsent(
                ofOperations.stream().filter(rule -> rule.coversKind(kind)).toList(), KindRules::new);
    }
}

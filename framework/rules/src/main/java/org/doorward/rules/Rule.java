package org.doorward.rules;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.LongAdder;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;

/** One rule. Immutable but for the count of its hits, safe for all threads. */
public final class Rule {
    private final FilterList list;
    private final Action action;
    private final List<String> kinds;
    private final List<Condition> conditions;
    private final List<String> keys;
    private final Lane lane;
    private final Commit commit;
    private final int line;
    private final boolean testsOutcome;
    private final List<MessageType> messageTypes;
    private LongAdder hits = new LongAdder();

    Rule(
            FilterList list,
            Action action,
            List<String> kinds,
            List<Condition> conditions,
            List<MessageType> messageTypes,
            List<String> keys,
            Lane lane,
            Commit commit,
            int line) {
        this.list = list;
        this.action = action;
        this.kinds = List.copyOf(kinds);
        this.conditions = List.copyOf(conditions);
        this.messageTypes = List.copyOf(messageTypes);
        this.keys = List.copyOf(keys);
        this.lane = lane;
        this.commit = commit;
        this.line = line;
        this.testsOutcome = conditions.stream().anyMatch(Condition::testsOutcome);
    }

    /** {@code -a never,exit}. */
    static Rule never() {
        return new Rule(
                FilterList.EXIT, Action.NEVER, List.of(), List.of(), List.of(), List.of(), Lane.RELIABLE, null, 0);
    }

    /** The list that it stands in. */
    public FilterList list() {
        return list;
    }

    /** What happens to what it matches. */
    public Action action() {
        return action;
    }

    /** The keys that it gives, possibly none. */
    public List<String> keys() {
        return keys;
    }

    /** The first key, or {@code null}: {@code key=} of CONFIG_CHANGE. */
    public String key() {
        return keys.isEmpty() ? null : keys.get(0);
    }

    /** The lane of what it selects. */
    public Lane lane() {
        return lane;
    }

    /** When what it selects is durable, as far as the rule says; {@link Commit#NONE} if it says nothing. */
    public Commit commit() {
        return commit == null ? Commit.NONE : commit;
    }

    /** The line that it stands in, from 1. */
    public int line() {
        return line;
    }

    /** How many operations it decided on at their exit, since it is in force. */
    public long hits() {
        return hits.sum();
    }

    /** Counts on where this rule, which it replaces, stands. Before anybody matches it. */
    void countOn(Rule before) {
        hits = before.hits;
    }

    void hit() {
        hits.increment();
    }

    /** The value that this field of an operation must equal for the rule to match; {@code null} if it need not equal any. */
    String required(String field) {
        for (Condition condition : conditions) {
            if (condition.field().equals(field) && condition.operator() == Operator.EQUAL) {
                return condition.value();
            }
        }
        return null;
    }

    /** Whether it can match only when the outcome is known. */
    public boolean testsOutcome() {
        return testsOutcome;
    }

    /** The rule as {@code auditctl -l} prints it. */
    public String text() {
        StringJoiner text = new StringJoiner(" ");
        text.add("-a " + action.token() + "," + list.token());
        if (!kinds.isEmpty()) {
            text.add("-S " + String.join(",", kinds));
        }
        conditions.forEach(condition -> text.add(condition.text()));
        messageTypes.forEach(type -> text.add(type.text()));
        if (lane == Lane.LOSSY) {
            text.add("-F lane=lossy");
        }
        if (commit != null) {
            text.add("-F commit=" + commit.token());
        }
        keys.forEach(key -> text.add("-k " + key));
        return text.toString();
    }

    /** Whether it may match operations of this kind: {@code -S} names it, its family, or nothing. */
    boolean coversKind(String kind) {
        if (kinds.isEmpty()) {
            return true;
        }
        for (String pattern : kinds) {
            if (KindPattern.matches(pattern, kind)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all conditions hold; the kind is not looked at. */
    boolean conditionsHold(Candidate operation) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).matches(operation)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether settings ask for an entry of what it selects, which cannot be: the outcome that it tests is known too late. A rule that
     * says for itself when its records are durable is taken at its word.
     */
    boolean lacksEntry(Commit byDefault, Map<String, Commit> byKey) {
        if (list != FilterList.EXIT || action != Action.ALWAYS || lane != Lane.RELIABLE || commit != null) {
            return false;
        }
        boolean asked = byDefault == Commit.ENTRY || keys.stream().anyMatch(key -> byKey.get(key) == Commit.ENTRY);
        return asked && testsOutcome;
    }

    /** Whether a rule of the list user or exclude matches a fact of this record type; its conditions are of the process alone. */
    boolean matchesFact(int recordType) {
        return MessageType.match(messageTypes, recordType) && conditionsHold(null);
    }

    /** {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}

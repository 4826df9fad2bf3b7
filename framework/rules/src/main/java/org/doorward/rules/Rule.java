package org.doorward.rules;

import java.util.List;
import java.util.StringJoiner;
import org.doorward.audit.Lane;

/** One rule. Immutable, safe for all threads. */
public final class Rule {
    private final FilterList list;
    private final Action action;
    private final List<String> kinds;
    private final List<Condition> conditions;
    private final List<String> keys;
    private final Lane lane;
    private final List<String> messageTypes;

    Rule(
            FilterList list,
            Action action,
            List<String> kinds,
            List<Condition> conditions,
            List<String> messageTypes,
            List<String> keys,
            Lane lane) {
        this.list = list;
        this.action = action;
        this.kinds = List.copyOf(kinds);
        this.conditions = List.copyOf(conditions);
        this.messageTypes = List.copyOf(messageTypes);
        this.keys = List.copyOf(keys);
        this.lane = lane;
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

    /** The rule as {@code auditctl -l} prints it. */
    public String text() {
        StringJoiner text = new StringJoiner(" ");
        text.add("-a " + action.token() + "," + list.token());
        if (!kinds.isEmpty()) {
            text.add("-S " + String.join(",", kinds));
        }
        conditions.forEach(condition -> text.add(condition.text()));
        messageTypes.forEach(type -> text.add("-F msgtype=" + type));
        if (lane == Lane.LOSSY) {
            text.add("-F lane=lossy");
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
            if (pattern.equals(kind)
                    || pattern.equals("all")
                    || pattern.endsWith(".*") && kind.startsWith(pattern.substring(0, pattern.length() - 1))) {
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

    boolean coversMessageType(String type) {
        return messageTypes.isEmpty() || messageTypes.contains(type);
    }

    /** {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}

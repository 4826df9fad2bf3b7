package org.doorward.core.woven;

import java.util.HashSet;
import java.util.Set;

/**
 * How a row tells the outcome of its operation: column {@code outcome} of the hook table. Immutable.
 *
 * <pre>
 *   exception               returned is success
 *   boolean                 false is a failure without a cause
 *   return                  the result is needed too; returned is success
 *   return:V=failure        V is a failure without a cause
 *   return:V=none           V means that nothing took place
 *   return:V=other row:N    V means that it goes on, and item N tells
 *   other row:N             it goes on, and item N tells
 *   entry-only              written at entry
 *   ...;of N                the row ends an operation that item N began: it decides nothing
 * </pre>
 */
public final class Ending {
    /** What a return means. */
    public enum Meaning {
        /** It did what it was called for. */
        SUCCESS,
        /** It did not, and nobody says why. */
        FAILURE,
        /** There was no operation. */
        NONE,
        /** It goes on; another row tells. */
        ELSEWHERE
    }

    private final boolean entryOnly;
    private final Meaning otherwise;
    private final String value;
    private final Meaning ofValue;
    private final Set<Integer> ends = new HashSet<>();

    private Ending(boolean entryOnly, Meaning otherwise, String value, Meaning ofValue) {
        this.entryOnly = entryOnly;
        this.otherwise = otherwise;
        this.value = value;
        this.ofValue = ofValue;
    }

    /** @throws IllegalArgumentException if the text is no outcome */
    static Ending parse(String text) {
        String[] halves = text.split(";");
        Ending ending = parseFirst(halves[0], text);
        for (int i = 1; i < halves.length; i++) {
            if (!halves[i].startsWith("of ")) {
                throw wrong(text);
            }
            for (String item : halves[i].substring("of ".length()).split(",")) {
                ending.ends.add(Integer.parseInt(item));
            }
        }
        return ending;
    }

    private static Ending parseFirst(String first, String text) {
        if (first.equals("exception") || first.equals("return")) {
            return new Ending(false, Meaning.SUCCESS, null, null);
        }
        if (first.equals("boolean")) {
            return new Ending(false, Meaning.SUCCESS, "false", Meaning.FAILURE);
        }
        if (first.equals("entry-only")) {
            return new Ending(true, Meaning.SUCCESS, null, null);
        }
        if (first.startsWith("other row:")) {
            return new Ending(false, Meaning.ELSEWHERE, null, null);
        }
        int equals = first.indexOf('=');
        if (first.startsWith("return:") && equals > 0) {
            String value = first.substring("return:".length(), equals);
            String meaning = first.substring(equals + 1);
            Meaning of = meaning.equals("failure")
                    ? Meaning.FAILURE
                    : meaning.equals("none")
                            ? Meaning.NONE
                            : meaning.startsWith("other row:") ? Meaning.ELSEWHERE : null;
            if (of != null) {
                return new Ending(false, Meaning.SUCCESS, value, of);
            }
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("outcome [" + text + "] is none that the engine knows");
    }

    /** Whether the outcome is never told, or too late: the event is written at entry. */
    public boolean entryOnly() {
        return entryOnly;
    }

    /** Whether the row ends an operation that another row began and decided. */
    public boolean endsAnother() {
        return !ends.isEmpty();
    }

    /** Whether an operation of this row may go on after its method returned. */
    public boolean mayGoOn() {
        return otherwise == Meaning.ELSEWHERE || ofValue == Meaning.ELSEWHERE;
    }

    /** What it means that the method returned this. */
    public Meaning of(Object result) {
        return value != null && is(result) ? ofValue : otherwise;
    }

    private boolean is(Object result) {
        return result == null ? value.equals("null") : isBoxed(result) && value.equals(result.toString());
    }

    private static boolean isBoxed(Object result) {
        return result instanceof Boolean || result instanceof Integer || result instanceof Long;
    }
}

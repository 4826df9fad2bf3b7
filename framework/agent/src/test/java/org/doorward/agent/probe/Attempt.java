package org.doorward.agent.probe;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** One use of a woven method: what is done, what the handler must see of it, and what a denial must leave as it was. */
final class Attempt {
    /** An argument of which nothing is asserted. */
    static final Object ANY = new Object() {
        @Override
        public String toString() {
            return "ANY";
        }
    };

    /** What may throw anything. */
    interface Action {
        void run() throws Throwable;
    }

    private final Action action;
    private List<Object> arguments;
    private Callable<?> state;
    private Class<? extends Throwable> failure;
    private boolean mayFail;
    private boolean observed;
    private boolean otherThreads;
    private boolean entryOnly;
    private boolean neverReturns;
    private Object result = ANY;

    private Attempt(Action action) {
        this.action = action;
    }

    static Attempt of(Action action) {
        return new Attempt(action);
    }

    /** The arguments that the handler must see, boxed, or {@link #ANY}. */
    Attempt with(Object... expected) {
        arguments = Arrays.asList(expected);
        return this;
    }

    /** The result that the handler must see, boxed. */
    Attempt returning(Object expected) {
        result = expected;
        return this;
    }

    /** What must be the same before and after a denial; without it, the folder of the attempt with all in it. */
    Attempt state(Callable<?> what) {
        state = what;
        return this;
    }

    /** The operation fails, on any machine, and the handler must see how. */
    Attempt fails(Class<? extends Throwable> how) {
        failure = how;
        return this;
    }

    /** Whether it succeeds depends on the machine (extended attributes, multicast); the handler must see one or the other. */
    Attempt mayFail() {
        mayFail = true;
        return this;
    }

    /** It only ends an operation that another row began, perhaps on another thread and more than once: it is never denied. */
    Attempt observed() {
        observed = true;
        otherThreads = true;
        return this;
    }

    /** It has no exit. */
    Attempt entryOnly() {
        entryOnly = true;
        return this;
    }

    /** It would end this JVM: it is only denied. */
    Attempt neverReturns() {
        neverReturns = true;
        entryOnly = true;
        return this;
    }

    void run() throws Throwable {
        action.run();
    }

    boolean isObserved() {
        return observed;
    }

    boolean isOnOtherThreads() {
        return otherThreads;
    }

    boolean isNeverReturning() {
        return neverReturns;
    }

    Object stateOr(Callable<?> otherwise) throws Exception {
        return (state == null ? otherwise : state).call();
    }

    /** What is wrong with what the handler saw, or null. */
    String complaint(Engine.Seen seen) {
        if (arguments != null && !matches(arguments, seen.arguments)) {
            return "arguments " + show(seen.arguments) + ", expected " + show(arguments);
        }
        if (entryOnly) {
            return seen.exited ? "an exit was seen" : null;
        }
        if (!seen.exited) {
            return "no exit was seen";
        }
        if (failure != null && !failure.isInstance(seen.failure)) {
            return "outcome " + seen.failure + ", expected " + failure;
        }
        if (failure == null && seen.failure != null && !mayFail && !observed) {
            return "outcome " + seen.failure + ", expected success";
        }
        return result == ANY || result.equals(seen.result) ? null : "result " + seen.result + ", expected " + result;
    }

    /** Whether what was thrown to the caller is what the operation does by itself. */
    boolean isExpected(Throwable thrown) {
        return mayFail || observed || failure != null && failure.isInstance(thrown);
    }

    private static boolean matches(List<Object> expected, List<Object> seen) {
        if (expected.size() != seen.size()) {
            return false;
        }
        for (int index = 0; index < expected.size(); index++) {
            Object one = expected.get(index);
            if (one != ANY && !java.util.Objects.deepEquals(one, seen.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static String show(List<Object> arguments) {
        return Arrays.deepToString(arguments.toArray());
    }
}

package org.doorward.agent.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/** Stands in the engine's place in a forked JVM: takes the handle as the launcher does, records every call and denies when told. */
public final class Engine {
    /** One operation as the handler saw it. */
    public static final class Seen {
        public final int row;
        public final Object self;
        public final List<Object> arguments;
        public Object result;
        public Throwable failure;
        public boolean exited;

        Seen(int row, Object[] call) {
            this.row = row;
            this.self = call[3];
            this.arguments = Arrays.asList(Arrays.copyOfRange(call, 4, call.length));
        }
    }

    private final List<String> rows;
    private final BitSet woven;
    private final boolean[] wanted;
    private final Function<Module, BitSet> framework;
    private final Map<String, Function<Module, BitSet>> bundles;
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile Thread watched;
    private volatile Runnable atEntry = () -> {};
    private Throwable denial;
    private int deniedRow = -1;

    private Engine(Map<?, ?> agent) {
        this.rows = cast(agent.get("rows"));
        this.woven = (BitSet) agent.get("woven");
        this.framework = cast(agent.get("framework"));
        this.bundles = cast(agent.get("bundles"));
        BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> register =
                cast(agent.get("register"));
        this.wanted = register.apply(this::enter, this::exit);
    }

    @SuppressWarnings("unchecked") // what the package's documentation promises
    private static <T> T cast(Object value) {
        return (T) value;
    }

    /** What the agent left for the launcher: the statements that the agent's documentation gives. */
    public static Map<?, ?> takeHandle() {
        Thread main = Thread.currentThread();
        if (main.getUncaughtExceptionHandler() instanceof Supplier<?> handOver) {
            main.setUncaughtExceptionHandler(null);
            return (Map<?, ?>) handOver.get();
        }
        throw new AssertionError("the agent left no handle on the main thread");
    }

    /** Takes the handle and installs a handler that wants nothing yet. */
    public static Engine start() {
        return new Engine(takeHandle());
    }

    private void enter(Object[] call, int row) {
        if (watched != null && Thread.currentThread() != watched) {
            return;
        }
        Seen entered = new Seen(row, call);
        seen.add(entered);
        call[0] = entered;
        atEntry.run();
        if (row == deniedRow) {
            Engine.<RuntimeException>sneak(denial);
        }
    }

    @SuppressWarnings("unchecked") // the woven method may not declare it: the agent lets it pass
    private static <T extends Throwable> void sneak(Throwable denial) throws T {
        throw (T) denial;
    }

    private void exit(Object[] call, int row) {
        Seen left = (Seen) call[0];
        left.exited = true;
        left.result = call[1];
        left.failure = (Throwable) call[2];
    }

    /** The line of the table. */
    public String row(int number) {
        return rows.get(number);
    }

    /** The row of an item whose method and descriptor begin as given, woven in this JVM; -1 if it has none. */
    public int find(int item, String method) {
        return find(item, method, woven);
    }

    /** The same for a row of the framework. */
    public int findFramework(int item, String method) {
        BitSet all = new BitSet();
        all.set(0, rows.size());
        return find(item, method, all);
    }

    private int find(int item, String method, BitSet among) {
        int found = -1;
        for (int number = 0; number < rows.size(); number++) {
            String[] fields = rows.get(number).split("\t");
            String name = fields[2].substring(fields[2].lastIndexOf('/') + 1) + "." + fields[3] + fields[4];
            if (Integer.parseInt(fields[0]) == item && name.startsWith(method) && among.get(number)) {
                if (found >= 0) {
                    throw new AssertionError("item " + item + " " + method + " is no single row");
                }
                found = number;
            }
        }
        return found;
    }

    public BitSet woven() {
        return woven;
    }

    public Function<Module, BitSet> framework() {
        return framework;
    }

    /** Wants a row, or all of them with a negative number, on the calling thread. */
    public void want(int row) {
        watched = Thread.currentThread();
        if (row < 0) {
            Arrays.fill(wanted, true);
        } else {
            wanted[row] = true;
        }
    }

    /** Wants a row on whatever thread it is used. */
    public void wantOfAllThreads(int row) {
        watched = null;
        wanted[row] = true;
    }

    public void wantNothing() {
        Arrays.fill(wanted, false);
    }

    /** What happens each time after the handler has seen the arguments and before the operation. */
    public void atEntry(Runnable what) {
        atEntry = what;
    }

    /** Denies a row by what is given until {@link #permit}. */
    public void deny(int row, Throwable how) {
        denial = how;
        deniedRow = row;
    }

    public void permit() {
        deniedRow = -1;
    }

    /** Whether nothing was seen since the last drain. */
    public boolean isUnseen() {
        return seen.isEmpty();
    }

    /** What was seen since the last call. */
    public List<Seen> drain() {
        List<Seen> drained = new ArrayList<>(seen);
        seen.clear();
        return drained;
    }
}

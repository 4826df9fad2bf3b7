package org.doorward.core;

import java.lang.invoke.MethodHandles;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.doorward.core.woven.WovenAgent;

/** Stands for agent and bridge: calls of woven methods as the bridge makes them. */
final class WovenJvm {
    static final String HEADER =
            "item\tkind\tclass\tmethod\tdescriptor\tjdk17\tjdk25\targuments\toutcome\tloader\tdefault";

    private final List<String> rows;
    private ObjIntConsumer<Object[]> entry;
    private ObjIntConsumer<Object[]> exit;
    private final boolean[] switches;
    private int exitsAsked;

    /** @param rows item, kind, class, method, descriptor, arguments, outcome, separated by blanks */
    WovenJvm(String... rows) {
        this.rows = List.of(rows).stream().map(WovenJvm::line).toList();
        this.switches = new boolean[rows.length];
    }

    private static String line(String row) {
        String[] fields = row.split(" +", 7);
        return String.join(
                "\t", fields[0], fields[1], fields[2], fields[3], fields[4], "1", "1", fields[5], fields[6], "boot",
                "on");
    }

    WovenAgent agent() {
        BitSet woven = new BitSet();
        woven.set(0, rows.size());
        BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> register = (atEntry, atExit) -> {
            entry = atEntry;
            exit = atExit;
            return switches;
        };
        Function<Module, BitSet> framework = module -> new BitSet();
        return new WovenAgent(Map.of(
                "register", register,
                "header", HEADER,
                "rows", rows,
                "woven", woven,
                "leftOut", List.of(),
                "framework", framework,
                "bundles", Map.of(),
                "lookup", MethodHandles.lookup()));
    }

    /** For how many calls the engine wanted to know the outcome. */
    int exitsAsked() {
        return exitsAsked;
    }

    boolean isOn(int row) {
        return switches[row];
    }

    /** A call: what the body returns is the method's result. */
    @SuppressWarnings("unchecked")
    <T> T call(int row, Object self, Callable<T> body, Object... arguments) throws Exception {
        if (!switches[row]) {
            return body.call();
        }
        Object[] call = new Object[4 + arguments.length];
        call[3] = self;
        System.arraycopy(arguments, 0, call, 4, arguments.length);
        entry.accept(call, row);
        try {
            T result = body.call();
            call[1] = result;
            return result;
        } catch (Exception | Error e) {
            call[2] = e;
            throw e;
        } finally {
            if (call[0] != null) {
                exitsAsked++;
                exit.accept(call, row);
            }
        }
    }
}

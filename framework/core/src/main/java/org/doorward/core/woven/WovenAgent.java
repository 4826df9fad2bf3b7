package org.doorward.core.woven;

import java.lang.invoke.MethodHandles;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * What the agent handed over. Good for one engine of a JVM; whoever holds it can take part in every woven call: it goes from the
 * launcher to the engine as an argument, and no further. Safe for all threads.
 */
public final class WovenAgent {
    private final BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> register;
    private final String header;
    private final List<String> lines;
    private final BitSet woven;
    private final List<String> leftOut;
    private final Function<Module, BitSet> framework;
    private final Map<String, Function<Module, BitSet>> bundles;
    private MethodHandles.Lookup lookup;

    /**
     * The agent of this hand-over.
     *
     * @param handed a map of java.base types, as the agent's documentation describes it
     * @throws IllegalArgumentException if something is missing: the agent is of another version
     */
    @SuppressWarnings("unchecked") // the two jars are of one distribution; java.base types are all they share
    public WovenAgent(Map<?, ?> handed) {
        register = (BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]>) get(handed, "register");
        header = (String) get(handed, "header");
        lines = (List<String>) get(handed, "rows");
        woven = (BitSet) get(handed, "woven");
        leftOut = (List<String>) get(handed, "leftOut");
        framework = (Function<Module, BitSet>) get(handed, "framework");
        bundles = Map.copyOf((Map<String, Function<Module, BitSet>>) get(handed, "bundles"));
        lookup = (MethodHandles.Lookup) get(handed, "lookup");
    }

    private static Object get(Map<?, ?> handed, String key) {
        Object value = handed.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the agent hands over no [" + key + "], only " + handed.keySet()
                    + ": launcher, agent and engine must be of one distribution");
        }
        return value;
    }

    /** The class of the bridge: everything on a stack above its frame is the engine's own work. */
    public Class<?> bridge() {
        return register.getClass();
    }

    /** How many rows there are, of the JDK and of the framework. */
    public int size() {
        return lines.size();
    }

    /** The rows of the JDK by their number; {@code null} where a row is not woven. To be called once: the key to the JDK's fields is dropped. */
    public WovenRow[] jdkRows() {
        MethodHandles.Lookup once = Objects.requireNonNull(lookup, "the rows were read already");
        lookup = null;
        WovenRow[] rows = new WovenRow[lines.size()];
        for (int i = woven.nextSetBit(0); i >= 0; i = woven.nextSetBit(i + 1)) {
            rows[i] = new WovenRow(TableLine.of(header, lines.get(i)), ClassLoader.getSystemClassLoader(), once);
        }
        return rows;
    }

    /**
     * Weaves the framework, once, and adds its rows.
     *
     * @param module whose classes the rows are of
     * @param inside of a class whose module that module is open to
     * @throws RuntimeException if the rows woven are not the rows listed; the message names each
     */
    public void weaveFramework(Module module, MethodHandles.Lookup inside, WovenRow[] rows) {
        read(framework.apply(module), module, inside, rows);
    }

    /** The symbolic names of the bundles that have rows. */
    public Set<String> bundles() {
        return bundles.keySet();
    }

    /** The kinds of the rows of bundles, one for each row, whether the bundle is there yet or not. */
    public List<String> kindsOfBundles() {
        String column = "jdk" + Runtime.version().feature();
        return lines.stream()
                .map(line -> TableLine.of(header, line))
                .filter(line -> bundles.containsKey(line.field("loader")))
                .filter(line -> line.field(column).equals("1"))
                .map(line -> line.field("kind"))
                .toList();
    }

    /**
     * Weaves a bundle, before its classes are used, and anew when it comes back as another module. Its rows are to be {@link
     * org.doorward.core.Core#woven handed to core}.
     *
     * @param name one of {@link #bundles}
     * @param module that of the bundle's class loader
     * @param inside as of {@link #weaveFramework}
     * @return by their number; {@code null} for all other rows
     * @throws RuntimeException if the rows woven are not the rows listed; the message names each
     */
    public WovenRow[] weaveBundle(String name, Module module, MethodHandles.Lookup inside) {
        WovenRow[] rows = new WovenRow[lines.size()];
        read(bundles.get(name).apply(module), module, inside, rows);
        return rows;
    }

    private void read(BitSet numbers, Module module, MethodHandles.Lookup inside, WovenRow[] into) {
        for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
            into[i] = new WovenRow(TableLine.of(header, lines.get(i)), module.getClassLoader(), inside);
        }
    }

    /** Rows of modules that this JVM runs without: no code can call them. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Installs the handler for the life of the JVM. @return a switch for each row, all off @throws IllegalStateException at the second call */
    public boolean[] install(ObjIntConsumer<Object[]> entry, ObjIntConsumer<Object[]> exit) {
        return register.apply(entry, exit);
    }
}

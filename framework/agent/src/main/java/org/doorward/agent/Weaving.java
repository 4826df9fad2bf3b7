package org.doorward.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Weaves a set of rows and proves it: every listed class is loaded first, and afterwards the rows woven are those listed, or it is an
 * error that names each one.
 */
final class Weaving {
    private final Instrumentation instrumentation;
    private final List<HookRow> listed;
    private final String where;

    /** @param where what the rows are of, as messages name it */
    Weaving(Instrumentation instrumentation, List<HookRow> listed, String where) {
        this.instrumentation = instrumentation;
        this.listed = listed;
        this.where = where;
    }

    /**
     * Loads the classes, lets them reach the bridge, and weaves them.
     *
     * @param loading finds the class of a row without initialising it, or returns null
     * @param modules whose classes are meant, for classes of the same name elsewhere
     * @throws RefusedException if the rows woven are not the rows listed
     */
    void run(Function<HookRow, Class<?>> loading, Predicate<Module> modules) {
        Map<HookRow, String> missing = new LinkedHashMap<>();
        Set<Class<?>> classes = load(loading, missing);
        classes.stream()
                .map(Class::getModule)
                .filter(module -> module != Object.class.getModule())
                .distinct()
                .forEach(module -> BridgeDefinition.exportTo(module, instrumentation));
        WeavingTransformer transformer = new WeavingTransformer(listed, modules, BridgeDefinition.NAME);
        instrumentation.addTransformer(transformer, true);
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        } catch (Exception | LinkageError e) {
            throw new RefusedException(
                    "the woven classes of " + where + " are refused by the JVM: " + e
                            + "; report this with the JDK's version, and start without the agent",
                    e);
        }
        Set<HookRow> woven = transformer.woven();
        listed.stream()
                .filter(row -> !woven.contains(row))
                .forEach(row -> missing.putIfAbsent(row, transformer.whyNot(row)));
        if (!missing.isEmpty()) {
            throw new RefusedException(list(missing));
        }
    }

    private Set<Class<?>> load(Function<HookRow, Class<?>> loading, Map<HookRow, String> missing) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (HookRow row : listed) {
            Class<?> type = loading.apply(row);
            if (type == null) {
                missing.put(row, "there is no such class");
            } else {
                classes.add(type);
            }
        }
        return classes;
    }

    private String list(Map<HookRow, String> missing) {
        List<String> lines = new ArrayList<>();
        lines.add("[" + missing.size() + "] of [" + listed.size() + "] listed methods of " + where
                + " cannot be woven, and nothing may be left unmediated; run on a version that the hook table was made"
                + " for, or start without the agent:");
        missing.forEach((row, why) -> lines.add("  " + row + ": " + why));
        return String.join(System.lineSeparator(), lines);
    }
}

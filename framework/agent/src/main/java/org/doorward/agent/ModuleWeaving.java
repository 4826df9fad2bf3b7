package org.doorward.agent;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Weaves rows into the classes of a module outside the JDK, and returns their numbers. To be called before the module's classes are used. A
 * bundle that is refreshed comes back as another module and is woven anew; the module before is not kept.
 */
final class ModuleWeaving implements Function<Module, BitSet> {
    private final Instrumentation instrumentation;
    private final List<HookRow> listed;
    private final String what;

    /** @param what whose rows these are, as messages name it */
    ModuleWeaving(Instrumentation instrumentation, List<HookRow> listed, String what) {
        this.instrumentation = instrumentation;
        this.listed = listed;
        this.what = what;
    }

    /** @throws RefusedException if the rows woven are not the rows listed; the message names each one */
    @Override
    public BitSet apply(Module module) {
        WeakReference<Module> meant = new WeakReference<>(module);
        new Weaving(instrumentation, listed, what + " in [" + module + "]")
                .run(row -> Class.forName(module, row.typeName()), other -> other == meant.get());
        BitSet numbers = new BitSet();
        listed.forEach(row -> numbers.set(row.number()));
        return numbers;
    }
}

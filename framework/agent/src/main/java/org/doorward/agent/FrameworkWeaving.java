package org.doorward.agent;

import java.util.BitSet;
import java.util.function.Function;

/**
 * Weaves the framework's rows into the classes of one module: the module of Felix in the private layer, or the unnamed one of a loader.
 * To be called once, before the framework starts; it forgets afterwards how to weave.
 */
final class FrameworkWeaving implements Function<Module, BitSet> {
    private ModuleWeaving weaving;

    FrameworkWeaving(ModuleWeaving weaving) {
        this.weaving = weaving;
    }

    /**
     * Weaves the module, and returns the numbers of the rows.
     *
     * @throws RuntimeException if the rows woven are not the rows listed; the message names each one
     * @throws IllegalStateException on a second call
     */
    @Override
    public synchronized BitSet apply(Module framework) {
        if (weaving == null) {
            throw new IllegalStateException("a framework is woven already; one JVM holds one framework");
        }
        ModuleWeaving once = weaving;
        weaving = null;
        return once.apply(framework);
    }
}

package org.doorward.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Weaves the framework's rows into the classes of one module: the module of Felix in the private layer, or the unnamed one of a loader.
 * To be called once, before the framework starts; it forgets afterwards how to weave.
 */
final class FrameworkWeaving implements Consumer<Module> {
    private final List<HookRow> listed;
    private Instrumentation instrumentation;

    FrameworkWeaving(Instrumentation instrumentation, List<HookRow> listed) {
        this.instrumentation = instrumentation;
        this.listed = listed;
    }

    /**
     * Weaves the module.
     *
     * @throws RuntimeException if the rows woven are not the rows listed; the message names each one
     * @throws IllegalStateException on a second call
     */
    @Override
    public synchronized void accept(Module framework) {
        if (instrumentation == null) {
            throw new IllegalStateException("a framework is woven already; one JVM holds one framework");
        }
        Instrumentation once = instrumentation;
        instrumentation = null;
        new Weaving(once, listed, "the framework in [" + framework + "]")
                .run(row -> Class.forName(framework, row.typeName()), module -> module == framework);
    }
}

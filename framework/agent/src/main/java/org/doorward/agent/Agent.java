package org.doorward.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The premain class: brings the bridge into java.base, weaves the JDK by the hook table, and leaves the handle for the launcher; the
 * package's documentation has the whole picture. It starts complete or not at all.
 */
public final class Agent {
    private static final String JDK_TABLE = "hooks.tsv";
    private static final String FRAMEWORK_TABLE = "hooks-felix.tsv";
    private static final String BUNDLES_TABLE = "hooks-bundles.tsv";

    /** As of every refused start. */
    private static final int REFUSED = 2;

    private Agent() {}

    /**
     * Called by the JVM, before main, on the same thread.
     *
     * @param arguments as {@link AgentArguments} describes
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            start(arguments, instrumentation);
        } catch (RefusedException | IllegalArgumentException e) {
            refuse(e.getMessage());
        } catch (Throwable e) {
            e.printStackTrace();
            refuse("unexpected failure: " + e + "; report this with the JDK's version");
        }
    }

    private static void refuse(String message) {
        System.err.println("doorward agent: the start is refused: " + message);
        System.err.flush();
        Runtime.getRuntime().halt(REFUSED);
    }

    private static void start(String text, Instrumentation instrumentation) {
        int feature = Runtime.version().feature();
        HookTable jdk = HookTable.load(feature, 0, JDK_TABLE);
        HookTable framework = HookTable.load(feature, jdk.rows().size(), FRAMEWORK_TABLE);
        HookTable bundles =
                HookTable.load(feature, jdk.rows().size() + framework.rows().size(), BUNDLES_TABLE);
        Set<String> onRequest = new HashSet<>(jdk.kindsOnRequest());
        onRequest.addAll(framework.kindsOnRequest());
        AgentArguments arguments = new AgentArguments(text, onRequest);

        PlainSockets.shutOut();
        int rows = jdk.rows().size() + framework.rows().size() + bundles.rows().size();
        BridgeDefinition.Installed bridge = BridgeDefinition.install(instrumentation, rows);
        List<HookRow> listed = new ArrayList<>(jdk.selected(arguments.hot()));
        List<HookRow> leftOut = JdkClasses.leftOut(listed);
        listed.removeAll(leftOut);
        new Weaving(instrumentation, listed, "JDK [" + Runtime.version() + "]")
                .run(JdkClasses::find, JdkClasses::isOfTheJdk);
        JdkClasses.openToTheLookup(listed, instrumentation);

        if (arguments.isHandOver()) {
            List<HookRow> ofFramework = framework.selected(arguments.hot());
            BitSet woven = new BitSet(rows);
            listed.forEach(row -> woven.set(row.number()));
            Map<String, ModuleWeaving> ofBundles = new TreeMap<>();
            bundles.selected(arguments.hot()).stream()
                    .collect(Collectors.groupingBy(HookRow::loader))
                    .forEach((bundle, ofBundle) -> ofBundles.put(
                            bundle, new ModuleWeaving(instrumentation, ofBundle, "the bundle [" + bundle + "]")));
            Map<String, Object> agent = Map.of(
                    "register",
                    bridge.handle(),
                    "lookup",
                    bridge.inside(),
                    "header",
                    jdk.header(),
                    "rows",
                    Stream.of(jdk, framework, bundles)
                            .flatMap(table -> table.rows().stream())
                            .map(HookRow::line)
                            .toList(),
                    "woven",
                    woven,
                    "leftOut",
                    leftOut.stream().map(HookRow::toString).toList(),
                    "framework",
                    new FrameworkWeaving(new ModuleWeaving(instrumentation, ofFramework, "the framework")),
                    "bundles",
                    Map.copyOf(ofBundles));
            new HandOver(Thread.currentThread(), agent).waitForTheLauncher();
        }
    }
}

package org.doorward.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Weaves the listed classes of the modules that it is for, and keeps what it did: the JVM swallows what a transformer throws, so that
 * only this account tells whether a row is woven.
 *
 * <p>It stays registered. A class that a later agent has retransformed is built anew from its original bytes by all transformers that
 * are registered then: without this one, its rows would be gone.
 *
 * <p><b>Thread-safe.</b>
 */
final class WeavingTransformer implements ClassFileTransformer {
    private final Map<String, ClassWeaver> weavers = new HashMap<>();
    private final Predicate<Module> modules;
    private final Set<HookRow> woven = ConcurrentHashMap.newKeySet();
    private final Map<HookRow, String> refused = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    WeavingTransformer(Collection<HookRow> rows, Predicate<Module> modules, String bridge) {
        this.modules = modules;
        Map<String, List<HookRow>> byType =
                rows.stream().collect(Collectors.groupingBy(HookRow::type, TreeMap::new, Collectors.toList()));
        byType.forEach((type, ofType) -> weavers.put(type, new ClassWeaver(ofType, bridge)));
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String type,
            Class<?> retransformed,
            ProtectionDomain domain,
            byte[] classFile) {
        ClassWeaver weaver = weavers.get(type);
        if (weaver == null || !modules.test(module)) {
            return null;
        }
        try {
            return weaver.weave(classFile, woven::add, refused::put);
        } catch (Throwable e) {
            failures.put(type, e);
            return null;
        }
    }

    /** The rows that are woven now. */
    Set<HookRow> woven() {
        return Set.copyOf(woven);
    }

    /** Why a row of a class that was given to it is not woven. */
    String whyNot(HookRow row) {
        Throwable failure = failures.get(row.type());
        if (failure != null) {
            return "weaving its class failed: " + failure;
        }
        return refused.getOrDefault(row, "the class has no such method in this JDK or framework");
    }
}

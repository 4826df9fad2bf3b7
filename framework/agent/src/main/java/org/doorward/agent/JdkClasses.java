package org.doorward.agent;

import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the JDK's listed classes, and tells those that this run leaves out from those that the JDK does not have. */
final class JdkClasses {
    private JdkClasses() {}

    /** The class of a row, not initialised; null if there is none in the JDK's own modules. */
    static Class<?> find(HookRow row) {
        try {
            ClassLoader loader = row.isOfBootLoader() ? null : ClassLoader.getSystemClassLoader();
            Class<?> type = Class.forName(row.typeName(), false, loader);
            return isOfTheJdk(type.getModule()) ? type : null;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Whether a module is one of this run's JDK: named, and in the boot layer; nothing of the class path is. */
    static boolean isOfTheJdk(Module module) {
        return module.isNamed() && module.getLayer() == ModuleLayer.boot();
    }

    /**
     * Lets the lookup that the launcher is handed, which is of java.base, read the fields of woven classes of other modules: places of arguments
     * are there. Nobody else gains by it.
     */
    static void openToTheLookup(List<HookRow> rows, Instrumentation instrumentation) {
        Module base = Object.class.getModule();
        for (HookRow row : rows) {
            Class<?> type = find(row);
            if (row.readsFields() && type.getModule() != base) {
                instrumentation.redefineModule(
                        type.getModule(),
                        Set.of(),
                        Map.of(),
                        Map.of(type.getPackageName(), Set.of(base)),
                        Set.of(),
                        Map.of());
                instrumentation.redefineModule(base, Set.of(type.getModule()), Map.of(), Map.of(), Set.of(), Map.of());
            }
        }
    }

    /** The rows whose class is in a module that --limit-modules leaves out of this run: no code can call them. */
    static List<HookRow> leftOut(List<HookRow> rows) {
        List<HookRow> absent = rows.stream().filter(row -> find(row) == null).collect(Collectors.toList());
        if (!absent.isEmpty()) {
            absent.removeIf(row -> !isInAModuleLeftOut(row));
        }
        return absent;
    }

    private static boolean isInAModuleLeftOut(HookRow row) {
        String type = row.typeName();
        String packageName = type.substring(0, type.lastIndexOf('.'));
        return ModuleFinder.ofSystem().findAll().stream()
                .map(module -> module.descriptor())
                .filter(module -> ModuleLayer.boot().findModule(module.name()).isEmpty())
                .anyMatch(module -> module.packages().contains(packageName));
    }
}

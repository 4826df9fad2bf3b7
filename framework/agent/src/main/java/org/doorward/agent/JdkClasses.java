package org.doorward.agent;

import java.lang.module.ModuleFinder;
import java.util.List;
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

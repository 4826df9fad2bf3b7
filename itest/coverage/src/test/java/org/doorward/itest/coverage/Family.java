package org.doorward.itest.coverage;

import java.util.List;

/** A sort of operations: the categories of operations.tsv and the kinds that go with it. */
enum Family {
    FILES("files", List.of("file."), List.of("file.")),
    NETWORK("network", List.of("network."), List.of("network.")),
    PROCESSES("processes", List.of("process.exec", "process.manage"), List.of("process.")),
    EXIT("exit", List.of("process.exit"), List.of("runtime.exit", "runtime.halt")),
    NATIVE_CODE("native code", List.of("native."), List.of("runtime.loadlibrary", "runtime.foreign")),
    CLASS_LOADING("class loading", List.of("classloader."), List.of("runtime.newloader", "runtime.defineclass"));

    private final String title;
    private final List<String> categories;
    private final List<String> kinds;

    Family(String title, List<String> categories, List<String> kinds) {
        this.title = title;
        this.categories = categories;
        this.kinds = kinds;
    }

    /** What the document calls it. */
    String title() {
        return title;
    }

    boolean hasCategory(String category) {
        return categories.stream().anyMatch(category::startsWith);
    }

    boolean hasKind(String kind) {
        return kinds.stream().anyMatch(kind::startsWith);
    }

    /** Whether a hook is one of its operations. The process table is a folder: what reads it has the kinds of files. */
    boolean hasHook(Hooks.Hook hook) {
        return hasKind(hook.kind()) || this == PROCESSES && hook.type().equals("java/lang/ProcessHandleImpl");
    }
}

package org.doorward.agent.probe;

import static org.doorward.agent.probe.Attempt.ANY;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Foreign functions and foreign memory. Found by name: JDK 17 does not have them. */
final class ForeignCases {
    private ForeignCases() {}

    static void addTo(Cases cases) {
        functions(cases);
        memory(cases);
        grants(cases);
    }

    private static void functions(Cases cases) {
        cases.add(48, "SymbolLookup.libraryLookup(Ljava/lang/String;", folder -> {
            Method lookup = foreign("SymbolLookup").getMethod("libraryLookup", String.class, foreign("Arena"));
            Object arena = foreign("Arena").getMethod("global").invoke(null);
            return Attempt.of(() -> lookup.invoke(null, "libc.so.6", arena)).with("libc.so.6", arena);
        });
        cases.add(48, "SymbolLookup.libraryLookup(Ljava/nio/file/Path;", folder -> {
            Method lookup = foreign("SymbolLookup").getMethod("libraryLookup", Path.class, foreign("Arena"));
            Object arena = foreign("Arena").getMethod("global").invoke(null);
            Path library = folder.resolve("none.so");
            return Attempt.of(() -> lookup.invoke(null, library, arena))
                    .with(library, arena)
                    .mayFail();
        });
        cases.add(48, "AbstractLinker.downcallHandle(Ljava/lang/foreign/FunctionDescriptor;", folder -> {
            Object linker = foreign("Linker").getMethod("nativeLinker").invoke(null);
            Object signature = signature();
            Object options = java.lang.reflect.Array.newInstance(foreign("Linker$Option"), 0);
            Method handle =
                    foreign("Linker").getMethod("downcallHandle", foreign("FunctionDescriptor"), options.getClass());
            return Attempt.of(() -> handle.invoke(linker, signature, options)).with(signature, ANY);
        });
        cases.add(48, "AbstractLinker.downcallHandle(Ljava/lang/foreign/MemorySegment;", folder -> {
            Object linker = foreign("Linker").getMethod("nativeLinker").invoke(null);
            Object signature = signature();
            Object address =
                    foreign("MemorySegment").getMethod("ofAddress", long.class).invoke(null, 4096L);
            Object options = java.lang.reflect.Array.newInstance(foreign("Linker$Option"), 0);
            Method handle = foreign("Linker")
                    .getMethod(
                            "downcallHandle",
                            foreign("MemorySegment"),
                            foreign("FunctionDescriptor"),
                            options.getClass());
            return Attempt.of(() -> handle.invoke(linker, address, signature, options))
                    .with(address, signature, ANY);
        });
        cases.add(48, "AbstractLinker.upcallStub", folder -> {
            Object linker = foreign("Linker").getMethod("nativeLinker").invoke(null);
            Object signature = signature();
            Object arena = foreign("Arena").getMethod("global").invoke(null);
            Object options = java.lang.reflect.Array.newInstance(foreign("Linker$Option"), 0);
            MethodHandle called = MethodHandles.empty(MethodType.methodType(void.class));
            Method stub = foreign("Linker")
                    .getMethod(
                            "upcallStub",
                            MethodHandle.class,
                            foreign("FunctionDescriptor"),
                            foreign("Arena"),
                            options.getClass());
            return Attempt.of(() -> stub.invoke(linker, called, signature, arena, options))
                    .with(called, signature, arena, ANY);
        });
    }

    private static void memory(Cases cases) {
        cases.add(48, "AbstractMemorySegmentImpl.reinterpretInternal", folder -> {
            Object segment = segment();
            Method reinterpret = foreign("MemorySegment").getMethod("reinterpret", long.class);
            return Attempt.of(() -> reinterpret.invoke(segment, 8L)).with(ANY, 8L, ANY, null);
        });
        cases.add(48, "AbstractMemorySegmentImpl.reinterpretInternal", folder -> {
            Object segment = segment();
            Object arena = foreign("Arena").getMethod("global").invoke(null);
            Method reinterpret = foreign("MemorySegment")
                    .getMethod("reinterpret", foreign("Arena"), java.util.function.Consumer.class);
            return Attempt.of(() -> reinterpret.invoke(segment, arena, null)).with(ANY, 0L, ANY, null);
        });
        cases.add(48, "AbstractMemorySegmentImpl.reinterpretInternal", folder -> {
            Object segment = segment();
            Object arena = foreign("Arena").getMethod("global").invoke(null);
            Method reinterpret = foreign("MemorySegment")
                    .getMethod("reinterpret", long.class, foreign("Arena"), java.util.function.Consumer.class);
            return Attempt.of(() -> reinterpret.invoke(segment, 8L, arena, null))
                    .with(ANY, 8L, ANY, null);
        });
        cases.add(48, "ValueLayouts$OfAddressImpl.withTargetLayout", folder -> {
            Object address = foreign("ValueLayout").getField("ADDRESS").get(null);
            Object target = foreign("ValueLayout").getField("JAVA_BYTE").get(null);
            Method with = foreign("AddressLayout").getMethod("withTargetLayout", foreign("MemoryLayout"));
            return Attempt.of(() -> with.invoke(address, target)).with(target);
        });
    }

    private static void grants(Cases cases) {
        cases.add(48, "ModuleLayer$Controller.enableNativeAccess", folder -> {
            ModuleLayer.Controller controller = layer(folder.resolve("made.jar"));
            Module made = controller.layer().findModule("made").orElseThrow();
            Method enable = ModuleLayer.Controller.class.getMethod("enableNativeAccess", Module.class);
            Method isEnabled = Module.class.getMethod("isNativeAccessEnabled");
            return Attempt.of(() -> enable.invoke(controller, made)).with(made).state(() -> isEnabled.invoke(made));
        });
    }

    /** A layer with one module that has nothing in it. */
    private static ModuleLayer.Controller layer(Path jar) throws Exception {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\nAutomatic-Module-Name: made\n".getBytes());
        }
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("made"));
        return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(ModuleLayer.boot()), null);
    }

    private static Object segment() throws Exception {
        return foreign("MemorySegment").getMethod("ofAddress", long.class).invoke(null, 4096L);
    }

    private static Object signature() throws Exception {
        Object layouts = java.lang.reflect.Array.newInstance(foreign("MemoryLayout"), 0);
        return foreign("FunctionDescriptor")
                .getMethod("ofVoid", layouts.getClass())
                .invoke(null, layouts);
    }

    /** A class that JDK 17 does not have. */
    private static Class<?> foreign(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }
}

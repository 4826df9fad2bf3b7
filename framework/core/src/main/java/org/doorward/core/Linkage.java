package org.doorward.core;

import java.util.Set;
import org.doorward.core.woven.Place;
import org.doorward.core.woven.WovenRow;

/*
 * Losing nothing: what is let through is asked for by classes of the JDK by that very name, and nobody else can define classes of its packages.
 * LambdaMetafactory makes nothing but proxies of methods that its caller may call already.
 *
 *   a lambda's class counts as one that the bundle defines: a denial kills the class initializer, a class of the JDK for everybody     VictimIT
 *   so does its constructor, which JDK 17 opens                                                                                        VictimIT
 *   the accessor that JDK 17 makes for much used reflection counts as opened by the bundle                                             VictimIT
 *   the exemption covers classes that a bundle defines itself                                                                          VictimIT, calls.tsv
 *   the JDK's own views of memory, made for the calls of a linker, count: a denial kills a class initializer of it for everybody       ForeignCallsIT
 *   a bundle that starts is refused the components that it brings, because somebody may not change configurations                      ConfigurationProtectionIT
 *   a class that a bundle gave the name of one of the JDK's is believed: loaders define what they like outside java.*                  ForeignCallsIT
 */
/**
 * What the JDK does for its own linking of lambdas, its reflection and its linker of foreign functions, in whichever thread first needs it: no
 * operation of that bundle. Nor is it one that the component runtime switches on what a bundle brings when it starts.
 */
final class Linkage {
    private static final String LAMBDAS = "java.lang.invoke.InnerClassLambdaMetafactory";
    private static final String LOOKUP = "java.lang.invoke.MethodHandles$Lookup";
    private static final String REFLECTION = "java.lang.Class$1";
    private static final String ACCESSORS = "jdk.internal.reflect.Generated";
    private static final String MEMORY = "jdk.internal.foreign";
    private static final String SYMBOLS = "java.lang.foreign.SymbolLookup";
    private static final String COMPONENTS = "org.apache.felix.scr.impl.manager.ConfigurableComponentHolder";
    private static final String START = "initialEnable";
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final StackWalker ALL_FRAMES = StackWalker.getInstance(
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

    private Linkage() {}

    /** What tells such calls of a row; {@link Glance#NONE} for most rows. */
    static Glance of(String kind, WovenRow row) {
        if (kind.equals("runtime.defineclass") && place("host", row) != null) {
            return call -> isOfLambdas();
        }
        if (kind.equals("runtime.setaccessible")) {
            Place type = place("class", row);
            Place caller = place("caller", row);
            return call -> isOfReflection(named(caller.read(call)), named(type.read(call)));
        }
        if (kind.equals("runtime.foreign") && row.type().startsWith(MEMORY)) {
            return call -> isOfMemory(row.type());
        }
        if (row.type().equals(COMPONENTS)) {
            return call -> isOfStart();
        }
        return Glance.NONE;
    }

    private static Place place(String argument, WovenRow row) {
        return row.atEntry().stream()
                .filter(given -> given.name().equals(argument))
                .map(WovenRow.Argument::place)
                .findFirst()
                .orElse(null);
    }

    private static String named(Object type) {
        return type instanceof Class<?> named ? named.getName() : "";
    }

    private static boolean isOfReflection(String caller, String type) {
        return caller.startsWith(LAMBDAS) || caller.equals(REFLECTION) && type.startsWith(ACCESSORS);
    }

    private static boolean isOfLambdas() {
        return WALKER.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .dropWhile(name -> !name.equals(LOOKUP))
                .dropWhile(name -> name.equals(LOOKUP))
                .findFirst()
                .filter(LAMBDAS::equals)
                .isPresent());
    }

    /* Whoever calls stands on the stack right behind the woven class. A handle, a proxy or reflection in between is a frame too. */
    private static boolean isOfMemory(String woven) {
        return ALL_FRAMES.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                .dropWhile(type -> !type.getName().equals(woven))
                .dropWhile(type -> type.getName().equals(woven))
                .findFirst()
                .filter(type -> type.getModule() == Object.class.getModule())
                .filter(type ->
                        type.getName().startsWith(MEMORY) || type.getName().equals(SYMBOLS))
                .isPresent());
    }

    /* That method is private to the runtime, and what is private to it no bundle opens. */
    private static boolean isOfStart() {
        return ALL_FRAMES.walk(frames -> {
            Class<?>[] components = new Class<?>[1];
            return frames.dropWhile(frame -> !frame.getClassName().equals(COMPONENTS))
                    .peek(frame -> components[0] = components[0] == null ? frame.getDeclaringClass() : components[0])
                    .dropWhile(frame -> frame.getDeclaringClass() == components[0])
                    .findFirst()
                    .filter(frame -> frame.getMethodName().equals(START))
                    .filter(frame -> frame.getDeclaringClass().getClassLoader() == components[0].getClassLoader())
                    .isPresent();
        });
    }
}

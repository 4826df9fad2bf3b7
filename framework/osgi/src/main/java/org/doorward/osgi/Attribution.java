package org.doorward.osgi;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorward.core.Carried;
import org.osgi.framework.BundleReference;

/*
 * From a class to whom it belongs
 *
 *   class -> its loader -> a bundle's loader?            the revision whose loader it is
 *                          made by a bundle?             that bundle (H2's compiled aliases are of a loader of the JDK's)
 *                          else                          the class of that loader, again
 *   a class of the engine, of the framework              the engine, the framework: what they do for a bundle is the bundle's
 *   no loader, the platform's                            nobody: frames of the JDK are passed over
 *
 * Never by the name of a class that a bundle could define. Classes that the JDK generates or loads for reflection are nobody's: the first bundle
 * that calls a method often makes them, and all others go through them: they would act in its name.
 */
/**
 * Whom a class belongs to. The answer is cached in the class itself and holds nothing but text, so that it goes with the class and keeps
 * no loader. Safe for all threads.
 */
final class Attribution {
    /** Stands in the place of a bundle. */
    enum Part {
        /** The JDK, or nobody. */
        NONE,
        ENGINE,
        /** With what loads the engine's classes and the JDK's. */
        FRAMEWORK,
        /** What calls by reflection, handle or proxy whatever anybody made it call: engine and framework do not act through it. */
        DEPUTY,
        /** The JDK links a call site: what is called by handle or reflection within is its own. */
        LINKING
    }

    /** Finds the bundle of a bundle's loader. */
    interface Revisions {
        BundleSubject of(BundleReference reference, ClassLoader loader);
    }

    /** Of the JDK: on 17 for each method that is called by reflection often; and one for all that beans and their like call. */
    private static final Set<String> ACCESSOR_LOADERS =
            Set.of("jdk.internal.reflect.DelegatingClassLoader", "sun.reflect.misc.MethodUtil");

    /** Of the JDK: the loaders of its own modules, of the class path, and of layers. */
    private static final String LOADERS = "jdk.internal.loader.";

    private static final String LAUNCHER = "org.doorward.launcher.Launcher";

    /** Packages of the JDK. */
    private static final List<String> DEPUTIES =
            List.of("java.lang.reflect.", "jdk.internal.reflect.", "java.lang.invoke.", "java.beans.");

    private static final String LINKING = "java.lang.invoke.MethodHandleNatives";

    private final Revisions revisions;
    private final Creators creators;
    private final Module engine = Attribution.class.getModule();
    private final Class<?> launcher = launcher();
    private final Module framework;
    private final ClassValue<Object> byClass = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            return find(type);
        }
    };

    /** @param framework the module of the framework's classes */
    Attribution(Revisions revisions, Creators creators, Module framework) {
        this.revisions = revisions;
        this.creators = creators;
        this.framework = framework;
    }

    /** A {@link BundleSubject}, or a {@link Part}. */
    Object of(Class<?> type) {
        return byClass.get(type);
    }

    /** The bundle that the class belongs to. */
    Optional<BundleSubject> bundleOf(Class<?> type) {
        return of(type) instanceof BundleSubject subject ? Optional.of(subject) : Optional.empty();
    }

    private Object find(Class<?> type) {
        Module module = type.getModule();
        if (module == framework && module.isNamed()) {
            return Part.FRAMEWORK;
        }
        if (isOfEngine(type, module)) {
            return Part.ENGINE;
        }
        if (isOfJdk(type, LOADERS)) {
            return Part.FRAMEWORK;
        }
        if (isOfJdk(type, LINKING)) {
            return Part.LINKING;
        }
        if (Proxy.isProxyClass(type) || DEPUTIES.stream().anyMatch(name -> isOfJdk(type, name))) {
            return deputy(type);
        }
        return bundle(type);
    }

    /* A proxy is defined by a loader that may be a bundle's. */
    private Object deputy(Class<?> type) {
        Object found = bundle(type);
        return found == Part.NONE ? Part.DEPUTY : found;
    }

    private Object bundle(Class<?> type) {
        Object found = Part.NONE;
        for (ClassLoader loader = type.getClassLoader();
                loader != null && found == Part.NONE;
                loader = loader.getClass().getClassLoader()) {
            found = owner(loader);
            if (isAccessors(loader)) {
                return Part.NONE;
            }
        }
        return found;
    }

    private Object owner(ClassLoader loader) {
        // Any bundle can make a loader that refers to another bundle.
        if (loader instanceof BundleReference reference && isOfFramework(loader)) {
            return revisions.of(reference, loader);
        }
        BundleSubject creator = creators.of(loader);
        return creator == null ? Part.NONE : creator;
    }

    /*
     * Not through a task that it carries to another thread: that is whoever's task it is. Of the class path the launcher's main class alone: any bundle can have a proxy class made there, which would act for it in the
     * engine's name.
     */
    private boolean isOfEngine(Class<?> type, Module module) {
        return engine.isNamed()
                && type != Carried.class
                && (module.getLayer() == engine.getLayer() && module.isNamed() || type == launcher);
    }

    private static Class<?> launcher() {
        try {
            return Class.forName(LAUNCHER, false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException e) {
            return null; // embedded, or in a test
        }
    }

    /**
     * Whose a class loader is: the framework's, the engine's with those of the JDK that are there from the start, or anybody's. Any bundle can
     * have the JDK make a loader of its own class, for a layer.
     */
    Part ofLoader(Object loader) {
        Class<?> type = loader.getClass();
        if (type.getModule() == framework && framework.isNamed()) {
            return Part.FRAMEWORK;
        }
        boolean ours = engine.isNamed()
                && (loader == engine.getClassLoader()
                        || loader == ClassLoader.getSystemClassLoader()
                        || loader == ClassLoader.getPlatformClassLoader());
        return ours ? Part.ENGINE : Part.NONE;
    }

    /** Whether the object is of a class of the framework. */
    boolean isOfFramework(Object object) {
        return object.getClass().getModule() == framework;
    }

    private static boolean isOfJdk(Class<?> type, String names) {
        return type.getClassLoader() == null && type.getName().startsWith(names);
    }

    /** Whether it is one of the loaders that the JDK makes for reflection: whoever calls a method often, or first, makes one without knowing. */
    static boolean isAccessors(Object loader) {
        Class<?> type = loader.getClass();
        return type.getClassLoader() == null && ACCESSOR_LOADERS.contains(type.getName());
    }
}

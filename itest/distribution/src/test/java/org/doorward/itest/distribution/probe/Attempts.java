package org.doorward.itest.distribution.probe;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.MBeanFeatureInfo;
import javax.management.ObjectName;
import org.doorward.control.AuditControl;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/** What a bundle may try besides reaching for members. Each prints one line. */
final class Attempts {
    private interface Try {
        Object run() throws Throwable;
    }

    private final BundleContext context;
    private final List<Class<?>> engine;
    private final List<String> lines = new ArrayList<>();
    private final ModuleLayer layer = AuditControl.class.getModule().getLayer();
    private final ClassLoader loader = AuditControl.class.getClassLoader();

    Attempts(BundleContext context, List<Class<?>> engine) {
        this.context = context;
        this.engine = engine;
    }

    List<String> run() throws Exception {
        modules();
        definitions();
        services();
        platform();
        objects();
        return lines;
    }

    private void say(String attempt, Try what) {
        String outcome;
        try {
            outcome = String.valueOf(what.run());
        } catch (Throwable e) {
            outcome = e.getClass().getSimpleName();
        }
        lines.add(attempt + ": " + outcome);
    }

    private static boolean succeeds(Try what) {
        try {
            what.run();
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    private void modules() {
        Module own = Attempts.class.getModule();
        int packages = 0;
        int opened = 0;
        Set<String> exported = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        for (Module module : layer.modules()) {
            for (String name : module.getPackages()) {
                packages++;
                boolean byUs =
                        succeeds(() -> module.addOpens(name, own)) || succeeds(() -> module.addExports(name, own));
                opened += byUs && !module.isExported(name) ? 1 : 0;
                if (module.isExported(name, own)) {
                    exported.add(name);
                }
                if (module.isOpen(name, own)) {
                    open.add(name);
                }
            }
        }
        lines.add("packages opened by the probe: " + opened + " of " + (packages > 50 ? "many" : packages));
        lines.add("packages that are open: " + open);
        lines.add("packages that are exported: " + exported);
        Module core = engineClass("org.doorward.core.Core").getModule();
        for (String method : List.of("implAddOpens", "implAddExports")) {
            say("Module." + method, () -> {
                var found = Module.class.getDeclaredMethod(method, String.class, Module.class);
                found.setAccessible(true);
                return found.invoke(core, "org.doorward.core", own);
            });
        }
    }

    private Class<?> engineClass(String name) {
        return engine.stream()
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the probe does not see " + name));
    }

    private static byte[] spy() throws IOException {
        try (InputStream code = Attempts.class.getClassLoader().getResourceAsStream("org/doorward/core/Spy.class")) {
            return code.readAllBytes();
        }
    }

    /** Below the engine's loader: finds the engine's classes there, and the spy by itself. */
    private static final class Child extends ClassLoader {
        Child(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                return defineClass(name, spy(), 0, spy().length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private void definitions() {
        say(
                "Lookup.defineClass beside the engine",
                () -> MethodHandles.privateLookupIn(engineClass("org.doorward.core.Core"), MethodHandles.lookup())
                        .defineClass(spy()));
        say("ClassLoader.defineClass in the engine's loader", () -> {
            var method = ClassLoader.class.getDeclaredMethod(
                    "defineClass", String.class, byte[].class, int.class, int.class);
            method.setAccessible(true);
            return method.invoke(loader, "org.doorward.core.Spy", spy(), 0, spy().length);
        });
        say("a class of the engine's package in a child loader", () -> {
            ClassLoader child = new Child(loader);
            return ((Supplier<?>) child.loadClass("org.doorward.core.Spy")
                            .getConstructor()
                            .newInstance())
                    .get();
        });
        int interfaces = 0;
        List<String> usable = new ArrayList<>();
        for (Class<?> type : engine) {
            if (type.isInterface()) {
                interfaces++;
                if (succeeds(() -> handled(type))) {
                    usable.add(type.getName());
                }
            }
        }
        lines.add("proxies of hidden interfaces of " + (interfaces > 50 ? "many" : interfaces) + ": " + usable);
    }

    /** A proxy that can be called through the interface. */
    private Object handled(Class<?> type) throws ReflectiveOperationException {
        Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {type}, (self, method, arguments) -> null);
        for (var method : type.getMethods()) {
            if (method.getDeclaringClass() == type && !Modifier.isStatic(method.getModifiers())) {
                method.invoke(proxy, new Object[method.getParameterCount()]);
                return proxy;
            }
        }
        throw new IllegalAccessException("nothing to call");
    }

    @SuppressWarnings("unchecked")
    private void services() {
        say("the launcher's entry", () -> {
            for (BiFunction<Object, Object, Object> entry : ServiceLoader.load(layer, BiFunction.class)) {
                try {
                    return entry.apply(new String[] {"--version"}, null);
                } catch (IllegalStateException e) {
                    return e.getMessage();
                }
            }
            return "none";
        });
        say(
                "providers of a logging system",
                () -> ServiceLoader.load(layer, SLF4JServiceProvider.class).stream()
                        .map(provider -> provider.type().getName())
                        .toList());
        Set<String> provided = new TreeSet<>();
        layer.modules()
                .forEach(module ->
                        module.getDescriptor().provides().forEach(service -> provided.add(service.service())));
        lines.add("what the layer provides: " + provided);
    }

    private void platform() {
        for (String name : List.of(
                "sun.misc.Unsafe",
                "sun.reflect.ReflectionFactory",
                "com.sun.tools.attach.VirtualMachine",
                "sun.tools.attach.HotSpotVirtualMachine")) {
            say(name, () -> Class.forName(name, false, ClassLoader.getSystemClassLoader()));
        }
        say("jdk.internal.misc.Unsafe", () -> {
            Field field = Class.forName("jdk.internal.misc.Unsafe", false, null).getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return field.get(null);
        });
        say("MethodHandles.Lookup.IMPL_LOOKUP", () -> {
            Field field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            field.setAccessible(true);
            return field.get(null);
        });
        say(
                "operations of DiagnosticCommand",
                () -> Stream.of(ManagementFactory.getPlatformMBeanServer()
                                .getMBeanInfo(new ObjectName("com.sun.management:type=DiagnosticCommand"))
                                .getOperations())
                        .map(MBeanFeatureInfo::getName)
                        .toList());
        say(
                "MBeans of the engine, the framework or the logging system",
                () -> ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                        .map(ObjectName::getDomain)
                        .filter(domain -> !domain.startsWith("java.")
                                && !domain.startsWith("com.sun.management")
                                && !domain.startsWith("jdk.")
                                && !domain.equals("JMImplementation"))
                        .toList());
    }

    private void objects() throws ReflectiveOperationException, org.osgi.framework.InvalidSyntaxException {
        Set<String> casts = new TreeSet<>();
        for (ServiceReference<?> reference : context.getAllServiceReferences(null, null)) {
            Object service = Ways.service(context, reference);
            if (service == null) {
                continue; // the operator's switches: denied
            }
            if (reference.getBundle().getBundleId() == 0
                    && service.getClass().getName().startsWith("org.doorward.")) {
                casts.add(service.getClass().getSimpleName() + " is " + types(service.getClass()));
            }
        }
        lines.add("types of the engine's services: " + casts);
        lines.add("types of the logger factory: "
                + types(LoggerFactory.getILoggerFactory().getClass()));
        Set<String> state = new TreeSet<>();
        for (String name : List.of("Launcher", "PrivateLayer", "PrivateLayer$Folder", "CuredModule")) {
            Class<?> type = Class.forName("org.doorward.launcher." + name, false, ClassLoader.getSystemClassLoader());
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                        state.add(name + "." + field.getName() + "=" + field.get(null));
                    } catch (SecurityException e) {
                        state.add(name + "." + field.getName() + ": denied");
                    }
                }
            }
        }
        lines.add("state of the launcher: " + state);
        say(
                "instances of hidden enums",
                () -> engine.stream()
                                .filter(Class::isEnum)
                                .filter(type -> type.getEnumConstants().length > 0)
                                .count()
                        > 0);
        Bundle framework = context.getBundle(0);
        say("fields of bundle 0", () -> {
            Field activators = framework.getClass().getDeclaredField("m_activatorList");
            activators.setAccessible(true);
            return activators.get(framework);
        });
    }

    /** The types that the probe can cast an object of this class to, {@code Object} and markers of the JDK apart. */
    private static Set<String> types(Class<?> type) {
        Set<String> types = new TreeSet<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            collect(each, types);
        }
        return types;
    }

    private static void collect(Class<?> type, Set<String> types) {
        if (Modifier.isPublic(type.getModifiers())
                && type.getModule().isExported(type.getPackageName(), Attempts.class.getModule())) {
            types.add(type.getName());
        }
        for (Class<?> each : type.getInterfaces()) {
            collect(each, types);
        }
    }
}

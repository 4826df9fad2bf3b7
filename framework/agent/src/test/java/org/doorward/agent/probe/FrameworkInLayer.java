package org.doorward.agent.probe;

import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Felix as the distribution runs it: a named module of a layer whose loader's parent is the platform loader. */
public final class FrameworkInLayer {
    /** @param arguments the jar of Felix, and an empty folder for the bundle cache */
    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // the framework's threads would go on
        }
    }

    private static void run(String[] arguments) throws Exception {
        Engine engine = Engine.start();
        String name = "org.apache.felix.framework";
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(Path.of(arguments[0])), ModuleFinder.of(), Set.of(name));
        Module felix = ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer()
                .findModule(name)
                .orElseThrow();
        engine.framework().apply(felix);
        System.out.println(felix);

        Object factory = Class.forName(felix, name + ".FrameworkFactory")
                .getConstructor()
                .newInstance();
        Object framework = call(
                factory,
                "newFramework",
                Map.class,
                Map.of("org.osgi.framework.storage", arguments[1], "felix.service.urlhandlers", "false"));
        framework.getClass().getMethod("init").invoke(framework);
        Object context = framework.getClass().getMethod("getBundleContext").invoke(framework);
        int before = bundles(context);
        int row = engine.findFramework(101, "Felix.installBundle");
        engine.want(row);
        engine.deny(row, new SecurityException("denied"));
        try {
            install(context);
        } catch (InvocationTargetException e) {
            System.out.println("denied: " + e.getCause().getMessage() + ", seen "
                    + engine.drain().size());
        }
        engine.permit();
        install(context);
        System.out.println("permitted: " + (bundles(context) - before) + " bundles more, seen "
                + engine.drain().size());
        engine.wantNothing();
        framework.getClass().getMethod("stop").invoke(framework);
        call(framework, "waitForStop", long.class, 0L);
    }

    private static void install(Object context) throws Exception {
        var method = context.getClass().getMethod("installBundle", String.class, InputStream.class);
        method.setAccessible(true); // the shipped descriptor of Felix is open
        method.invoke(context, "test:a", FrameworkCalls.jar("1"));
    }

    private static int bundles(Object context) throws Exception {
        var method = context.getClass().getMethod("getBundles");
        method.setAccessible(true);
        return ((Object[]) method.invoke(context)).length;
    }

    private static Object call(Object target, String method, Class<?> parameter, Object argument) throws Exception {
        return target.getClass().getMethod(method, parameter).invoke(target, argument);
    }
}

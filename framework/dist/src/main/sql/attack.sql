-- What somebody would try who may write SQL and has found a module in the way. H2 compiles against the JDK alone: everything else is
-- reached by reflection.

-- Stops a bundle through a bundle context, which can be had by way of every bundle that imports org.osgi.framework, as H2 does.
CREATE ALIAS IF NOT EXISTS stop_bundle AS $$
String stopBundle(Connection connection, String symbolicName) throws Exception {
    ClassLoader h2 = connection.getClass().getClassLoader();
    Class<?> bundles = Class.forName("org.osgi.framework.Bundle", true, h2);
    Class<?> contexts = Class.forName("org.osgi.framework.BundleContext", true, h2);
    Class<?> util = Class.forName("org.osgi.framework.FrameworkUtil", true, h2);
    try {
        Object own = util.getMethod("getBundle", Class.class).invoke(null, connection.getClass());
        Object context = bundles.getMethod("getBundleContext").invoke(own);
        for (Object bundle : (Object[]) contexts.getMethod("getBundles").invoke(context)) {
            if (symbolicName.equals(bundles.getMethod("getSymbolicName").invoke(bundle))) {
                bundles.getMethod("stop").invoke(bundle);
                return "stopped " + bundle;
            }
        }
    } catch (java.lang.reflect.InvocationTargetException e) {
        throw (Exception) e.getCause();
    }
    throw new IllegalArgumentException("no bundle [" + symbolicName + "]");
}
$$;

-- Sets to null what the JDK's own methods ask before they do what they are told.
CREATE ALIAS IF NOT EXISTS null_hook AS $$
String nullHook() throws Exception {
    Class<?> bridge = Class.forName("sun.launcher.DoorwardBridge", false, null);
    int nulled = 0;
    for (java.lang.reflect.Field field : bridge.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !java.lang.reflect.Modifier.isFinal(field.getModifiers())) {
            field.setAccessible(true);
            field.set(null, null);
            nulled++;
        }
    }
    return nulled + " fields are null";
}
$$;

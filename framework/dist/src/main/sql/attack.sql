-- What somebody would try who may write SQL and has found a module in the way. Only what bundles reach by reflection is used: the Java
-- compiler that H2 calls sees no class of OSGi.

-- Stops a bundle through a bundle context: every bundle that imports org.osgi.framework can have one.
CREATE ALIAS IF NOT EXISTS stop_bundle AS $$
String stopBundle(String symbolicName) throws Exception {
    Class<?> bundles = Class.forName("org.osgi.framework.Bundle");
    Class<?> contexts = Class.forName("org.osgi.framework.BundleContext");
    Class<?> util = Class.forName("org.osgi.framework.FrameworkUtil");
    try {
        Object own = util.getMethod("getBundle", Class.class).invoke(null, Class.forName("org.h2.Driver"));
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

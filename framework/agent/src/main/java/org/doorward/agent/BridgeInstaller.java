package org.doorward.agent;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.function.BiFunction;

/**
 * Defines the bridge and makes its handle and its lookup. Its bytes are defined by a class loader that nobody keeps, and the package of the bridge is
 * opened to the module of that loader alone: when the start is over, no living code has access to the package. Were it opened to the
 * module of the class path, any class that is defined beside the launcher could null the handler.
 */
public final class BridgeInstaller implements BiFunction<Object[], Class<?>, Object[]> {
    /** Made by {@link BridgeDefinition}, in the loader that nobody keeps. */
    public BridgeInstaller() {}

    /**
     * Defines the class and returns its handle, and the lookup that its constructor makes: the one of this method has not the mode MODULE,
     * because it comes from another module, and would open nothing but the package.
     *
     * @param definition the bytes of the bridge, and how many rows it has switches for
     * @param neighbour a class of the package that the bridge goes into
     */
    @Override
    public Object[] apply(Object[] definition, Class<?> neighbour) {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
            Constructor<?> made =
                    inside.defineClass((byte[]) definition[0]).getDeclaredConstructor(int.class, Object[].class);
            made.setAccessible(true);
            Object[] lookup = new Object[1];
            return new Object[] {made.newInstance((Integer) definition[1], lookup), lookup[0]};
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the bridge cannot be defined beside [" + neighbour.getName() + "]", e);
        }
    }
}

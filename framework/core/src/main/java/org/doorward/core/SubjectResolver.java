package org.doorward.core;

import java.util.Collection;
import java.util.List;
import org.doorward.module.PathMatch;

/**
 * Finds out who is acting. The port between core, which knows no OSGi, and the framework that runs the bundles. Safe for all
 * threads; called in the thread that acts, while its stack is still there.
 */
public interface SubjectResolver {
    /**
     * The first bundle on the stack below the owner of the guard; the owner if there is none.
     *
     * @param owner the bundle whose guard was called
     */
    BundleIdentity caller(BundleIdentity owner);

    /**
     * As {@link #caller(BundleIdentity)}, when a module asks.
     *
     * @param asking what calls modules: the frames above it are the module's own, which does not act
     */
    default BundleIdentity caller(BundleIdentity owner, Class<?> asking) {
        return caller(owner);
    }

    /**
     * Who acts in an operation that the agent intercepted. Never {@code null}: {@link #unattributed} if nobody is found.
     *
     * @param everybody whether all bundles on the stack answer for the operation
     * @param ofClassPath whether it is of a file of {@link #classPath}: if the framework does that, to load a class or to keep its books, it
     *     acts itself, for whomever
     */
    default Actor actor(boolean everybody, boolean ofClassPath) {
        return Actor.of(unattributed());
    }

    /** The subject of an operation that no bundle is on the stack of. */
    default BundleIdentity unattributed() {
        return Unattributed.SUBJECT;
    }

    /**
     * The files that classes are loaded from, and the framework's cache: what the framework does with them for a bundle is its own
     * operation.
     */
    default PathMatch classPath() {
        return PathMatch.none();
    }

    /**
     * The engine or the framework, if a class loader is theirs: only they make such loaders and define classes there, in the thread of whoever
     * needs the class. {@code null} if it is not.
     */
    default BundleIdentity ownerOfLoader(Object loader) {
        return null;
    }

    /** Whether a class loader or thread is one that the JDK makes by itself, in whatever thread: making it is nobody's operation. */
    default boolean isNobodys(Object loaderOrThread) {
        return false;
    }

    /** The installed bundles of this symbolic name or number. */
    default List<BundleIdentity> installed(String bundle) {
        return List.of();
    }

    /** Whether a bundle acts for its callers. */
    default boolean isTransparent(BundleIdentity bundle) {
        return false;
    }

    /** The names of a bundle of the framework; {@code null} if the object is none. */
    default BundleIdentity bundle(Object bundle) {
        return null;
    }

    /**
     * The bundles in a collection that the framework is about to work on.
     *
     * @param bundles of a class of the JDK; {@code null}: the framework chooses
     * @param refreshed whether it stops and starts them again, with all that need them
     */
    default BundleGroup bundles(Collection<?> bundles, boolean refreshed) {
        return new BundleGroup(List.of(), List.of());
    }

    /** The names under which a service is registered, parted by commas; {@code null} if the object is no service of the framework. */
    default String service(Object reference) {
        return null;
    }

    /** A class loader was made, or a thread is about to start: what only it leads to belongs to who made it. */
    default void created(Object loaderOrThread, Actor creator) {}

    /** The bundle that a class is of; {@code null}: it is none's, or nobody knows. Calls no code of it. */
    default BundleIdentity bundleOf(Class<?> type) {
        return null;
    }
}

package org.doorward.agent;

import java.io.File;
import java.lang.invoke.MethodHandles;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;

/**
 * What woven methods call. This class is a template: its bytes are defined once more, under the name {@link BridgeDefinition#NAME}, into
 * a package of {@code java.base} that nothing exports and nothing opens; the woven methods call that copy. This one, on the class path,
 * is called by nobody and holds nothing.
 *
 * <p>The only instance is the handle of registration. Its one method {@link #apply} takes the handler's two halves and returns the
 * switches, once; a second call is refused. The handler of an operation is handed the row of the hook table and the call:
 *
 * <pre>
 * call[0]   free for the handler: what it leaves there at entry makes the exit be called; null = no exit
 * call[1]   at exit: the result, boxed; null if the method returns nothing
 * call[2]   at exit: what was thrown, else null
 * call[3]   the object whose method is called, null for a static one
 * call[4..] the arguments, as declared, boxed; private copies of those that the caller could change afterwards
 * </pre>
 *
 * <p>At entry the handler may throw, whatever the woven method declares: that is the denial, and the method's body does not run. What it
 * throws at exit is swallowed: an exit never changes an outcome. While the handler runs, nothing of the same thread is mediated; threads
 * that it starts are.
 *
 * <p>Bound to one class without nested ones, without lambdas, and without string concatenation: it is linked while the classes that
 * these need are themselves woven or being loaded. Its signatures name types of {@code java.base} only.
 *
 * <p><b>Thread-safe.</b> A switch is a plain array element behind a volatile reference: a running loop sees a change at its next call.
 */
public final class Bridge implements BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> {
    /*
     * The flag of recursion belongs to the thread object, not to its carrier: a handler that waits for room in the backlog may unmount a
     * virtual thread, and the next one on that carrier must be mediated. It is a mutable cell that the thread keeps: set and cleared
     * without a map operation, and cleared by a store that cannot fail when the stack is exhausted. Tried instead: an open-addressed table
     * of threads, which leaves nothing behind; its compare-and-set and volatile reads cost seven times as much (22 against 3 ns).
     *
     * Thread.stop, which JDK 17 still has, can strike between the last instruction of the handler and that store; nothing in Java can close
     * that gap. Set and clear are kept next to each other and to the handler's call.
     */
    private static final ThreadLocal<boolean[]> INSIDE = new ThreadLocal<>();

    private static final Class<?> SET_OF_FEW = Set.of(Boolean.TRUE).getClass();
    private static final Class<?> SET_OF_MANY = Set.of().getClass();
    private static final Class<?> EMPTY_SET = Collections.emptySet().getClass();

    /** Not to be told by the loader: the caller can have a proxy made in that of the JDK. */
    private static final Class<?> OWN_PATH = Path.of("").getClass();

    private static final int TOKEN = 0;
    private static final int RESULT = 1;
    private static final int FAILURE = 2;

    private static volatile boolean[] wanted = new boolean[0];
    private static volatile ObjIntConsumer<Object[]> entry;
    private static volatile ObjIntConsumer<Object[]> exit;
    private static boolean made;

    /**
     * Makes the handle, once in the life of the JVM.
     *
     * @param inside where the lookup of this class is left, with all that java.base may do to itself: it is made here and nowhere else, so
     *     that no second one can be had, and kept nowhere
     */
    private Bridge(int rows, Object[] inside) {
        synchronized (Bridge.class) {
            if (made) {
                throw new IllegalStateException("the bridge has its handle already");
            }
            made = true;
            wanted = new boolean[rows];
        }
        inside[0] = MethodHandles.lookup();
    }

    /**
     * Installs the handler for the life of the JVM and returns one switch for each row, all off. The caller keeps the array to itself and
     * turns rows on and off as it likes.
     *
     * @throws IllegalStateException if there is a handler already
     */
    @Override
    public boolean[] apply(ObjIntConsumer<Object[]> atEntry, ObjIntConsumer<Object[]> atExit) {
        if (atEntry == null || atExit == null) {
            throw new NullPointerException(
                    "both halves of the handler are needed: one for the entry, one for the exit");
        }
        synchronized (Bridge.class) {
            if (entry != null) {
                throw new IllegalStateException(
                        "there is a handler already: it is installed once, by the engine, at the start");
            }
            exit = atExit;
            entry = atEntry;
            return wanted;
        }
    }

    /*
     * Copies of what the caller could change after the handler has seen it; ArgumentCopies says which and why. They are called before enter:
     * methods of the caller's objects run here, and are mediated like everything else of the caller's.
     */

    /** The file that the caller's file names when it is asked: of no subclass. */
    public static File plain(File file) {
        return file == null || file.getClass() == File.class ? file : new File(file.getPath());
    }

    /** The file of this path, of no subclass: the path is the one that the given file has in itself, whatever it says. */
    public static File plain(File file, String path) {
        return file.getClass() == File.class ? file : new File(path);
    }

    /** The same elements, in the order in which they were given, unmodifiable. */
    public static Set<?> plain(Set<?> set) {
        if (set == null || isImmutable(set.getClass())) {
            return set;
        }
        LinkedHashSet<Object> copy = new LinkedHashSet<>();
        for (Object element : set) {
            copy.add(element);
        }
        return Collections.unmodifiableSet(copy);
    }

    private static boolean isImmutable(Class<?> type) {
        return type == SET_OF_FEW || type == SET_OF_MANY || type == EMPTY_SET;
    }

    /** The same elements, in the order in which they were given, unmodifiable. */
    public static Collection<?> plain(Collection<?> collection) {
        if (collection == null) {
            return null;
        }
        ArrayList<Object> copy = new ArrayList<>();
        for (Object element : collection) {
            copy.add(element);
        }
        return Collections.unmodifiableList(copy);
    }

    /** The same elements in an array that only the operation has. */
    public static Object[] plain(Object[] array) {
        return array == null ? null : array.clone();
    }

    /**
     * The attributes that a file or directory is to be made with: the same permissions in the JDK's own class, which runs nothing of the
     * caller's.
     *
     * @throws UnsupportedOperationException if one is something else, as the JDK does then
     */
    public static FileAttribute<?>[] plain(FileAttribute<?>[] attributes) {
        if (attributes == null || attributes.length == 0) {
            return attributes;
        }
        FileAttribute<?>[] copy = new FileAttribute<?>[attributes.length];
        for (int i = 0; i < copy.length; i++) {
            FileAttribute<?> given = attributes[i];
            copy[i] = given == null ? null : permissions(given.name(), given);
        }
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static FileAttribute<?> permissions(String name, FileAttribute<?> given) {
        if (!name.equals("posix:permissions") && !name.equals("unix:permissions")) {
            throw new UnsupportedOperationException("'".concat(name).concat("' not supported as initial attribute"));
        }
        return PosixFilePermissions.asFileAttribute((Set<PosixFilePermission>) given.value());
    }

    /** The value of an attribute: a copy of what has a content that can change. */
    public static Object plain(Object value) {
        if (value instanceof Set) {
            return plain((Set<?>) value);
        }
        return value instanceof byte[] ? ((byte[]) value).clone() : value;
    }

    /**
     * The same path, of the default file system's own class.
     *
     * @throws IllegalArgumentException if the path is of another file system, as the JDK does then
     */
    public static Path plain(Path path) {
        if (path == null || path.getClass() == OWN_PATH) {
            return path;
        }
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IllegalArgumentException("Path not in default file system: ".concat(path.toString()));
        }
        return Path.of(path.toString());
    }

    /** Whether somebody wants this row: the only thing that runs when nobody does. */
    public static boolean wanted(int row) {
        return wanted[row];
    }

    /** Enters an operation; returns the call if its exit is wanted, else null; throws what the handler throws. */
    public static Object[] enter(Object[] call, int row) {
        ObjIntConsumer<Object[]> handler = entry;
        if (handler == null) {
            return null;
        }
        boolean[] inside = INSIDE.get();
        if (inside == null) {
            inside = new boolean[1];
            INSIDE.set(inside);
        } else if (inside[0]) {
            return null;
        }
        try {
            inside[0] = true;
            handler.accept(call, row);
        } finally {
            inside[0] = false;
        }
        return call[TOKEN] == null ? null : call;
    }

    /** A method that returns nothing has returned. */
    public static void exit(Object[] call, int row) {
        if (call != null) {
            leave(call, row, null, null);
        }
    }

    /** A method has returned a reference. */
    public static void exit(Object result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, result, null);
        }
    }

    /** A method has returned a boolean. */
    public static void exit(boolean result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Boolean.valueOf(result), null);
        }
    }

    /** A method has returned a byte. */
    public static void exit(byte result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Byte.valueOf(result), null);
        }
    }

    /** A method has returned a char. */
    public static void exit(char result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Character.valueOf(result), null);
        }
    }

    /** A method has returned a short. */
    public static void exit(short result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Short.valueOf(result), null);
        }
    }

    /** A method has returned an int. */
    public static void exit(int result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Integer.valueOf(result), null);
        }
    }

    /** A method has returned a long. */
    public static void exit(long result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Long.valueOf(result), null);
        }
    }

    /** A method has returned a float. */
    public static void exit(float result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Float.valueOf(result), null);
        }
    }

    /** A method has returned a double. */
    public static void exit(double result, Object[] call, int row) {
        if (call != null) {
            leave(call, row, Double.valueOf(result), null);
        }
    }

    /** A method has thrown; the caller throws it on. */
    public static void fail(Throwable failure, Object[] call, int row) {
        if (call != null) {
            leave(call, row, null, failure);
        }
    }

    private static void leave(Object[] call, int row, Object result, Throwable failure) {
        boolean[] inside = null;
        try {
            inside = INSIDE.get();
            if (inside == null) {
                // The method called something of the caller's, which had the JDK empty the thread: a worker of the
                // common pool can.
                inside = new boolean[1];
                INSIDE.set(inside);
            }
            call[RESULT] = result;
            call[FAILURE] = failure;
            inside[0] = true;
            exit.accept(call, row);
        } catch (Throwable ignored) {
            // The outcome stands, whatever the handler makes of it; the handler reports its own failures.
        } finally {
            if (inside != null) {
                inside[0] = false;
            }
        }
    }
}

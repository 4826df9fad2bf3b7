package org.doorward.core.woven;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.doorward.guard.OperationDeniedException;

/**
 * What a denied method throws: of the exceptions that its kind allows the first that it declares, itself or a superclass, so that
 * callers meet what they are prepared for. Immutable. The original is the cause of what is thrown in its stead.
 */
final class Denial {
    private static final Map<String, BiFunction<OperationDeniedException, String, Exception>> MAKERS = Map.of(
            "java.nio.file.AccessDeniedException",
                    (denied, path) -> new AccessDeniedException(path, null, denied.getMessage()),
            "java.io.FileNotFoundException",
                    (denied, path) -> new FileNotFoundException(
                            path == null ? denied.getMessage() : path + " (" + denied.getMessage() + ")"),
            "java.io.IOException", (denied, path) -> new IOException(denied.getMessage()),
            "java.net.ConnectException", (denied, path) -> new ConnectException(denied.getMessage()),
            "java.net.BindException", (denied, path) -> new BindException(denied.getMessage()),
            "java.net.UnknownHostException", (denied, path) -> new UnknownHostException(denied.getMessage()),
            "java.net.SocketException", (denied, path) -> new SocketException(denied.getMessage()));

    private final BiFunction<OperationDeniedException, String, Exception> maker;

    private Denial(BiFunction<OperationDeniedException, String, Exception> maker) {
        this.maker = maker;
    }

    /**
     * The denial of a method.
     *
     * @param allowed names of classes, in the order in which they are preferred; SecurityException needs no declaration
     * @param declared by the method
     */
    static Denial of(List<String> allowed, Class<?>[] declared) {
        for (String name : allowed) {
            BiFunction<OperationDeniedException, String, Exception> maker = MAKERS.get(name);
            if (maker != null && declares(declared, name)) {
                return new Denial(maker);
            }
        }
        return new Denial(null);
    }

    private static boolean declares(Class<?>[] declared, String name) {
        try {
            Class<?> thrown = Class.forName(name, false, null);
            for (Class<?> type : declared) {
                if (type.isAssignableFrom(thrown)) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("exception [" + name + "] of a kind is no class of java.base", e);
        }
    }

    /** What to throw. {@code path} may be {@code null}. */
    Exception of(OperationDeniedException denied, String path) {
        if (maker == null) {
            return denied;
        }
        Exception translated = maker.apply(denied, path);
        translated.initCause(denied);
        return translated;
    }
}

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
import java.util.function.Function;
import org.doorward.guard.OperationDeniedException;

/**
 * What a denied method throws: of the exceptions that its kind allows the first that it declares, itself or a superclass, so that
 * callers meet what they are prepared for. Immutable. The original is the cause of what is thrown in its stead,
 * which has no stack trace if that has none.
 */
final class Denial {
    /** Makes an exception of a message and a path, which may be {@code null}. */
    private interface Maker {
        Exception make(String message, String path);
    }

    /** The two ways to make one. Handles of constructors, so that no class is left to be loaded in the middle of a storm. */
    private record Makers(Maker usual, Maker stackless) {}

    private static final Map<String, Makers> MAKERS = Map.of(
            "java.nio.file.AccessDeniedException",
                    new Makers(
                            (message, path) -> new AccessDeniedException(path, null, message), Stackless.OfAccess::new),
            "java.io.FileNotFoundException", makersWithPath(FileNotFoundException::new, Stackless.OfFile::new),
            "java.io.IOException", makers(IOException::new, Stackless.OfInputOutput::new),
            "java.net.ConnectException", makers(ConnectException::new, Stackless.OfConnection::new),
            "java.net.BindException", makers(BindException::new, Stackless.OfBinding::new),
            "java.net.UnknownHostException", makers(UnknownHostException::new, Stackless.OfHost::new),
            "java.net.SocketException", makers(SocketException::new, Stackless.OfSocket::new));

    private static Makers makers(Function<String, Exception> usual, Function<String, Exception> stackless) {
        return new Makers((message, path) -> usual.apply(message), (message, path) -> stackless.apply(message));
    }

    private static Makers makersWithPath(Function<String, Exception> usual, Function<String, Exception> stackless) {
        return new Makers(
                (message, path) -> usual.apply(withPath(message, path)),
                (message, path) -> stackless.apply(withPath(message, path)));
    }

    private static String withPath(String message, String path) {
        return path == null ? message : path + " (" + message + ")";
    }

    private final Makers makers;

    private Denial(Makers makers) {
        this.makers = makers;
    }

    /**
     * The denial of a method.
     *
     * @param allowed names of classes, in the order in which they are preferred; SecurityException needs no declaration
     * @param declared by the method
     */
    static Denial of(List<String> allowed, Class<?>[] declared) {
        for (String name : allowed) {
            Makers makers = MAKERS.get(name);
            if (makers != null && declares(declared, name)) {
                return new Denial(makers);
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
        if (makers == null) {
            return denied;
        }
        Maker maker = denied.isStackless() ? makers.stackless : makers.usual;
        Exception translated = maker.make(denied.getMessage(), path);
        translated.initCause(denied);
        return translated;
    }
}

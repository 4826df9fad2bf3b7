package org.doorward.core.woven;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;

/*
 * None of these types has a constructor that leaves the stack out, so each has a subclass that does not walk it. One object for each denial:
 * addSuppressed is final, and whoever held a shared one could make it grow for all, or leave a word in it for another bundle.
 */
/** An exception that a woven method throws for a denial in a storm: what it declares, but with no stack trace. */
public interface Stackless {
    /** The name of the class that the method declares, which is the one that callers know. */
    static String nameOf(Throwable thrown) {
        return thrown.getClass().getSuperclass().getName();
    }

    /** In the stead of an {@link AccessDeniedException}. */
    final class OfAccess extends AccessDeniedException implements Stackless {
        private static final long serialVersionUID = 1;

        OfAccess(String message, String path) {
            super(path, null, message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** In the stead of a {@link FileNotFoundException}. */
    final class OfFile extends FileNotFoundException implements Stackless {
        private static final long serialVersionUID = 1;

        OfFile(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** In the stead of an {@link IOException}. */
    final class OfInputOutput extends IOException implements Stackless {
        private static final long serialVersionUID = 1;

        OfInputOutput(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** In the stead of a {@link ConnectException}. */
    final class OfConnection extends ConnectException implements Stackless {
        private static final long serialVersionUID = 1;

        OfConnection(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** In the stead of a {@link BindException}. */
    final class OfBinding extends BindException implements Stackless {
        private static final long serialVersionUID = 1;

        OfBinding(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** In the stead of an {@link UnknownHostException}. */
    final class OfHost extends UnknownHostException implements Stackless {
        private static final long serialVersionUID = 1;

        OfHost(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** In the stead of a {@link SocketException}. */
    final class OfSocket extends SocketException implements Stackless {
        private static final long serialVersionUID = 1;

        OfSocket(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}

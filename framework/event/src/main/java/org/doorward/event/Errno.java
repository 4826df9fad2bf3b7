package org.doorward.event;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.security.PrivilegedActionException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.guard.OperationDeniedException;

/**
 * {@code exit=} of a failed operation: the errno that Linux would have said, negative, as {@code errno(3)}. The first row that matches
 * counts; texts are the C library's own, which follow the locale: an unknown text takes the default of its class.
 */
public final class Errno {
    /** Anything else: EFAULT. */
    static final int UNKNOWN = -14;

    private static final int EPERM = -1;
    private static final int ENOENT = -2;
    private static final int EINTR = -4;
    private static final int EIO = -5;
    private static final int ENOEXEC = -8;
    private static final int EBADF = -9;
    private static final int ENOMEM = -12;
    private static final int EACCES = -13;
    private static final int EEXIST = -17;
    private static final int EXDEV = -18;
    private static final int ENOTDIR = -20;
    private static final int EINVAL = -22;
    private static final int EROFS = -30;
    private static final int ENOTEMPTY = -39;
    private static final int ELOOP = -40;
    private static final int ELIBACC = -79;
    private static final int EOPNOTSUPP = -95;
    private static final int EADDRINUSE = -98;
    private static final int EADDRNOTAVAIL = -99;
    private static final int ETIMEDOUT = -110;
    private static final int ECONNREFUSED = -111;
    private static final int EHOSTUNREACH = -113;

    private static final Pattern START_FAILED = Pattern.compile("error[=:] ?(\\d{1,4})[, (]");
    private static final Pattern LAST_PARENTHESES = Pattern.compile(".*\\((.*)\\)$", Pattern.DOTALL);
    private static final int MAXIMUM_CAUSES = 8;

    private static final Map<String, Integer> TEXTS = texts();
    private static final Map<String, Integer> NUMBERS = numbers();

    private Errno() {}

    /** The negative errno of a failure; {@code null}, a failure without a cause, is EIO. */
    public static int of(Throwable failure) {
        if (failure == null) {
            return EIO;
        }
        Throwable cause = unwrap(failure);
        try {
            if (cause.getCause() instanceof OperationDeniedException) {
                return EACCES; // what a woven method throws in the denial's stead
            }
            return cause instanceof IOException e ? ofIo(e) : ofOther(cause);
        } catch (RuntimeException e) {
            return UNKNOWN; // getMessage() of an exception from outside may do anything
        }
    }

    /** The number of a name such as {@code EINVAL}, positive; -1 if there is none. */
    public static int byName(String name) {
        return NUMBERS.getOrDefault(name, -1);
    }

    /** The names that have a number, in the order of these, and second names last. Never changes. */
    public static Collection<String> names() {
        return Collections.unmodifiableSet(NUMBERS.keySet());
    }

    /** The name of a number, positive or negative: {@code ENOENT}; the number itself if it has none. */
    public static String name(int errno) {
        int number = Math.abs(errno);
        return NUMBERS.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(String.valueOf(number));
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; i < MAXIMUM_CAUSES && isWrapper(at) && at.getCause() != null; i++) {
            at = at.getCause();
        }
        return at;
    }

    private static boolean isWrapper(Throwable t) {
        return t instanceof ExecutionException
                || t instanceof java.util.concurrent.CompletionException
                || t instanceof UncheckedIOException
                || t instanceof PrivilegedActionException
                || t instanceof InvocationTargetException;
    }

    private static int ofIo(IOException e) {
        if (e instanceof FileSystemException fileSystem) {
            return ofFileSystem(fileSystem);
        } else if (e instanceof FileNotFoundException) {
            Matcher reason = LAST_PARENTHESES.matcher(String.valueOf(e.getMessage()));
            return byText(reason.matches() ? reason.group(1) : null, ENOENT);
        } else if (e instanceof ConnectException) {
            return byText(e.getMessage(), ECONNREFUSED);
        } else if (e instanceof BindException) {
            return byText(e.getMessage(), EADDRINUSE);
        } else if (e instanceof NoRouteToHostException) {
            return EHOSTUNREACH;
        } else if (e instanceof SocketTimeoutException) {
            return ETIMEDOUT;
        } else if (e instanceof UnknownHostException) {
            return ENOENT;
        } else if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
            return EINTR;
        } else if (e instanceof ClosedChannelException) {
            return EBADF;
        } else if (e instanceof SocketException) {
            return byText(e.getMessage(), EIO);
        }
        Matcher started = START_FAILED.matcher(String.valueOf(e.getMessage()));
        return started.find() ? -Integer.parseInt(started.group(1)) : byText(e.getMessage(), EIO);
    }

    private static int ofFileSystem(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return ENOENT;
        } else if (e instanceof AccessDeniedException) {
            return EACCES;
        } else if (e instanceof FileAlreadyExistsException) {
            return EEXIST;
        } else if (e instanceof DirectoryNotEmptyException) {
            return ENOTEMPTY;
        } else if (e instanceof NotDirectoryException) {
            return ENOTDIR;
        } else if (e instanceof NotLinkException) {
            return EINVAL;
        } else if (e instanceof FileSystemLoopException) {
            return ELOOP;
        } else if (e instanceof AtomicMoveNotSupportedException) {
            return EXDEV;
        }
        return byText(e.getReason(), EIO);
    }

    private static int ofOther(Throwable t) {
        if (t instanceof OperationDeniedException) {
            return EACCES;
        } else if (t instanceof ReadOnlyFileSystemException) {
            return EROFS;
        } else if (t instanceof UnresolvedAddressException) {
            return ENOENT;
        } else if (t instanceof SecurityException
                || t instanceof InaccessibleObjectException
                || t instanceof IllegalAccessException) {
            return EPERM;
        } else if (t instanceof OutOfMemoryError || t instanceof StackOverflowError) {
            return ENOMEM;
        } else if (t instanceof UnsatisfiedLinkError) {
            return ELIBACC;
        } else if (t instanceof LinkageError) {
            return ENOEXEC;
        } else if (t instanceof UnsupportedOperationException) {
            return EOPNOTSUPP;
        } else if (t instanceof IllegalArgumentException || t instanceof NullPointerException) {
            return EINVAL;
        }
        return UNKNOWN;
    }

    private static int byText(String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (text.startsWith("Too many levels of symbolic links")) {
            return ELOOP;
        }
        return TEXTS.getOrDefault(text, otherwise);
    }

    private static Map<String, Integer> texts() {
        return Map.ofEntries(
                Map.entry("No such file or directory", ENOENT),
                Map.entry("Permission denied", EACCES),
                Map.entry("Is a directory", -21),
                Map.entry("Not a directory", ENOTDIR),
                Map.entry("File name too long", -36),
                Map.entry("No space left on device", -28),
                Map.entry("Text file busy", -26),
                Map.entry("Operation not permitted", EPERM),
                Map.entry("Too many open files", -24),
                Map.entry("Read-only file system", EROFS),
                Map.entry("Device or resource busy", -16),
                Map.entry("Disk quota exceeded", -122),
                Map.entry("Network is unreachable", -101),
                Map.entry("Connection reset", -104),
                Map.entry("Broken pipe", -32),
                Map.entry("Socket is closed", EBADF),
                Map.entry("Socket closed", EBADF),
                Map.entry("Connection timed out", ETIMEDOUT),
                Map.entry("Cannot assign requested address", EADDRNOTAVAIL));
    }

    /** Names and numbers of {@code asm-generic/errno.h}, which x86_64 uses; - where there is none. Second names stand last. */
    private static Map<String, Integer> numbers() {
        String names =
                "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK"
                        + " EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE"
                        + " EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM"
                        + " ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT"
                        + " - EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP"
                        + " EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ"
                        + " ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT"
                        + " ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH"
                        + " ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT"
                        + " ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM"
                        + " EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED"
                        + " EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON";
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int number = 0;
        for (String name : names.split(" ")) {
            number++;
            if (!name.equals("-")) {
                numbers.put(name, number);
            }
        }
        numbers.put("EWOULDBLOCK", 11);
        numbers.put("EDEADLOCK", 35);
        numbers.put("ENOTSUP", -EOPNOTSUPP);
        return numbers;
    }
}

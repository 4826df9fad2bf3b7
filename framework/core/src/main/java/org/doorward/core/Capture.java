package org.doorward.core;

import java.io.File;
import java.lang.invoke.MethodType;
import java.lang.reflect.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnixDomainSocketAddress;
import java.nio.file.AccessMode;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.doorward.core.woven.Place;
import org.doorward.module.OpenFlags;

/*
 * Whose code may run here: that of the JDK, in classes that nobody can extend, and that call nobody. A caller may hand in an object of a
 * class of its own wherever the declared type lets it: of such an object only the class is looked at, by name. A collection of the JDK's can
 * be a wrapper around one of the caller's: none is walked but the copies that the agent made. Where the woven method itself goes on
 * with what the object says (file names, options), the agent has put a copy in its place before, which is of a JDK class.
 */
/** Copies what stands in a call into the arguments of a frame. Immutable, safe for all threads. */
final class Capture {
    private static final int BUNDLE_TRANSIENT = 1;

    private static final String REFRESH = "bundle.refresh";

    /** A word of the hook table, and what it says. */
    private record Word(String text, int bits) {
        boolean stands(String in, int from, int to) {
            return to - from == text.length() && in.startsWith(text, from);
        }
    }

    /** Looked through from the first: what is opened most is opened to be read. */
    private static final Word[] WORDS = {
        new Word("read", OpenFlags.READ),
        new Word("write", OpenFlags.WRITE),
        new Word("create", OpenFlags.CREATE),
        new Word("truncate", OpenFlags.TRUNCATE),
        new Word("append", OpenFlags.APPEND),
        new Word("delete-on-close", OpenFlags.DELETE_ON_CLOSE),
        new Word("execute", OpenFlags.EXECUTE),
        new Word("delete-on-exit", OpenFlags.DELETE_ON_EXIT),
        new Word("force", 1),
        new Word("transient", BUNDLE_TRANSIENT),
        new Word("record", 0),
    };

    private final SubjectResolver framework;

    /** @param framework knows the framework's objects by name */
    Capture(SubjectResolver framework) {
        this.framework = framework;
    }

    /** Copies a value into a slot; what cannot be there is left out. */
    void into(Arguments arguments, int slot, Object value) {
        Shape.Slot kept = arguments.shape().slot(slot);
        switch (kept.type()) {
            case TEXT -> {
                arguments.text(slot, text(value));
                if (value instanceof Class<?> type) {
                    ofBundle(arguments, slot, type);
                }
            }
            case NUMBER -> {
                if (value instanceof Number number) {
                    arguments.number(slot, number.longValue());
                }
            }
            case FLAGS -> flags(arguments, slot, value);
            case PATH -> arguments.path(slot, path(value), false);
            case SECRET -> {
                if (value != null) {
                    arguments.secret(slot);
                }
            }
            case ADDRESS -> arguments.object(slot, address(value));
            case ARGV -> arguments.object(slot, argv(value));
            case BUNDLE ->
                arguments.object(slot, bundles(value, arguments.shape().kind()));
            case HANDLE -> arguments.object(slot, value);
            default -> throw new IllegalStateException("slot [" + kept.words() + "] has no place in a call");
        }
    }

    private String[] argv(Object value) {
        if (value instanceof Place.Together together) {
            return Stream.of(together.values()).map(this::text).toArray(String[]::new);
        }
        return value instanceof String[] words ? words.clone() : null;
    }

    /* Beside the name of a class: whose it is. */
    private void ofBundle(Arguments arguments, int slot, Class<?> type) {
        BundleIdentity bundle = framework.bundleOf(type);
        if (bundle != null) {
            arguments.object(slot, bundle);
        }
    }

    // ---- paths
    // -----------------------------------------------------------------------------------------------------------------

    /** The name of a file of the default file system; {@code null} if it is none: the method will refuse it itself. */
    static String path(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof File file) {
            return fileName(file);
        }
        if (value instanceof Path path) {
            return Guard.isForeign(path) ? null : path.toString();
        }
        if (value instanceof Long number) {
            return number.toString();
        }
        if (value instanceof Place.Below below) {
            return below(below);
        }
        return null;
    }

    /* A subclass can answer getPath as it likes; the JDK goes by the field, and so does this constructor. */
    private static String fileName(File file) {
        return file.getClass() == File.class ? file.getPath() : new File(file, "").getPath();
    }

    private static String below(Place.Below below) {
        String name = path(below.name());
        if (name == null || name.startsWith("/")) {
            return name;
        }
        String folder = below.folder() == null ? System.getProperty("java.io.tmpdir") : path(below.folder());
        return folder == null ? null : folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    // ---- options
    // ---------------------------------------------------------------------------------------------------------------

    private static void flags(Arguments arguments, int slot, Object value) {
        int bits = 0;
        if (value instanceof String words) {
            bits = arguments.shape().kind().equals("file.open") && words.startsWith("r") && !words.startsWith("read")
                    ? mode(words)
                    : words(words);
            bits |= (int) arguments.number(slot); // item 21: the mode, and a word besides
        } else if (value instanceof Integer number) {
            bits = number;
        } else if (value instanceof Collection<?> options) {
            for (Object option : options) {
                bits |= option(option);
            }
        } else if (value instanceof Object[] options) {
            for (Object option : options) {
                bits |= option(option);
            }
        } else {
            return;
        }
        if (arguments.shape().kind().equals("file.open") && (bits & (OpenFlags.WRITE | OpenFlags.APPEND)) == 0) {
            bits |= OpenFlags.READ; // no option says so: it is what opening means
        }
        arguments.number(slot, bits);
    }

    /** Of RandomAccessFile. */
    private static int mode(String mode) {
        return mode.equals("r") ? OpenFlags.READ : OpenFlags.READ | OpenFlags.WRITE | OpenFlags.CREATE;
    }

    /* Every opening of a file passes here: nothing is split, and nothing looked up in a map. */
    private static int words(String words) {
        int bits = 0;
        int from = 0;
        while (from <= words.length()) {
            int comma = words.indexOf(',', from);
            int to = comma < 0 ? words.length() : comma;
            bits |= word(words, from, to);
            from = to + 1;
        }
        return bits;
    }

    private static int word(String words, int from, int to) {
        for (Word word : WORDS) {
            if (word.stands(words, from, to)) {
                return word.bits();
            }
        }
        throw new IllegalArgumentException("option [" + words.substring(from, to) + "] of the hook table");
    }

    private static int option(Object option) {
        if (option instanceof StandardOpenOption open) {
            return switch (open) {
                case READ -> OpenFlags.READ;
                case WRITE -> OpenFlags.WRITE;
                case APPEND -> OpenFlags.APPEND;
                case TRUNCATE_EXISTING -> OpenFlags.TRUNCATE;
                case CREATE -> OpenFlags.CREATE;
                case CREATE_NEW -> OpenFlags.CREATE_NEW;
                case DELETE_ON_CLOSE -> OpenFlags.DELETE_ON_CLOSE;
                case SYNC, DSYNC -> OpenFlags.SYNC;
                case SPARSE -> 0;
            };
        }
        if (option instanceof StandardCopyOption copy) {
            return switch (copy) {
                case REPLACE_EXISTING -> OpenFlags.REPLACE_EXISTING;
                case COPY_ATTRIBUTES -> OpenFlags.COPY_ATTRIBUTES;
                case ATOMIC_MOVE -> OpenFlags.ATOMIC_MOVE;
            };
        }
        if (option instanceof AccessMode access) {
            return switch (access) {
                case READ -> OpenFlags.READ;
                case WRITE -> OpenFlags.WRITE;
                case EXECUTE -> OpenFlags.EXECUTE;
            };
        }
        return 0;
    }

    // ---- addresses
    // -------------------------------------------------------------------------------------------------------------

    private static Address address(Object value) {
        if (value instanceof InetSocketAddress address) {
            return Address.of(address);
        }
        if (value instanceof InetAddress address) {
            return Address.of(address, -1);
        }
        if (value instanceof UnixDomainSocketAddress address) {
            return file(path(address.getPath()));
        }
        if (value instanceof Path path) {
            return file(path(path));
        }
        if (value instanceof Place.Together together
                && together.values()[0] instanceof InetAddress address
                && together.values()[1] instanceof Integer port) {
            return Address.of(address, port);
        }
        if (value instanceof Place.Together together
                && together.values()[0] instanceof String host
                && together.values()[1] instanceof Integer port) {
            return host.startsWith("/") ? file(host) : Address.of(InetSocketAddress.createUnresolved(host, port));
        }
        if (value instanceof InetSocketAddress[] peers) {
            return peers.length > 0 && peers[0] != null ? Address.of(peers[0]) : null;
        }
        if (value instanceof Object[] peers) {
            return peers.length == 0 ? null : peers[0] instanceof String name ? file(name) : address(peers[0]);
        }
        return null;
    }

    /** Whether an address is one of a network, and none in the file system. */
    static boolean isOfTheNetwork(Object value) {
        return value instanceof InetSocketAddress
                || value instanceof InetAddress
                || value instanceof Place.Together together && together.values()[0] instanceof InetAddress;
    }

    private static Address file(String name) {
        return name == null ? null : Address.ofFile(name);
    }

    // ---- text
    // ------------------------------------------------------------------------------------------------------------------

    private String text(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value instanceof ClassLoader loader) {
            return loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader));
        }
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof FileTime
                || value instanceof MethodType) {
            return value.toString();
        }
        if (value instanceof Locale locale) {
            return locale.toString();
        }
        if (value instanceof Member member && isOfTheJdk(member)) {
            return member.getName();
        }
        if (value instanceof Path path && !Guard.isForeign(path)) {
            return path.toString();
        }
        if (value instanceof NetworkInterface network) {
            return network.getName();
        }
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        if (value instanceof String[] words) {
            return String.join(",", words);
        }
        if (value instanceof Place.Together together) {
            StringJoiner all = new StringJoiner(",");
            for (Object part : together.values()) {
                all.add(part == null ? "-" : text(part));
            }
            return all.toString();
        }
        String service = framework.service(value);
        return service == null ? value.getClass().getName() : service;
    }

    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getClassLoader() == null;
    }

    // ---- bundles
    // ---------------------------------------------------------------------------------------------------------------

    /* A collection is the agent's copy. Without one the framework refreshes what waits for it. */
    private Object bundles(Object value, String kind) {
        boolean refreshed = kind.equals(REFRESH);
        if (value instanceof Collection<?> several) {
            return framework.bundles(several, refreshed);
        }
        if (value == null) {
            return refreshed ? framework.bundles(null, true) : null;
        }
        return framework.bundle(value);
    }
}

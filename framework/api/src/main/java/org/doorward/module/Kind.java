package org.doorward.module;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What sort of operation: {@code family.verb}, such as {@code file.rename} or an application's own {@code payment.transfer}, with its
 * typed slots.
 *
 * <p>Two instances with the same name mean the same kind: a module and an application each define the slots that they use, in
 * code of their own. The framework takes over names and slots of an application's kind when it is first entered, and refuses a
 * definition of another bundle that contradicts it.
 *
 * <p><strong>Thread-safety.</strong> Safe for all threads. Slots are defined in static initialisers, before the kind is first used.
 */
public final class Kind {
    // Before the kinds: they need it while this class is initialised.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}\\.[a-z][a-z0-9]{0,31}");

    /** One path. */
    public static final Kind FILE_OPEN = of("file.open");
    /** One path. */
    public static final Kind FILE_CREATE = of("file.create");
    /** One path. */
    public static final Kind FILE_MKDIR = of("file.mkdir");
    /** Two paths: source, target. */
    public static final Kind FILE_RENAME = of("file.rename");
    /** Two paths: source (the existing file), target (the new name). */
    public static final Kind FILE_LINK = of("file.link");
    /** Two paths: source (what the link points to), target (the link). */
    public static final Kind FILE_SYMLINK = of("file.symlink");
    /** One path. */
    public static final Kind FILE_READLINK = of("file.readlink");
    /** One path. */
    public static final Kind FILE_DELETE = of("file.delete");
    /** Two paths: source, target. */
    public static final Kind FILE_COPY = of("file.copy");
    /** One path. */
    public static final Kind FILE_LIST = of("file.list");
    /** One path. */
    public static final Kind FILE_STAT = of("file.stat");
    /** One path. */
    public static final Kind FILE_ACCESS = of("file.access");
    /** One path. */
    public static final Kind FILE_SETATTR = of("file.setattr");

    /** A {@link ProcessOperation}: the command line and the folder. */
    public static final Kind PROCESS_EXEC = of("process.exec");
    /** A {@link ProcessOperation}: the process and whether by force. */
    public static final Kind PROCESS_KILL = of("process.kill");

    /** A {@link NetworkOperation}: the address connected to. */
    public static final Kind NETWORK_CONNECT = of("network.connect");
    /** A {@link NetworkOperation}: the local address. */
    public static final Kind NETWORK_BIND = of("network.bind");
    /** A {@link NetworkOperation}: the local address. */
    public static final Kind NETWORK_LISTEN = of("network.listen");
    /** A {@link NetworkOperation}: decided before the peer is known. */
    public static final Kind NETWORK_ACCEPT = of("network.accept");

    /** {@code System.exit}, {@code Runtime.exit}. */
    public static final Kind RUNTIME_EXIT = of("runtime.exit");
    /** {@code Runtime.halt}. */
    public static final Kind RUNTIME_HALT = of("runtime.halt");
    /** {@code Runtime.addShutdownHook}. */
    public static final Kind RUNTIME_SHUTDOWNHOOK = of("runtime.shutdownhook");
    /** A native library, by name or path. */
    public static final Kind RUNTIME_LOADLIBRARY = of("runtime.loadlibrary");
    /** A native function called through the foreign linker. */
    public static final Kind RUNTIME_FOREIGN = of("runtime.foreign");
    /** An agent loaded into a JVM. */
    public static final Kind RUNTIME_LOADAGENT = of("runtime.loadagent");
    /** A new class loader. */
    public static final Kind RUNTIME_NEWLOADER = of("runtime.newloader");
    /** A class defined from bytes. */
    public static final Kind RUNTIME_DEFINECLASS = of("runtime.defineclass");
    /** {@code setAccessible}. */
    public static final Kind RUNTIME_SETACCESSIBLE = of("runtime.setaccessible");
    /** {@code MethodHandles.privateLookupIn}. */
    public static final Kind RUNTIME_LOOKUP = of("runtime.lookup");

    /** A {@link BundleOperation}. */
    public static final Kind BUNDLE_INSTALL = of("bundle.install");
    /** A {@link BundleOperation}. */
    public static final Kind BUNDLE_UPDATE = of("bundle.update");
    /** A {@link BundleOperation}. */
    public static final Kind BUNDLE_UNINSTALL = of("bundle.uninstall");
    /** A {@link BundleOperation}. */
    public static final Kind BUNDLE_START = of("bundle.start");
    /** A {@link BundleOperation}. */
    public static final Kind BUNDLE_STOP = of("bundle.stop");

    private static final int MAXIMUM_ARGUMENTS = 16;

    private final String name;
    private final int dot;
    private final List<Argument> arguments = new CopyOnWriteArrayList<>();

    private Kind(String name) {
        this.name = name.intern();
        this.dot = name.indexOf('.');
    }

    /**
     * A kind of this name, without slots.
     *
     * @param name {@code family.verb}, each {@code [a-z][a-z0-9]*} and at most 32 characters
     * @throws IllegalArgumentException if the name has another form
     */
    public static Kind of(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException(
                    "kind [" + name + "]: expected family.verb in lower-case letters and digits");
        }
        return new Kind(name);
    }

    /** {@code family.verb}, interned. */
    public String name() {
        return name;
    }

    /** The part before the dot. */
    public String family() {
        return name.substring(0, dot);
    }

    /** The part behind the dot. */
    public String verb() {
        return name.substring(dot + 1);
    }

    /** The slots in the order of their definition: unmodifiable, live. */
    public List<Argument> arguments() {
        return java.util.Collections.unmodifiableList(arguments);
    }

    /** Defines a slot for text. */
    public TextArgument textArgument(String argument) {
        return define(new TextArgument(this, argument));
    }

    /** Defines a slot for a file name. */
    public PathArgument pathArgument(String argument, PathArgument.Role role) {
        return define(new PathArgument(this, argument, role));
    }

    /** Defines a slot for a whole number. */
    public LongArgument longArgument(String argument) {
        return define(new LongArgument(this, argument));
    }

    /** Defines a slot for a decimal number with a fixed number of decimals. */
    public DecimalArgument decimalArgument(String argument, int decimals) {
        return define(new DecimalArgument(this, argument, decimals));
    }

    /** Defines a slot for true or false. */
    public BooleanArgument booleanArgument(String argument) {
        return define(new BooleanArgument(this, argument));
    }

    /** Defines a slot for a value that must not leave the application. */
    public SecretArgument secretArgument(String argument) {
        return define(new SecretArgument(this, argument));
    }

    /** Defines a slot for a value that is recorded as a keyed hash. */
    public HashedArgument hashedArgument(String argument) {
        return define(new HashedArgument(this, argument));
    }

    /** Defines a slot for open options. */
    public FlagsArgument flagsArgument(String argument) {
        return define(new FlagsArgument(this, argument));
    }

    private synchronized <A extends Argument> A define(A argument) {
        if (arguments.size() == MAXIMUM_ARGUMENTS) {
            throw new IllegalArgumentException(argument + ": a kind has at most " + MAXIMUM_ARGUMENTS + " arguments");
        }
        for (Argument other : arguments) {
            if (other.name().equals(argument.name())) {
                throw new IllegalArgumentException(argument + " is defined already");
            }
        }
        arguments.add(argument);
        return argument;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}

package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An operation that is about to start: its kind, its judged arguments, its subject. Operations of family {@code file} are
 * {@link FileOperation}s, of {@code process} {@link ProcessOperation}s, of {@code network} {@link NetworkOperation}s, of
 * {@code bundle} {@link BundleOperation}s. Other arguments of the contract's kinds are read through typed slots that the module
 * defines: {@code Kind.of("runtime.exit").longArgument("status")}; classes, loaders, bundles and services are text there.
 *
 * <p>A flyweight: valid during the call that hands it out, in that thread only; otherwise every method throws
 * {@link IllegalStateException}. Reading allocates nothing. Arguments are the framework's own copies: no method here runs code
 * of the caller.
 */
@ProviderType
public interface Operation {
    /** The name of the kind, {@code family.verb}, interned: may be compared with {@code ==} against {@link Kind#name()}. */
    String kind();

    /** Whether this is an operation of that kind, whichever bundle defined it. */
    boolean is(Kind kind);

    /** Who acts. Looked up on the first read of one of its properties: a module that does not ask does not pay. */
    Subject subject();

    /**
     * Whether the enforcement point gave this argument.
     *
     * @throws IllegalArgumentException if the operation's kind has no such slot, or one of another type
     */
    boolean has(Argument argument);

    /** The text, or {@code null} if the argument was not given. @throws IllegalArgumentException see {@link #has} */
    String get(TextArgument argument);

    /** The number, 0 if the argument was not given. @throws IllegalArgumentException see {@link #has} */
    long get(LongArgument argument);

    /** The number in units of the last decimal, 0 if the argument was not given. @throws IllegalArgumentException see {@link #has} */
    long get(DecimalArgument argument);

    /** The value, false if the argument was not given. @throws IllegalArgumentException see {@link #has} */
    boolean get(BooleanArgument argument);

    /** The bits of {@link OpenFlags}, 0 if the argument was not given. @throws IllegalArgumentException see {@link #has} */
    int get(FlagsArgument argument);

    /** The path, or {@code null} if the argument was not given. @throws IllegalArgumentException see {@link #has} */
    PathValue get(PathArgument argument);
}

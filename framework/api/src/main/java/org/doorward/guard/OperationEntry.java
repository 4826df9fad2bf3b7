package org.doorward.guard;

import java.nio.file.Path;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.FlagsArgument;
import org.doorward.module.HashedArgument;
import org.doorward.module.LongArgument;
import org.doorward.module.PathArgument;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An operation that is being described, before it is entered. Belongs to the thread that began it and ends with {@link #enter} or
 * {@link #call}, one of which must be called. Setting an argument allocates nothing.
 *
 * <p>All setters throw {@link IllegalArgumentException} for a slot that the kind does not have and {@link IllegalStateException} after
 * the end or in another thread.
 */
@ProviderType
public interface OperationEntry {
    /** Sets text; {@code null} leaves the argument out. A value that is no {@code String} is copied here, by the caller's own code. */
    OperationEntry set(TextArgument argument, CharSequence value);

    /** Sets a number. */
    OperationEntry set(LongArgument argument, long value);

    /** Sets a decimal number, in units of the last decimal. */
    OperationEntry set(DecimalArgument argument, long units);

    /** Sets true or false. */
    OperationEntry set(BooleanArgument argument, boolean value);

    /** Sets open options, bits of {@link org.doorward.module.OpenFlags}. */
    OperationEntry set(FlagsArgument argument, int flags);

    /** Sets a path; {@code null} leaves the argument out. */
    OperationEntry set(PathArgument argument, Path value);

    /** Sets a path by its name on the default file system; {@code null} leaves the argument out. */
    OperationEntry set(PathArgument argument, String value);

    /** Says that there is a secret. The framework does not take its value. */
    OperationEntry set(SecretArgument argument);

    /** Sets text that is recorded as a keyed hash; {@code null} leaves the argument out. */
    OperationEntry set(HashedArgument argument, CharSequence value);

    /**
     * Asks the modules and, unless one denies, opens the operation.
     *
     * @return the open operation, to be closed by this thread or detached
     * @throws OperationDeniedException if a module denied; the event was emitted
     */
    ActiveOperation enter();

    /**
     * Enters, runs the body, and closes with its outcome.
     *
     * @return what the body returned
     * @throws X what the body threw
     * @throws OperationDeniedException if a module denied
     */
    <T, X extends Exception> T call(Body<T, X> body) throws X;
}

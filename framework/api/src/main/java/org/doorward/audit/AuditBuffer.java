package org.doorward.audit;

import org.doorward.module.PathValue;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a module writes down the arguments that it judged; they become one KERNEL_OTHER record of the event.
 *
 * <p>A flyweight as {@link AuditContext}. Names are {@code [a-z][a-z0-9_]*}, at most 32 characters; a name that the readers of
 * trails would misread gets a {@code _} appended. Text is encoded by the framework: quoted if plain, else hexadecimal. Text
 * beyond 4,096 bytes is cut and marked. What does not fit any more is left out and counted in {@code cut=}. Nothing allocates.
 *
 * <p>All methods throw {@link IllegalArgumentException} for a malformed name and {@link IllegalStateException} when called after
 * the hook returned or in another thread.
 */
@ProviderType
public interface AuditBuffer {
    /**
     * Writes text. {@code null} is written as {@code (null)}. Of a {@code value} that is no {@code String} only {@code length()} and
     * {@code charAt} are called.
     */
    AuditBuffer field(String name, CharSequence value);

    /** Writes a path. {@code null} is written as {@code (null)}. */
    AuditBuffer field(String name, PathValue value);

    /** Writes a whole number. */
    AuditBuffer field(String name, long value);

    /** Writes a decimal number of {@code units} in the last of {@code decimals} decimals: (12050, 2) is 120.50. */
    AuditBuffer field(String name, long units, int decimals);

    /** Writes true or false. */
    AuditBuffer field(String name, boolean value);

    /** Writes {@code (masked)}: that there was a value, not which. */
    AuditBuffer secret(String name);

    /** Writes a keyed hash of the text: equal values compare within a trail, the value cannot be guessed without the trail's key. */
    AuditBuffer hashed(String name, CharSequence value);
}

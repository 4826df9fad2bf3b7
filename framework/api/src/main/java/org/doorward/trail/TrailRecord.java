package org.doorward.trail;

import org.osgi.annotation.versioning.ProviderType;

/** One line of the trail. Immutable. */
@ProviderType
public interface TrailRecord {
    /** The type: {@code SYSCALL}, {@code PATH}, ... */
    String type();

    /** The line as it stands in the trail, without the line end. */
    String line();

    /** The value of a field as it is written, or {@code null}. The first if there are several of the name. */
    String raw(String field);

    /** The value of a field as text: quotes taken off, hexadecimal decoded; {@code null} if there is none or it is {@code (null)}. */
    String text(String field);
}

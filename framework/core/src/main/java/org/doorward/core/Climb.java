package org.doorward.core;

import java.io.File;
import java.io.IOException;

/**
 * Where a name with {@code ..} in it leads. The operating system goes up from what a link leads to, not from the link: where {@code /var/run}
 * is a link to {@code /run}, {@code /var/run/../home} is {@code /home}, and not {@code /var/home} as the text says.
 */
final class Climb {
    private Climb() {}

    /** The name as it is when links are followed, absolute and normalised. Blocks on the disk. */
    static String of(String name) {
        try {
            return new File(name)
                    .getCanonicalPath(); // takes any name that java.io takes; Path.of does not in every locale
        } catch (IOException e) {
            return name; // too long, in a circle, or with a NUL: it leads nowhere, and the operation fails
        }
    }
}

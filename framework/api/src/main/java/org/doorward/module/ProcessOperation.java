package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/** An operation of family {@code process}: one that starts or one that ends. A flyweight as {@link Operation}. */
@ProviderType
public interface ProcessOperation extends Operation {
    /** How many words the command line has, the program included; 0 if none is started. */
    int wordCount();

    /**
     * One word of the command line, as the process will get it; 0 is the program.
     *
     * @throws IndexOutOfBoundsException if {@code index} is not below {@link #wordCount}
     */
    String word(int index);

    /** The folder that the process starts in, or {@code null} if it is the JVM's. */
    PathValue directory();

    /** The number of the process that is to end, 0 if none is. */
    long process();

    /** Whether the process is ended without being asked. */
    boolean forced();
}

package org.doorward.rules;

/**
 * What a rule may ask of an operation that has ended, or, but for its outcome, of one that is about to run. Implemented by core's
 * frame; reading allocates nothing. Valid during the match only.
 */
public interface Candidate {
    /** {@code family.verb}, interned. */
    String kind();

    /** How many paths the operation has: 0 to 2. */
    int pathCount();

    /** The absolute, normalised name of a path, in UTF-8; only the first {@link #pathLength} bytes count. Not to be changed or kept. */
    byte[] pathBytes(int index);

    /** How many bytes of {@link #pathBytes} count. */
    int pathLength(int index);

    /** Whether the operation did what it was called for. */
    boolean success();

    /** 0 or a negative errno. */
    int exit();

    /** The class of the exception with which it failed; {@code null} if it did not, or nobody knows. */
    String exceptionClass();

    /** The bits of {@link org.doorward.module.OpenFlags}; 0 if it has none. */
    int openFlags();

    /** The family of the address that a network operation is about, as in {@code saddr=}: 2 inet, 10 inet6, 1 unix; 0: none, or none is known. */
    int addressFamily();

    /** The subject's label, {@code NAME:VERSION}. */
    String subject();

    /** The subject's symbolic name. */
    String bundle();

    /** Where the subject's jar was installed from; empty if the java binary stands for it. */
    String executable();

    /** Whom the subject acts for; {@code null}: nobody said. */
    String principal();

    /** The tenant for which the subject acts; {@code null}: nobody said. */
    String tenant();

    /** Whether a module of this name flagged the operation, denied it, or would have denied it in mode enforce. */
    boolean concerns(String module);

    /** Whether a module flagged the operation under this key. */
    boolean hasKey(String key);
}

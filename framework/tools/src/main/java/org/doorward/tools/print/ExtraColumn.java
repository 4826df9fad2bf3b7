package org.doorward.tools.print;

/** Columns of {@link Form#CSV} that it has only if they are asked for. */
public enum ExtraColumn {
    /** The first key of the rule. */
    KEYS,
    /** The labels of subject and object. */
    LABELS,
    /** The other thing of two: the new name, the new mode. */
    SECOND_OBJECT,
    /** The time in parts. */
    TIME
}

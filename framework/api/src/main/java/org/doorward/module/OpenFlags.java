package org.doorward.module;

/** Bits of a {@link FlagsArgument}: how a file is opened, moved, copied, tested or deleted. In records they are the tokens of {@code options=}, in this order. */
public final class OpenFlags {
    public static final int READ = 1;
    public static final int WRITE = 1 << 1;
    public static final int APPEND = 1 << 2;
    public static final int CREATE = 1 << 3;
    public static final int CREATE_NEW = 1 << 4;
    public static final int TRUNCATE = 1 << 5;
    public static final int DELETE_ON_CLOSE = 1 << 6;
    public static final int SYNC = 1 << 7;
    /** Of rename and copy. */
    public static final int REPLACE_EXISTING = 1 << 8;
    /** Of rename. */
    public static final int ATOMIC_MOVE = 1 << 9;
    /** Of copy. */
    public static final int COPY_ATTRIBUTES = 1 << 10;
    /** Of access: whether the file may be executed. */
    public static final int EXECUTE = 1 << 11;
    /** Of delete: when the JVM ends. */
    public static final int DELETE_ON_EXIT = 1 << 12;

    private OpenFlags() {}
}

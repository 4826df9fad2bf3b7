package org.doorward.module;

/** Bits of a {@link FlagsArgument}: how a file is opened. In records they are the tokens of {@code options=}, in this order. */
public final class OpenFlags {
    public static final int READ = 1;
    public static final int WRITE = 1 << 1;
    public static final int APPEND = 1 << 2;
    public static final int CREATE = 1 << 3;
    public static final int CREATE_NEW = 1 << 4;
    public static final int TRUNCATE = 1 << 5;
    public static final int DELETE_ON_CLOSE = 1 << 6;
    public static final int SYNC = 1 << 7;

    private OpenFlags() {}
}

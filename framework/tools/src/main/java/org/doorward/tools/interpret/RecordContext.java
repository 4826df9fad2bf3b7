package org.doorward.tools.interpret;

import org.doorward.tools.Architecture;
import org.doorward.tools.SyscallNumbers;
import org.doorward.trail.TrailRecord;

/** What the meaning of a record's fields depends on: the system call and its first arguments, and the names of this machine. */
final class RecordContext {
    /** No system call. */
    static final long NO_CALL = -1;

    private final Architecture architecture;
    private final long call;
    private final long firstArgument;
    private final long secondArgument;
    private final Interpreter interpreter;

    private RecordContext(
            Architecture architecture, long call, long firstArgument, long secondArgument, Interpreter interpreter) {
        this.architecture = architecture;
        this.call = call;
        this.firstArgument = firstArgument;
        this.secondArgument = secondArgument;
        this.interpreter = interpreter;
    }

    static RecordContext of(TrailRecord record, Interpreter interpreter) {
        boolean isCall = record.type().equals("SYSCALL");
        if (!isCall && !record.type().equals("SECCOMP")) {
            return new RecordContext(null, 0, 0, 0, interpreter);
        }
        String arch = record.raw("arch");
        Architecture architecture = arch == null ? Architecture.ofThisMachine() : FieldType.architecture(arch);
        return new RecordContext(
                architecture,
                number(record, "syscall", 10, NO_CALL),
                isCall ? number(record, "a0", 16, 0) : 0,
                isCall ? number(record, "a1", 16, 0) : 0,
                interpreter);
    }

    private static long number(TrailRecord record, String field, int base, long none) {
        String value = record.raw(field);
        try {
            return value == null ? none : CNumber.unsigned(value, base);
        } catch (NumberFormatException e) {
            return none;
        }
    }

    /** The architecture of the system call, {@code null} if it is unknown. */
    Architecture architecture() {
        return architecture;
    }

    /** The name of the system call, {@code null} if it has none. */
    String call() {
        return architecture == null ? null : SyscallNumbers.name(architecture, (int) call);
    }

    /** The number of the system call. */
    int callNumber() {
        return (int) call;
    }

    long firstArgument() {
        return firstArgument;
    }

    long secondArgument() {
        return secondArgument;
    }

    String user(long id) {
        return interpreter.users.account(id);
    }

    String group(long id) {
        return interpreter.groups.account(id);
    }

    /** The name of a protocol of IP, or {@code null}. */
    String protocol(long number) {
        return interpreter.protocols.name(number);
    }
}

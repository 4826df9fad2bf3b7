package org.doorward.tools.interpret;

import org.doorward.tools.Architecture;
import org.doorward.trail.TrailRecord;

/** Says fields in words, with the names of this machine, which are read when they are first needed. Not safe for several threads. */
public final class Interpreter {
    final SystemNames users = SystemNames.users();
    final SystemNames groups = SystemNames.groups();
    final SystemNames protocols = SystemNames.protocols();

    /** Begins a record. */
    public RecordInterpretation record(TrailRecord record) {
        return new RecordInterpretation(record, this);
    }

    /**
     * The name of a system call.
     *
     * @param architecture as a record has it
     * @param firstArgument the call that socketcall(2) or ipc(2) stands for
     * @return {@code ?} if the architecture is unknown, the number if the call is
     */
    public String syscall(String architecture, int number, long firstArgument) {
        Architecture known = architecture == null ? null : FieldType.architecture(architecture);
        if (known == null) {
            return "?";
        }
        String name = CallWords.name(known, number, firstArgument);
        return name == null ? String.valueOf(number) : name;
    }

    /** The name of a user: {@code root}, {@code unset}, or {@code unknown(NUMBER)}. */
    public String user(long number) {
        return users.account(number);
    }

    /** The number of the user of a name, {@code null} if this machine has none. */
    public Long userNumber(String name) {
        return users.number(name);
    }
}

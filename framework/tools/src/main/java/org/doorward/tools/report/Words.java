package org.doorward.tools.report;

import org.doorward.tools.interpret.Interpreter;
import org.doorward.tools.interpret.RecordInterpretation;
import org.doorward.tools.trail.Facts;
import org.doorward.trail.read.RecordTypes;

/** {@code -i}: names instead of numbers, by this machine, or by the one that wrote the event where auditd added its names. */
final class Words implements Naming {
    private final Interpreter interpreter = new Interpreter();
    private RecordInterpretation first;
    private int loginUser;

    @Override
    public void begin(Facts facts) {
        boolean counts = facts.size() == 1 || facts.record(0).type().equals("SYSCALL");
        first = counts ? interpreter.record(facts.record(0)) : null;
        loginUser = facts.loginUser();
    }

    @Override
    public String user(int user) {
        if (user == Facts.UNSET) {
            return "unset";
        }
        String added = first != null && user == loginUser ? first.added("auid") : null;
        return added != null ? added : interpreter.user(user);
    }

    @Override
    public String syscall(Facts facts) {
        String added = first == null ? null : first.added("syscall");
        return added != null
                ? added
                : interpreter.syscall(facts.architecture(), facts.syscall(), facts.firstArgument());
    }

    @Override
    public String type(int type) {
        return RecordTypes.name(type);
    }
}

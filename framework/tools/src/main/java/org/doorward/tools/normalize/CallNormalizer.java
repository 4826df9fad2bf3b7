package org.doorward.tools.normalize;

import org.doorward.trail.read.RecordTypes;

/** Events with a system call. The first record says what the event is, the call who did it. Not safe for several threads. */
final class CallNormalizer {
    private static final int SYSCALL = 1300;
    private static final int CONFIG_CHANGE = 1305;
    private static final int AVC = 1400;
    private static final int FANOTIFY = 1331;
    private static final int ANOM_LINK = 1702;

    private final Draft draft;
    private final EventFields fields;
    private final NormalizedEvent event;

    CallNormalizer(Draft draft) {
        this.draft = draft;
        fields = draft.fields;
        event = draft.event;
    }

    void normalize() {
        int first = fields.type();
        while (fields.type() != SYSCALL) {
            if (!fields.toNextRecord()) {
                event.isNotUnderstood();
                return;
            }
        }
        event.kind = RecordTable.kind(first);
        int record = fields.record();
        String call = fields.find("syscall") ? fields.current().words() : null;
        Boolean success = success(record);
        subject(record);
        how(record);
        key(record);
        action(first, call, success);
    }

    private Boolean success(int record) {
        String success = fields.value("success");
        if (success == null) {
            fields.toRecord(record);
            return null;
        }
        event.result = fields.currentIn(record);
        return !success.equals("no");
    }

    private void subject(int record) {
        if (!draft.subject("auid", record)) {
            fields.toRecord(record);
        }
        if (!draft.actingSubject("uid", record)) {
            fields.toRecord(record);
        }
        fields.toFirstRecord();
        while (fields.type() != SYSCALL) {
            fields.toNextRecord();
        }
        if (draft.labels) {
            for (String name :
                    new String[] {"ppid", "pid", "gid", "euid", "suid", "fsuid", "egid", "sgid", "fsgid", "tty"}) {
                draft.subjectAttribute(name, record);
            }
        }
        draft.session(record);
        if (draft.labels) {
            draft.subjectAttribute("subj", record);
        }
    }

    private void how(int record) {
        fields.toFirstField();
        if (!draft.program()) {
            fields.toRecord(record);
        }
    }

    private void key(int record) {
        String key = fields.value("key");
        if (key != null && !key.equals("(null)")) {
            event.key = fields.currentIn(record);
        }
    }

    private void action(int first, String call, Boolean success) {
        if (first == ANOM_LINK) {
            event.action = RecordTable.action(first);
        } else if (first == CONFIG_CHANGE) {
            fields.toFirstRecord();
            if (fields.find("op")) {
                event.action = fields.current().words();
                RecordObject.take(draft, first);
            }
        } else {
            callAction(call, success);
        }
    }

    /** What the call does, unless a record beside it says more. */
    private void callAction(String call, Boolean success) {
        CallTable.Row row = null;
        String decision = null;
        fields.toFirstRecord();
        do {
            int type = fields.type();
            decision = type == AVC || type == FANOTIFY ? RecordTable.action(type) : null;
            row = CallTable.row(RecordTypes.name(type));
        } while (decision == null && row == null && fields.toNextRecord());
        new CallObject(draft, call, success).take(row == null ? CallTable.row(call) : row);
        if (decision != null) {
            event.action = decision;
        }
    }
}

package org.doorward.tools.normalize;

import java.util.Set;

/** Events of one record, which says all by itself; each family of types has an order of its own. Not safe for several threads. */
final class RecordNormalizer {
    private static final int LOGIN = 1006;
    private static final int FIRST_OF_PROGRAMS = 1100;
    private static final int USER_START = 1105;
    private static final int USER_END = 1106;
    private static final int USER_AVC = 1107;
    private static final int USER_ERR = 1109;
    private static final int USYS_CONFIG = 1111;
    private static final int USER_LOGIN = 1112;
    private static final int SYSTEM_BOOT = 1127;
    private static final int SYSTEM_SHUTDOWN = 1128;
    private static final int USER_DEVICE = 1137;
    private static final int LAST_OF_PROGRAMS = 1199;
    private static final int FIRST_OF_DAEMON = 1200;
    private static final int DAEMON_START = 1200;
    private static final int DAEMON_ABORT = 1202;
    private static final int DAEMON_ACCEPT = 1207;
    private static final int LAST_OF_DAEMON = 1299;
    private static final int CONFIG_CHANGE = 1305;
    private static final int TTY = 1319;
    private static final int NETFILTER_CFG = 1325;
    private static final int SECCOMP = 1326;
    private static final int FEATURE_CHANGE = 1328;
    private static final int BPF = 1334;
    private static final int EVENT_LISTENER = 1335;
    private static final int AVC = 1400;
    private static final int MAC_UNLBL_ALLOW = 1406;
    private static final int MAC_MAP_ADD = 1409;
    private static final int MAC_MAP_DEL = 1410;
    private static final int LAST_OF_LABELS = 1499;
    private static final int ANOM_PROMISCUOUS = 1700;
    private static final int ANOM_ABEND = 1701;
    private static final int FIRST_OF_PROGRAMS_2 = 2100;
    private static final int ANOM_EXEC = 2112;
    private static final int LAST_OF_PROGRAMS_2 = 2999;
    /** auid comes first in them. */
    private static final Set<Integer> LOGIN_FIRST =
            Set.of(CONFIG_CHANGE, FEATURE_CHANGE, SECCOMP, ANOM_ABEND, ANOM_PROMISCUOUS);

    private final Draft draft;
    private final EventFields fields;
    private final NormalizedEvent event;
    private final int type;

    RecordNormalizer(Draft draft) {
        this.draft = draft;
        fields = draft.fields;
        event = draft.event;
        type = fields.type();
    }

    void normalize() {
        event.kind = RecordTable.kind(type);
        event.action = RecordTable.action(type);
        if (LOGIN_FIRST.contains(type)) {
            ofKernel();
        } else if (type == LOGIN) {
            login();
        } else if (type == NETFILTER_CFG) {
            firewall();
        } else if (type == AVC) {
            decision();
        } else if (type >= FIRST_OF_DAEMON && type < LAST_OF_DAEMON) {
            daemon();
        } else if (type == BPF) {
            bpf();
        } else if (type == EVENT_LISTENER) {
            listener();
        } else if (type >= MAC_UNLBL_ALLOW && type <= LAST_OF_LABELS) {
            labels();
        } else {
            ofProgram();
        }
    }

    private void ofKernel() {
        draft.subject("auid", 0);
        draft.session(0);
        attributes();
        if (type == CONFIG_CHANGE) {
            change();
        } else {
            fields.toFirstRecord();
        }
        switch (type) {
            case FEATURE_CHANGE -> {
                actingSubject();
                draft.how("exe");
                draft.object("feature", 0);
                event.objectKind = "system";
            }
            case SECCOMP -> {
                actingSubject();
                draft.how("exe");
                orBack(draft.object("syscall", 0));
                event.objectKind = "process";
                draft.result("code");
                return;
            }
            case ANOM_ABEND -> {
                actingSubject();
                orBack(draft.object("exe", 0));
                event.objectKind = "process";
                draft.how("sig");
            }
            case ANOM_PROMISCUOUS -> {
                fields.toFirstField();
                draft.object("dev", 0);
                draft.actingSubject("uid", 0);
                event.objectKind = "socket";
            }
            default -> {
                // CONFIG_CHANGE has its object
            }
        }
        draft.result("res");
    }

    private void actingSubject() {
        fields.toFirstField();
        orBack(draft.actingSubject("uid", 0));
    }

    private void orBack(boolean found) {
        if (!found) {
            fields.toFirstRecord();
        }
    }

    /** Rules are added and removed; all else is a change. */
    private void change() {
        fields.toFirstField();
        String operation = fields.find("op") ? fields.current().words() : "";
        String word = operation.startsWith("\"") ? operation.substring(1) : operation;
        boolean isOfRule = true;
        if (word.startsWith("add_rule")) {
            event.action = "added-audit-rule";
        } else if (word.startsWith("remove_rule")) {
            event.action = "deleted-audit-rule";
        } else {
            isOfRule = false;
        }
        RecordObject.take(draft, type);
        if (!isOfRule) {
            fields.toFirstRecord();
        }
    }

    /** What stands for the subject beside its name. */
    private void attributes() {
        if (draft.labels) {
            fields.toFirstRecord();
            draft.subjectAttribute("pid", 0);
            draft.subjectAttribute("subj", 0);
        }
    }

    private void login() {
        orBack(draft.actingSubject("uid", 0));
        attributes();
        orBack(draft.subject("old-auid", 0));
        orBack(draft.object("auid", 0));
        event.objectKind = "user-session";
        draft.session(0);
        draft.result("res");
    }

    private void firewall() {
        attributes();
        draft.how("comm");
        event.action = "loaded-firewall-rule-to";
        fields.toFirstRecord();
        draft.object("table", 0);
        event.subjectKind = "system";
        event.objectKind = "firewall";
    }

    private void decision() {
        orBack(draft.how("comm"));
        draft.subject("scontext", 0);
        event.subjectKind = "unknown-acct";
        fields.toFirstRecord();
        labeledObject();
        fields.toFirstRecord();
        draft.result("seresult");
    }

    /** A label is the object only where labels are wanted. */
    private void labeledObject() {
        if (draft.labels) {
            draft.object("tcontext", 0);
        }
    }

    private void daemon() {
        draft.subject("auid", 0);
        orBack(draft.actingSubject("uid", 0));
        draft.session(0);
        attributes();
        event.subjectKind = "auditd";
        event.objectKind = "service";
        if (type == DAEMON_START) {
            event.how = "init";
        } else if (type < DAEMON_ACCEPT && type != DAEMON_ABORT) {
            event.how = "signal";
        }
        draft.result("res");
    }

    private void bpf() {
        event.subjectKind = "system";
        new CallObject(draft, null, null).take(CallTable.row("BPF"));
    }

    private void listener() {
        draft.subject("auid", 0);
        fields.toFirstRecord();
        draft.actingSubject("uid", 0);
        fields.toFirstRecord();
        draft.session(0);
        attributes();
        new CallObject(draft, null, null).take(CallTable.row("EVENT_LISTENER"));
        fields.toFirstRecord();
        draft.how("exe");
        fields.toFirstRecord();
        draft.result("res");
    }

    private void labels() {
        draft.subject("auid", 0);
        draft.subjectKind();
        draft.session(0);
        draft.subjectAttribute("subj", 0);
        if (type == MAC_UNLBL_ALLOW) {
            if (fields.find("unlbl_accept")) {
                event.action = fields.current().number() == 1
                        ? "is-allowing-unlabeled-network-traffic"
                        : "is-disallowing-unlabeled-network-traffic";
            } else {
                fields.toFirstRecord();
            }
        }
        if (type == MAC_MAP_ADD || type == MAC_MAP_DEL) {
            orBack(draft.object("nlbl_domain", 0));
        }
        event.objectKind = "mac-config";
        draft.result("res");
    }

    private void ofProgram() {
        subjectOfProgram();
        draft.session(0);
        attributes();
        if (draft.labels && isOfProgram()) {
            draft.subjectAttribute("hostname", 0);
            draft.subjectAttribute("addr", 0);
            if (type != USER_START && type != USER_END && type != USER_ERR) {
                draft.subjectAttribute("terminal", 0);
            }
        }
        if (type == USER_AVC) {
            fields.toFirstRecord();
            draft.result("seresult");
            fields.toFirstRecord();
            draft.subject("scontext", 0);
            fields.toFirstRecord();
            labeledObject();
        } else {
            draft.result("res");
            operation();
            RecordObject.take(draft, type);
        }
        how();
    }

    private boolean isOfProgram() {
        return type >= FIRST_OF_PROGRAMS && type < LAST_OF_PROGRAMS
                || type >= FIRST_OF_PROGRAMS_2 && type < LAST_OF_PROGRAMS_2;
    }

    /** Who fails to log in has no user yet, but a name. */
    private void subjectOfProgram() {
        if (type != USER_LOGIN) {
            orBack(draft.actingSubject("uid", 0));
            draft.subject("auid", 0);
            return;
        }
        boolean found = draft.subject("id", 0);
        if (!found) {
            fields.toFirstRecord();
            found = draft.subject("acct", 0);
        }
        if (found) {
            draft.subjectKind();
        }
        fields.toFirstRecord();
    }

    /** Some programs say themselves what they did. */
    private void operation() {
        if (type == USER_DEVICE || type == USYS_CONFIG) {
            fields.toFirstRecord();
            if (fields.find("op")) {
                event.action = type == USER_DEVICE
                        ? fields.current().value()
                        : fields.current().words();
            }
        }
    }

    private void how() {
        fields.toFirstRecord();
        switch (type) {
            case SYSTEM_BOOT, SYSTEM_SHUTDOWN -> draft.how("exe");
            case ANOM_EXEC -> draft.how("terminal");
            case TTY -> draft.how("comm");
            default -> draft.program();
        }
    }
}

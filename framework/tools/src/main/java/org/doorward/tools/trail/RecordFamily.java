package org.doorward.tools.trail;

/** Which fields the original reads of a record goes by its type: types that are read alike. */
public enum RecordFamily {
    SYSCALL,
    /** What programs write: {@code pid= uid= auid= ses= msg='... res='}. */
    USER,
    AVC,
    USER_AVC,
    LOGIN,
    DAEMON,
    /** A connection to the daemon. */
    DAEMON_PEER,
    /** CONFIG_CHANGE and changes of the policy: who, and a result in digits. */
    CHANGE,
    INTEGRITY,
    /** What the kernel says of a task that misbehaves. */
    KERNEL_ANOMALY,
    /** The fields of a SYSCALL that say who, without the call. */
    TASK,
    /** Says who only if nothing before did. */
    LATE_TASK,
    TTY,
    PATH,
    CWD,
    AVC_PATH,
    SOCKADDR,
    PACKET,
    /** Nothing is read of it. */
    OTHER;

    /** The family of a type's number. */
    public static RecordFamily of(int type) {
        return switch (type) {
            case 1300 -> SYSCALL;
            case 1302 -> PATH;
            case 1306 -> SOCKADDR;
            case 1307 -> CWD;
            case 1319 -> TTY;
            case 1324 -> PACKET;
            case 1325, 1335 -> LATE_TASK;
            case 1328, 1702 -> TASK;
            case 1326, 1700, 1701 -> KERNEL_ANOMALY;
            case 1400 -> AVC;
            case 1402 -> AVC_PATH;
            case 1006 -> LOGIN;
            case 1107 -> USER_AVC;
            case 1200, 1201, 1202, 1203, 1205, 1206 -> DAEMON;
            case 1207, 1208 -> DAEMON_PEER;
            default -> ofRange(type);
        };
    }

    private static RecordFamily ofRange(int type) {
        if (type == 1005 || type >= 1100 && type < 1200 || type >= 2100 && type < 3000) {
            return USER;
        }
        if (type == 1305 || TypeRange.POLICY.contains(type)) {
            return CHANGE;
        }
        return type >= 1800 && type <= 1805 ? INTEGRITY : OTHER;
    }

    /** Whether its {@code uid=} says who. */
    public boolean hasUser() {
        return switch (this) {
            case SYSCALL, USER, USER_AVC, LOGIN, TASK, KERNEL_ANOMALY, INTEGRITY, TTY, DAEMON, LATE_TASK -> true;
            default -> false;
        };
    }

    /** Whether its {@code auid=} says who. */
    public boolean hasLoginUser() {
        return hasUser() || this == CHANGE;
    }

    /** Whether its {@code pid=} says who. */
    public boolean hasProcess() {
        return hasUser() || this == AVC;
    }

    /** Whether its {@code comm=} says who. */
    public boolean hasCommand() {
        return switch (this) {
            case SYSCALL, USER, USER_AVC, AVC, TASK, KERNEL_ANOMALY, INTEGRITY, TTY, LATE_TASK -> true;
            default -> false;
        };
    }

    /** Whether its {@code exe=} says who. */
    public boolean hasExecutable() {
        return switch (this) {
            case SYSCALL, USER, USER_AVC, TASK, KERNEL_ANOMALY -> true;
            default -> false;
        };
    }
}

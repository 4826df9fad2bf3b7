package org.doorward.tools.trail;

import org.doorward.trail.TrailRecord;

/** What a record says of the success of its event, as the original understands it. */
public final class Outcome {
    private static final int CONFIG_CHANGE = 1305;

    private Outcome() {}

    /** 1 for a success, 0 for a failure, {@link Facts#UNSET} if the record says nothing; other numbers as they are written. */
    public static int of(RecordFamily family, int type, TrailRecord record) {
        return switch (family) {
            case SYSCALL -> ofCall(record.raw("success"));
            case USER -> ofWord(record.raw("res"), record);
            case USER_AVC -> {
                int word = ofWord(record.raw("res"), record);
                yield word != Facts.UNSET ? word : ofDecision(record.line());
            }
            case AVC -> ofDecision(record.line());
            case DAEMON, DAEMON_PEER -> ofWord(record.raw("res"), record);
            case LOGIN -> ofDigits(record.raw("res"), 1);
            case CHANGE -> ofDigits(record.raw("res"), type == CONFIG_CHANGE ? 1 : Facts.UNSET);
            case INTEGRITY, KERNEL_ANOMALY, TASK, LATE_TASK -> ofDigits(record.raw("res"), Facts.UNSET);
            default -> Facts.UNSET;
        };
    }

    private static int ofCall(String success) {
        return success == null ? Facts.UNSET : success.equals("yes") ? 1 : 0;
    }

    private static int ofWord(String result, TrailRecord record) {
        if (result != null) {
            return result.startsWith("failed") ? 0 : 1;
        }
        String old = record.raw("result"); // of programs before 2007: result=Success)'
        return old == null
                ? Facts.UNSET
                : old.toLowerCase(java.util.Locale.ROOT).startsWith("success") ? 1 : 0;
    }

    private static int ofDigits(String result, int missing) {
        return result == null ? missing : (int) Numbers.leading(result, 0, 0);
    }

    private static int ofDecision(String line) {
        int avc = line.indexOf("avc: ");
        int permissions = avc < 0 ? -1 : line.indexOf('{', avc);
        if (permissions < 0) {
            return Facts.UNSET;
        }
        int denied = line.indexOf("denied", avc);
        return denied >= 0 && denied < permissions ? 0 : 1;
    }
}

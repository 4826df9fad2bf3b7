package org.doorward.tools.trail;

import org.doorward.trail.TrailRecord;

/** Who logged in before he acted: {@code auid=}. */
final class LoginUser {
    private static final String NEW = "new auid=";

    private LoginUser() {}

    /** The number as it is written, or {@code null}. */
    static String of(RecordFamily family, TrailRecord record) {
        if (family == RecordFamily.LOGIN) {
            int at = record.line().indexOf(NEW); // kernels before 3.14: old auid=4294967295 new auid=1000
            if (at >= 0) {
                return String.valueOf(Numbers.leading(record.line(), at + NEW.length(), 0));
            }
        }
        return record.raw("auid");
    }
}

package org.doorward.tools.trail;

import org.doorward.trail.TrailRecord;

/** Who acted: {@code uid=}, which the original looks for in other places than one would think. */
final class ActingUser {
    private static final String FIELD = " uid=";

    private ActingUser() {}

    /** The number of the user, or {@link Facts#UNSET}. */
    static int of(RecordFamily family, TrailRecord record) {
        String line = record.line();
        return switch (family) {
            case USER, USER_AVC -> {
                int second = line.indexOf("uid=", line.indexOf(" auid=") + " auid=".length());
                boolean another = second > 0 && (line.charAt(second - 1) == ' ' || line.charAt(second - 1) == '\'');
                yield another && line.contains(" auid=") ? number(line, second - 1) : first(record);
            }
            // the daemon's own order, auid uid ses pid, hides its user: he is looked for behind pid
            case DAEMON -> number(line, line.indexOf(FIELD, Math.max(0, line.indexOf("pid=", line.indexOf("auid=")))));
            // whatever is written
            case INTEGRITY, TTY -> line.contains(FIELD) ? 0 : Facts.UNSET;
            case LATE_TASK -> record.raw("uid") == null ? 0 : first(record);
            default -> first(record);
        };
    }

    private static int first(TrailRecord record) {
        String value = record.raw("uid");
        return value == null ? Facts.UNSET : Numbers.id(value);
    }

    /** @param at where the blank or quote before the field stands, or less than 0 */
    private static int number(String line, int at) {
        return at < 0 ? Facts.UNSET : (int) Numbers.leading(line, at + FIELD.length(), Facts.UNSET);
    }
}

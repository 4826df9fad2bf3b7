package org.doorward.tools.trail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;

/**
 * What the original says of an event. Where several records have a field the last one counts, unless a method says otherwise; what no
 * record has is {@code null}, or the number that the original prints for it. Fields are looked for when they are asked for: a report pays
 * for its own columns. Not safe for several threads at once.
 */
public final class Facts {
    /** No record says who logged in. */
    public static final int NO_LOGIN_USER = -2;
    /** No record has the number. */
    public static final int UNSET = -1;

    private static final Pattern HEX = Pattern.compile("([0-9A-F]{2})+");
    private static final int FAILED = 0;
    private static final int SUCCESS = 1;

    private final TrailEvent event;
    private final List<TrailRecord> records;
    private final int[] types;
    private final RecordFamily[] families;
    // asked for by several columns, and of each event: looked for once
    private boolean knowsSuccess;
    private int success;
    private List<NamedFile> files;
    private List<String> keys;

    /** The facts of an event. */
    public Facts(TrailEvent event) {
        this.event = event;
        records = event.records();
        types = new int[records.size()];
        families = new RecordFamily[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = RecordTypes.number(records.get(i).type());
            families[i] = RecordFamily.of(types[i]);
        }
    }

    public TrailEvent event() {
        return event;
    }

    public long serial() {
        return event.serial();
    }

    /** The type of the first record: the event's. */
    public int type() {
        return types[0];
    }

    /** Whether all its records are SYSCALL and what the kernel puts beside it; none tells of something else. */
    public boolean isOfCallAlone() {
        for (int one : types) {
            switch (one) {
                case 1300, 1302, 1306, 1307, 1309, 1318, 1327 -> {}
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    public boolean has(int type) {
        for (int one : types) {
            if (one == type) {
                return true;
            }
        }
        return false;
    }

    public boolean has(TypeRange range) {
        for (int one : types) {
            if (range.contains(one)) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return types.length;
    }

    public RecordFamily family(int index) {
        return families[index];
    }

    public TrailRecord record(int index) {
        return records.get(index);
    }

    public boolean failed() {
        return success() == FAILED;
    }

    public boolean succeeded() {
        return success() == SUCCESS;
    }

    /** yes, no or unset. */
    public String result() {
        return switch (success()) {
            case SUCCESS -> "yes";
            case FAILED -> "no";
            default -> "unset";
        };
    }

    private int success() {
        if (!knowsSuccess) {
            success = findSuccess();
            knowsSuccess = true;
        }
        return success;
    }

    private int findSuccess() {
        for (int i = types.length - 1; i >= 0; i--) {
            int says = Outcome.of(families[i], types[i], record(i));
            if (says != UNSET) {
                return says;
            }
        }
        return UNSET;
    }

    /** {@link #UNSET} if no record has one. */
    public int pid() {
        String value = lastRaw("pid", RecordFamily::hasProcess);
        return value == null ? UNSET : Numbers.id(value);
    }

    /** Who logged in; {@link #NO_LOGIN_USER} if no record says. */
    public int loginUser() {
        for (int i = types.length - 1; i >= 0; i--) {
            if (!families[i].hasLoginUser()) {
                continue;
            }
            String value = LoginUser.of(families[i], record(i));
            if (value != null) {
                return Numbers.id(value);
            }
            if (families[i] == RecordFamily.LATE_TASK) {
                return UNSET;
            }
        }
        return NO_LOGIN_USER;
    }

    /** Who acted; {@link #UNSET} if no record says. */
    public int user() {
        for (int i = types.length - 1; i >= 0; i--) {
            int user = families[i].hasUser() ? ActingUser.of(families[i], record(i)) : UNSET;
            if (user != UNSET) {
                return user;
            }
        }
        return UNSET;
    }

    /** Whether a record says what was called. */
    public boolean hasCall() {
        return lastRaw("syscall", this::isCall) != null;
    }

    /** The number of the system call, or 0; -1 for one that a tracer or a filter took away. */
    public int syscall() {
        String value = lastRaw("syscall", this::isCall);
        return value == null ? 0 : Numbers.id(value);
    }

    /** The architecture of the system call as it is written, or {@code null}. */
    public String architecture() {
        return lastRaw("arch", this::isCall);
    }

    /** The first argument of the system call, or 0. */
    public long firstArgument() {
        String value = lastRaw("a0", family -> family == RecordFamily.SYSCALL);
        try {
            return value == null ? 0 : Long.parseUnsignedLong(value, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private boolean isCall(RecordFamily family) {
        return family == RecordFamily.SYSCALL || family == RecordFamily.KERNEL_ANOMALY && has(1326);
    }

    public String command() {
        return lastText("comm", RecordFamily::hasCommand);
    }

    public String executable() {
        String executable = lastText("exe", RecordFamily::hasExecutable);
        return executable != null ? executable : lateTask("exe", "(null)");
    }

    public String terminal() {
        for (int i = types.length - 1; i >= 0; i--) {
            String value = switch (families[i]) {
                case SYSCALL, TASK -> record(i).raw("tty");
                case USER, USER_AVC -> record(i).raw("terminal");
                default -> null;
            };
            if (value != null) {
                return value;
            }
        }
        return lateTask("tty", "(none)");
    }

    /** The name of the virtual machine that a program tells of. */
    public String virtualMachine() {
        String name = lastRaw("vm", Facts::isProgram);
        if (name == null || name.startsWith("\"")) {
            return lastText("vm", Facts::isProgram);
        }
        return HEX.matcher(name).matches() ? new String(HostName.bytes(name), StandardCharsets.UTF_8) : name;
    }

    /** The UUID of the virtual machine that a program tells of. */
    public String virtualMachineId() {
        String id = lastRaw("uuid", Facts::isProgram);
        int end = id == null ? -1 : id.indexOf(':');
        return end < 0 ? id : id.substring(0, end);
    }

    private static boolean isProgram(RecordFamily family) {
        return family == RecordFamily.USER || family == RecordFamily.USER_AVC;
    }

    /** What a record says that counts only where no other says anything, or the word that the original has for its silence. */
    private String lateTask(String field, String silence) {
        for (int i = 0; i < types.length; i++) {
            if (families[i] == RecordFamily.LATE_TASK) {
                String value = record(i).text(field);
                return value == null ? silence : value;
            }
        }
        return null;
    }

    /** The account that the event is about. */
    public String account() {
        return lastText("acct", Facts::isProgram);
    }

    /** The host at the other end: its name, else its address. */
    public String host() {
        return HostName.of(this);
    }

    /** The files, in the order of the records. */
    public List<NamedFile> files() {
        if (files == null) {
            files = NamedFile.of(this);
        }
        return files;
    }

    /** The keys of the rules; {@code (null)} where a record says that there is none. */
    public List<String> keys() {
        if (keys == null) {
            keys = findKeys();
        }
        return keys;
    }

    private List<String> findKeys() {
        List<String> found = List.of();
        for (int i = 0; i < types.length; i++) {
            if (families[i] != RecordFamily.SYSCALL && families[i] != RecordFamily.CHANGE) {
                continue;
            }
            String text = record(i).text("key");
            if (text == null && record(i).raw("key") == null) {
                continue;
            }
            List<String> more = text == null ? List.of("(null)") : Arrays.asList(text.split("\1"));
            if (found.isEmpty()) {
                found = more;
            } else {
                found = new ArrayList<>(found);
                found.addAll(more);
            }
        }
        return found;
    }

    /** A field of Doorward's own, in whatever record it stands first. */
    public String own(String field) {
        for (int i = 0; i < types.length; i++) {
            String value = record(i).text(field);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /*
     * LATE_TASK says only what nothing before it said, an AVC yields to what said its command before, and both are the last to be asked.
     */
    private String lastText(String field, Predicate<RecordFamily> who) {
        String late = null;
        for (int i = types.length - 1; i >= 0; i--) {
            if (!who.test(families[i])) {
                continue;
            }
            String text = record(i).text(field);
            if (text == null && record(i).raw(field) == null) {
                continue;
            }
            if (!yields(families[i], field)) {
                return text;
            }
            late = text;
        }
        return late;
    }

    private String lastRaw(String field, Predicate<RecordFamily> who) {
        String late = null;
        for (int i = types.length - 1; i >= 0; i--) {
            String value = who.test(families[i]) ? record(i).raw(field) : null;
            if (value == null) {
                continue;
            }
            if (!yields(families[i], field)) {
                return value;
            }
            late = value;
        }
        return late;
    }

    private static boolean yields(RecordFamily family, String field) {
        return family == RecordFamily.LATE_TASK || family == RecordFamily.AVC && field.equals("comm");
    }
}

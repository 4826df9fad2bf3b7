package org.doorward.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.NamedFile;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailQuery;

/**
 * What {@code ausearch(8)} searches for: each method is one option. Texts are compared as parts, or as a whole with {@code whole}
 * ({@code -w}). Where several records of an event have the field, the original's rule of the last one, or of any, is kept.
 */
final class EventFilter {
    /** How a line says the address of a socket that has a path. */
    static final String UNIX_ADDRESS = "saddr=0100";

    /** How a line says the address of a socket that has a host: the family, IPv4 or IPv6, in hexadecimal digits. */
    static final String[] HOST_ADDRESSES = {"saddr=02", "saddr=0A", "saddr=0a"};

    private static final long NO_ID = -2;

    private EventFilter() {}

    static Predicate<TrailEvent> serial(long serial) {
        return event -> event.serial() == serial;
    }

    static Predicate<TrailEvent> key(String key, boolean whole) {
        return event -> anyMatches(new Facts(event).keys(), key, whole);
    }

    static Predicate<TrailEvent> file(String name, boolean whole) {
        return event ->
                event.records().stream().flatMap(EventFilter::fileNames).anyMatch(value -> matches(value, name, whole));
    }

    private static Stream<String> fileNames(TrailRecord record) {
        return switch (record.type()) {
            case "PATH" -> Stream.ofNullable(record.text("name"));
            case "AVC" -> Stream.of("path", "name").map(record::text).filter(Objects::nonNull);
            case "AVC_PATH", "CONFIG_CHANGE" -> Stream.ofNullable(record.text("path"));
            case "VIRT_RESOURCE" ->
                Stream.of("path", "new-disk")
                        .map(record::text)
                        .filter(Objects::nonNull)
                        .limit(1);
            case "INTEGRITY_DATA", "INTEGRITY_PCR" -> Stream.ofNullable(record.text("name"));
            case "SOCKADDR" -> Stream.ofNullable(NamedFile.socket(record.raw("saddr")));
            // the original looks for cwd= behind acct=, where a USER_CMD of ours has none
            default -> record.raw("acct") == null ? Stream.ofNullable(record.text("cwd")) : Stream.empty();
        };
    }

    static Predicate<TrailEvent> success(boolean wanted) {
        return event -> Objects.equals(successOf(event), wanted);
    }

    /** What lets through each event that is a failure, by what {@link #successOf(TrailRecord)} looks at. */
    static TrailQuery failures(TrailQuery query) {
        return query.notYes(
                "success",
                "res=failed",
                "type=AVC ",
                "type=USER_AVC ",
                "type=CONFIG_CHANGE ",
                "type=MAC_",
                "type=INTEGRITY_");
    }

    /** Whether the event is a success; {@code null} if nothing says. The last record that says counts. */
    static Boolean successOf(TrailEvent event) {
        Boolean success = null;
        for (TrailRecord record : event.records()) {
            Boolean says = successOf(record);
            success = says != null ? says : success;
        }
        return success;
    }

    private static Boolean successOf(TrailRecord record) {
        String type = record.type();
        switch (type) {
            case "SYSCALL":
                String value = record.raw("success");
                return value == null ? null : value.equals("yes");
            case "AVC", "USER_AVC":
                return record.line().contains("avc:  granted") || record.line().contains("avc: granted");
            case "DAEMON_ERR", "KERNEL_OTHER", "PATH", "CWD", "PROCTITLE", "EXECVE", "SOCKADDR", "OBJ_PID":
                return null;
            default:
                return ofResult(type, record.raw("res"));
        }
    }

    private static Boolean ofResult(String type, String result) {
        if (result == null) {
            return null;
        }
        if (type.equals("CONFIG_CHANGE")
                || type.startsWith("MAC_") && !type.equals("MAC_CHECK")
                || type.startsWith("INTEGRITY_")) {
            return result.equals("1");
        }
        return !result.startsWith("failed");
    }

    static Predicate<TrailEvent> command(String name, boolean whole) {
        return lastOf("comm", name, whole);
    }

    static Predicate<TrailEvent> executable(String name, boolean whole) {
        return lastOf("exe", name, whole);
    }

    static Predicate<TrailEvent> pid(long pid) {
        return lastOf("pid", String.valueOf(pid), true);
    }

    static Predicate<TrailEvent> parent(long pid) {
        String number = String.valueOf(pid);
        return event -> event.records().stream()
                .anyMatch(record ->
                        (record.type().equals("SYSCALL") || record.type().equals("FEATURE_CHANGE"))
                                && number.equals(record.raw("ppid")));
    }

    /** A number that only a SYSCALL has: the result. */
    static Predicate<TrailEvent> syscallNumber(String field, long wanted) {
        String number = String.valueOf(wanted);
        return event -> event.records().stream()
                .anyMatch(record -> record.type().equals("SYSCALL") && number.equals(record.raw(field)));
    }

    /** A user, group or session; -1, in whatever way it is written, is that of nobody. Of several records the last one that has it counts. */
    static Predicate<TrailEvent> id(long wanted, String... fields) {
        return event -> {
            for (String field : fields) {
                if (wanted == lastId(event, field)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** The number, or {@link #NO_ID} if no record has it. */
    private static long lastId(TrailEvent event, String field) {
        long last = NO_ID;
        for (TrailRecord record : event.records()) {
            String value = isParsed(record) ? record.raw(field) : null;
            if (value != null) {
                last = idOf(value);
            }
        }
        return last;
    }

    private static long idOf(String value) {
        try {
            return Long.parseLong(value) & 0xFFFF_FFFFL;
        } catch (NumberFormatException e) {
            return value.equals("unset") ? 0xFFFF_FFFFL : NO_ID;
        }
    }

    /** A field of Doorward's own, in whatever record it stands: a module may stand in several of an event. */
    static Predicate<TrailEvent> anyOf(String field, String wanted, boolean whole) {
        return event -> event.records().stream()
                .map(record -> record.text(field))
                .anyMatch(value -> value != null && matches(value, wanted, whole));
    }

    static Predicate<TrailEvent> subject(String label, boolean whole) {
        return event -> anyMatches(subjects(event), label, whole);
    }

    /** What was acted on, by its label: of an AVC, a program's too, of a file, a process that a signal went to, a machine's image. */
    static Predicate<TrailEvent> object(String label, boolean whole) {
        return event -> event.records().stream()
                .map(EventFilter::object)
                .anyMatch(value -> value != null && matches(value, label, whole));
    }

    private static String object(TrailRecord record) {
        return switch (record.type()) {
            case "AVC", "USER_AVC" -> record.raw("tcontext");
            case "OBJ_PID", "PATH", "IPC", "NETFILTER_PKT" -> record.raw("obj");
            case "VIRT_MACHINE_ID" -> record.raw("img-ctx");
            default -> null;
        };
    }

    private static List<String> subjects(TrailEvent event) {
        List<String> subjects = new ArrayList<>();
        for (TrailRecord record : event.records()) {
            if (!isParsed(record)) {
                continue;
            }
            String name = record.type().equals("AVC") ? "scontext" : "subj";
            if (record.raw(name) != null) {
                subjects.add(record.raw(name));
            }
            if (record.type().equals("VIRT_MACHINE_ID") && record.raw("vm-ctx") != null) {
                subjects.add(record.raw("vm-ctx"));
            }
        }
        return subjects;
    }

    /** The host at the other end: its name, else its address. */
    static Predicate<TrailEvent> host(String name, boolean whole) {
        return said(Facts::host, name, whole);
    }

    static Predicate<TrailEvent> terminal(String name, boolean whole) {
        return said(Facts::terminal, name, whole);
    }

    static Predicate<TrailEvent> virtualMachine(String name, boolean whole) {
        return said(Facts::virtualMachine, name, whole);
    }

    static Predicate<TrailEvent> virtualMachineId(String uuid, boolean whole) {
        return said(Facts::virtualMachineId, uuid, whole);
    }

    private static Predicate<TrailEvent> said(Function<Facts, String> what, String wanted, boolean whole) {
        return event -> {
            String value = what.apply(new Facts(event));
            return value != null && matches(value, wanted, whole);
        };
    }

    private static Predicate<TrailEvent> lastOf(String field, String wanted, boolean whole) {
        return event -> {
            String last = null;
            for (TrailRecord record : event.records()) {
                String value = isParsed(record) ? record.text(field) : null;
                last = value != null ? value : last;
            }
            return last != null && matches(last, wanted, whole);
        };
    }

    /** The original knows these types, but none of their fields. */
    private static boolean isParsed(TrailRecord record) {
        String type = record.type();
        return switch (type) {
            case "CAPSET", "DAEMON_ERR", "KERNEL_OTHER" -> false;
            default -> !type.startsWith("APPARMOR_");
        };
    }

    private static boolean anyMatches(List<String> values, String wanted, boolean whole) {
        for (String value : values) {
            if (matches(value, wanted, whole)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String value, String wanted, boolean whole) {
        return whole ? value.equals(wanted) : value.contains(wanted);
    }
}

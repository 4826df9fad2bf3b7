package org.doorward.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.doorward.event.KindSpec.PathItem;
import org.doorward.module.OpenFlags;

/**
 * What the event of an operation holds, gathered from entries that come in any order. A place is the offset of an entry, 0 = there is
 * none. Not safe for several threads.
 */
final class OperationEntries {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]{0,31}\\.[a-z][a-z0-9]{0,31}");
    private static final PathItem FIRST_OF_ARGV = new PathItem("NORMAL", "argv[0]", false);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    final List<Integer> denials = new ArrayList<>();
    final List<Integer> arguments = new ArrayList<>();
    final List<Integer> sections = new ArrayList<>();
    final Set<String> keys = new LinkedHashSet<>();
    final List<String> via = new ArrayList<>();
    final List<Integer> addresses = new ArrayList<>();
    final List<Integer> argv = new ArrayList<>();
    final int[] paths = new int[2];
    /** Kept from event to event: the next one is most often of the same kind. */
    KindSpec kind;

    private String lastSaid;
    private String lastChecked;
    String bundle;
    String location;
    String label;
    String tenant;
    String principal;
    String exception;
    boolean startsProcess;
    int argc;
    /** The address of SOCKADDR, whether it is resolved or not. */
    int socket;
    /** The process of OBJ_PID. */
    int process;
    /** The argument that stands among those of the Linux call. */
    int held;

    long size;
    boolean success;
    int exit;
    int options;
    int cut;
    long entry;
    long duration;

    private void clear() {
        denials.clear();
        arguments.clear();
        sections.clear();
        keys.clear();
        via.clear();
        addresses.clear();
        argv.clear();
        tenant = null;
        principal = null;
        startsProcess = false;
        argc = 0;
        socket = 0;
        process = 0;
        held = 0;
        size = 0;
        paths[0] = 0;
        paths[1] = 0;
        bundle = "unattributed";
        location = "";
        label = "unattributed";
        exception = null;
        success = false;
        exit = Errno.UNKNOWN;
        options = 0;
        cut = 0;
        entry = -1;
        duration = -1;
    }

    /** Reads all entries. @throws IllegalArgumentException if they are not those of an operation */
    void gather(EventDecoder event) {
        clear();
        event.rewind();
        if (event.next() != EventLayout.TAG_KIND) {
            throw new IllegalArgumentException("not an event: the first entry is not the kind");
        }
        boolean application = event.readByte() != 0;
        String name = event.readToken();
        if (kind == null || kind.application() != application || !kind.name().equals(name)) {
            kind = kind(name, application);
        }
        for (int tag = event.next(); tag != 0; tag = event.next()) {
            take(event, tag);
        }
        if (paths[0] == 0 && kind.records().items().contains(FIRST_OF_ARGV) && !argv.isEmpty()) {
            paths[0] = argv.get(0); // it begins as the entry of a path does: one byte, and the text
        }
    }

    private static KindSpec kind(String name, boolean application) {
        if (name == null || !KIND.matcher(name).matches()) {
            throw new IllegalArgumentException("not an event: kind [" + name + "], expected family.verb");
        }
        KindSpec kind = application
                ? KindSpec.application(name, List.of())
                : KindTable.contract().find(name);
        if (kind == null) {
            throw new IllegalArgumentException("not an event: unknown kind [" + name + "]");
        }
        return kind;
    }

    /** The PATH records, none if no path was given. */
    List<PathItem> items() {
        if (paths[0] == 0) {
            return List.of();
        }
        return kind.items(
                (options & OpenFlags.CREATE_NEW) != 0 || kind.records().items().isEmpty());
    }

    /** Whether PATH records name both paths, so that it is to be said which is which. */
    boolean hasTwoPathRecords() {
        return paths[1] != 0 && kind.hasTwoPathRecords();
    }

    /** The second path if it stands in no PATH record, else 0. */
    int pathWithoutRecord() {
        return kind.pathCount() > 1 && !hasTwoPathRecords() ? paths[1] : 0;
    }

    private void take(EventDecoder event, int tag) {
        switch (tag) {
            case EventLayout.TAG_SUBJECT -> {
                bundle = present(event.readToken(), "symbolic name");
                event.readToken();
                location = present(event.readToken(), "location");
                label = checked(present(event.readToken(), "label"));
            }
            case EventLayout.TAG_NUMBER, EventLayout.TAG_BOOLEAN -> number(event);
            case EventLayout.TAG_TEXT, EventLayout.TAG_DECIMAL, EventLayout.TAG_SECRET, EventLayout.TAG_HASHED ->
                arguments.add(event.entry());
            case EventLayout.TAG_ADDRESS, EventLayout.TAG_UNIX_ADDRESS -> address(event);
            case EventLayout.TAG_PATH ->
                // Of a kind with one path a later one counts: the name that was made is known when the operation has
                // ended.
                paths[paths[0] == 0 || kind.pathCount() == 1 ? 0 : 1] = event.entry();
            case EventLayout.TAG_ARGV -> {
                startsProcess = true;
                argc = event.readInt();
            }
            case EventLayout.TAG_ARGV_ARGUMENT -> argv.add(event.entry());
            case EventLayout.TAG_PROCESS -> process = event.entry();
            case EventLayout.TAG_SIZE -> size = event.readLong();
            case EventLayout.TAG_TENANT -> tenant = event.readToken();
            case EventLayout.TAG_PRINCIPAL -> principal = event.readToken();
            case EventLayout.TAG_VIA -> via.add(Label.checked(present(event.readToken(), "label of a bundle")));
            case EventLayout.TAG_OPTIONS -> options = event.readInt();
            case EventLayout.TAG_SECTION -> {
                sections.add(event.entry());
                event.readToken();
                key(event.readToken());
            }
            case EventLayout.TAG_KEY -> key(event.readToken());
            case EventLayout.TAG_DENIAL -> denials.add(event.entry());
            case EventLayout.TAG_OUTCOME -> {
                success = event.readByte() != 0;
                exit = event.readInt();
                exception = event.readToken();
            }
            case EventLayout.TAG_DURATION -> duration = event.readLong();
            case EventLayout.TAG_ENTRY -> entry = event.readLong();
            case EventLayout.TAG_CUT -> cut = event.readInt();
            default -> {
                // a field of a section is read with its section
            }
        }
    }

    private String checked(String said) {
        if (said != lastSaid) { // most often the very same word, which needs no second look
            lastChecked = Label.checked(said);
            lastSaid = said;
        }
        return lastChecked;
    }

    private void number(EventDecoder event) {
        String name = CallArguments.held(kind);
        if (name != null && event.readName().equals(name)) {
            held = event.entry();
        } else {
            arguments.add(event.entry());
        }
    }

    private void address(EventDecoder event) {
        int entry = event.entry();
        addresses.add(entry);
        if (event.readName().equals(kind.records().socket())) {
            socket = entry;
        }
        arguments.add(entry);
    }

    private void key(String key) {
        if (key != null) {
            keys.add(isPrintable(key) ? key : CONTROL.matcher(key).replaceAll("?"));
        }
    }

    /** Whether no character is one that {@link #CONTROL} means. */
    private static boolean isPrintable(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < 0x20 || key.charAt(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String present(String token, String what) {
        if (token == null) {
            throw new IllegalArgumentException("not an event: a subject without " + what);
        }
        return token;
    }
}

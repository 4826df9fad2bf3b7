package org.doorward.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.doorward.module.PathArgument.Role;

/**
 * What the event of an operation holds, gathered from entries that come in any order. A place is the offset of an entry, 0 = there is
 * none. Not safe for several threads.
 */
final class OperationEntries {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]{0,31}\\.[a-z][a-z0-9]{0,31}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    final List<Integer> denials = new ArrayList<>();
    final List<Integer> arguments = new ArrayList<>();
    final List<Integer> sections = new ArrayList<>();
    final Set<String> keys = new LinkedHashSet<>();
    final int[] paths = new int[2];
    KindSpec kind;
    String bundle;
    String location;
    String label;
    String exception;
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
        if (name == null || !KIND.matcher(name).matches()) {
            throw new IllegalArgumentException("not an event: kind [" + name + "], expected family.verb");
        }
        kind = application
                ? KindSpec.application(name, List.of())
                : KindTable.contract().find(name);
        if (kind == null) {
            throw new IllegalArgumentException("not an event: unknown kind [" + name + "]");
        }
        for (int tag = event.next(); tag != 0; tag = event.next()) {
            take(event, tag);
        }
    }

    private void take(EventDecoder event, int tag) {
        switch (tag) {
            case EventLayout.TAG_SUBJECT -> {
                bundle = present(event.readToken(), "symbolic name");
                event.readToken();
                location = present(event.readToken(), "location");
                label = Label.checked(present(event.readToken(), "label"));
            }
            case EventLayout.TAG_TEXT,
                    EventLayout.TAG_NUMBER,
                    EventLayout.TAG_DECIMAL,
                    EventLayout.TAG_BOOLEAN,
                    EventLayout.TAG_SECRET,
                    EventLayout.TAG_HASHED -> arguments.add(event.entry());
            case EventLayout.TAG_PATH ->
                paths[event.readByte() == Role.TARGET.ordinal() && paths[0] != 0 ? 1 : 0] = event.entry();
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

    private void key(String key) {
        if (key != null) {
            keys.add(CONTROL.matcher(key).replaceAll("?"));
        }
    }

    private static String present(String token, String what) {
        if (token == null) {
            throw new IllegalArgumentException("not an event: a subject without " + what);
        }
        return token;
    }
}

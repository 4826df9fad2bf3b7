package org.doorward.event;

import java.util.List;
import java.util.Objects;

/** What is known of a kind: its number, its slots, and which records go with it. Immutable, safe for all threads. */
public final class KindSpec {
    /** The number that all kinds of applications share. */
    public static final int APPLICATION_NUMBER = 6001;

    /**
     * A typed slot.
     *
     * @param name as in records
     * @param type {@code path}, {@code string}, {@code int}, {@code long}, ... as in the table of kinds; for an application's kind
     *     {@code text}, {@code number}, {@code decimal}, {@code boolean}, {@code secret}, {@code hashed}, {@code path}, {@code flags}
     * @param role what it is to the operation: {@code object}, {@code source}, {@code target}, {@code value}, {@code mode}, ...
     * @param optional whether it may be absent
     */
    public record Slot(String name, String type, String role, boolean optional) {}

    /**
     * One PATH record.
     *
     * @param nametype {@code NORMAL}, {@code PARENT}, {@code CREATE}, {@code DELETE}, {@code UNKNOWN}
     * @param argument whose path it is
     * @param parent whether the folder of that path is meant
     */
    public record PathItem(String nametype, String argument, boolean parent) {}

    /**
     * Which records go with a kind, apart from those that all have.
     *
     * @param items the PATH records in order
     * @param otherItems those of the second form, if there is one: of an open that creates a new file, of a library by its path
     * @param socket the argument in SOCKADDR, or {@code null}
     * @param process the argument in OBJ_PID, or {@code null}
     */
    record Records(List<PathItem> items, List<PathItem> otherItems, String socket, String process) {
        private static final Records NONE = new Records(List.of(), List.of(), null, null);

        Records {
            items = List.copyOf(items);
            otherItems = List.copyOf(otherItems);
        }
    }

    private final String name;
    private final byte[] token;
    private final int number;
    private final boolean application;
    private final List<Slot> slots;
    private final Records records;
    private final List<String> exceptions;
    private final String family;
    private final String verb;
    private final int pathCount;
    private final boolean twoPathRecords;

    KindSpec(String name, int number, boolean application, List<Slot> slots, Records records, List<String> exceptions) {
        this.name = Objects.requireNonNull(name).intern();
        this.token = Utf8.token(this.name);
        this.family = this.name.substring(0, this.name.indexOf('.'));
        this.verb = this.name.substring(this.name.indexOf('.') + 1);
        this.number = number;
        this.application = application;
        this.slots = List.copyOf(slots);
        this.records = records;
        this.exceptions = List.copyOf(exceptions);
        this.pathCount =
                (int) slots.stream().filter(slot -> slot.type().equals("path")).count();
        this.twoPathRecords =
                records.items().stream().map(PathItem::argument).distinct().count() > 1;
    }

    /** A kind of an application's own. Its paths, if it has any, are plain arguments. */
    public static KindSpec application(String name, List<Slot> slots) {
        return new KindSpec(name, APPLICATION_NUMBER, true, slots, Records.NONE, List.of());
    }

    /** The name as an event has it; not to be changed. */
    byte[] token() {
        return token;
    }

    /** {@code family.verb}, interned. */
    public String name() {
        return name;
    }

    /** The half before the dot: {@code tclass=}. */
    public String family() {
        return family;
    }

    /** The half behind the dot: the permission of an AVC. */
    public String verb() {
        return verb;
    }

    /** {@code syscall=}. */
    public int number() {
        return number;
    }

    /** Whether an application defined it. */
    public boolean application() {
        return application;
    }

    /** The slots in order. */
    public List<Slot> slots() {
        return slots;
    }

    /** The class names of what a denial throws out of a woven method: the first that the method declares; empty for an application's kind. */
    public List<String> exceptions() {
        return exceptions;
    }

    /** Whether a PATH record names the path of this argument. */
    public boolean isInPathRecords(String argument) {
        return records.items().stream().anyMatch(item -> item.argument().equals(argument))
                || records.otherItems().stream()
                        .anyMatch(item -> item.argument().equals(argument));
    }

    /** Whether OBJ_PID tells of the process whose number this argument is. */
    public boolean isProcess(String argument) {
        return argument.equals(records.process());
    }

    /** How many slots are paths. */
    public int pathCount() {
        return pathCount;
    }

    /** The PATH records in order; {@code creating}: of an open that creates a new file. */
    public List<PathItem> items(boolean creating) {
        return creating && !records.otherItems().isEmpty() ? records.otherItems() : records.items();
    }

    /** Whether PATH records name two paths. */
    boolean hasTwoPathRecords() {
        return twoPathRecords;
    }

    Records records() {
        return records;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}

package org.doorward.core;

import java.util.Arrays;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;

/**
 * The arguments of one operation, by the slots of its kind. Core's own copies: text, numbers and names of paths, never an object of
 * the caller. One thread at a time; the arrays are kept from operation to operation.
 */
final class Arguments {
    private static final int LEAST_TEXTS = 8;

    private final WorkingFolder folder;
    private final PathName firstPath;
    private final PathName secondPath;
    private Shape shape;
    private int given;
    private boolean hasTexts;
    private String[] texts = new String[LEAST_TEXTS];
    private long[] numbers = new long[LEAST_TEXTS];
    /** Addresses, command lines, bundles, handles. */
    private Object[] objects = new Object[LEAST_TEXTS];

    private boolean hasObjects;

    Arguments(WorkingFolder folder) {
        this.folder = folder;
        this.firstPath = new PathName(folder);
        this.secondPath = new PathName(folder);
    }

    void open(Shape kind) {
        if (shape == kind) {
            return;
        }
        shape = kind;
        if (texts.length < kind.size()) {
            texts = new String[kind.size()];
            numbers = new long[kind.size()];
            objects = new Object[kind.size()];
        }
    }

    /** Forgets every value. */
    void clear() {
        given = 0;
        firstPath.clear();
        secondPath.clear();
        if (hasTexts) {
            hasTexts = false;
            Arrays.fill(texts, null);
        }
        if (hasObjects) {
            hasObjects = false;
            Arrays.fill(objects, null);
        }
    }

    Shape shape() {
        return shape;
    }

    boolean has(int slot) {
        return (given & 1 << slot) != 0;
    }

    /** The slots that must be set and are not. */
    int missing() {
        return shape.required() & ~given;
    }

    /** Sets text; {@code null} leaves the slot out. */
    void text(int slot, String value) {
        texts[slot] = value;
        hasTexts = true;
        given(slot, value != null);
    }

    String text(int slot) {
        return has(slot) ? texts[slot] : null;
    }

    void number(int slot, long value) {
        numbers[slot] = value;
        given(slot, true);
    }

    long number(int slot) {
        return has(slot) ? numbers[slot] : 0;
    }

    /**
     * Sets an {@link Address}, the words of a command line, a {@link BundleIdentity} (beside the name of a class: whose it is), a
     * {@link BundleGroup} or a handle; {@code null} leaves the slot out.
     */
    void object(int slot, Object value) {
        objects[slot] = value;
        hasObjects = true;
        given(slot, value != null);
    }

    Object object(int slot) {
        return slot >= 0 && has(slot) ? objects[slot] : null;
    }

    /** The labels of the bundle, or of the bundles, in a slot; {@code null} if there is none. */
    String bundles(int slot) {
        Object bundles = object(slot);
        return bundles instanceof BundleGroup group
                ? group.label()
                : bundles == null ? null : ((BundleIdentity) bundles).label();
    }

    /** Says that there is a secret. */
    void secret(int slot) {
        given(slot, true);
    }

    /** Sets a path; {@code null} leaves the slot out; {@code uri} says that it is one of another file system. */
    void path(int slot, String name, boolean uri) {
        PathName path = pathOf(slot);
        path.clear();
        if (name != null) {
            path.set(name, uri);
        }
        given(slot, name != null);
    }

    private void given(int slot, boolean isGiven) {
        given = isGiven ? given | 1 << slot : given & ~(1 << slot);
    }

    /** The path of a slot of type path. */
    PathName pathOf(int slot) {
        return slot == shape.secondPath() ? secondPath : firstPath;
    }

    /** How many paths were given. */
    int pathCount() {
        return (hasFirst() ? 1 : 0) + (shape.secondPath() >= 0 && has(shape.secondPath()) ? 1 : 0);
    }

    /** The paths that were given, in the order of their slots. */
    PathName pathAt(int index) {
        return index == 0 && hasFirst() ? firstPath : secondPath;
    }

    private boolean hasFirst() {
        return shape.firstPath() >= 0 && has(shape.firstPath());
    }

    /** Writes everything that is given. A command line goes last: it may fill the event. */
    void write(EventEncoder event) {
        int argv = -1;
        for (int i = 0; i < shape.size(); i++) {
            if (!has(i)) {
                continue;
            }
            if (shape.slot(i).type() == SlotType.ARGV) {
                argv = i;
            } else {
                write(i, event);
            }
        }
        if (argv >= 0) {
            write(argv, event);
        }
    }

    /** Writes what the record of an entry has: paths, addresses, a command line. */
    void writeEntry(EventEncoder event) {
        for (int i = 0; i < shape.size(); i++) {
            SlotType type = shape.slot(i).type();
            if (has(i) && (type == SlotType.PATH || type == SlotType.ADDRESS || type == SlotType.ARGV)) {
                write(i, event);
            }
        }
    }

    /** Writes one slot that is given. */
    void write(int i, EventEncoder event) {
        Shape.Slot slot = shape.slot(i);
        switch (slot.type()) {
            case TEXT -> event.text(slot.name(), texts[i]);
            case NUMBER -> writeNumber(slot.name(), numbers[i], event);
            case DECIMAL -> event.decimal(slot.name(), numbers[i], slot.decimals());
            case BOOLEAN -> event.bool(slot.name(), numbers[i] != 0);
            case FLAGS -> {
                if (i == shape.flags() || shape.spec().application()) {
                    event.options((int) numbers[i]);
                } else {
                    event.bool(slot.name(), numbers[i] != 0);
                }
            }
            case SECRET -> event.secret(slot.name());
            case HASHED -> event.hashed(slot.name(), texts[i]);
            case PATH -> {
                if (shape.isText(i)) {
                    event.text(slot.name(), pathOf(i).absolute());
                } else {
                    pathOf(i).write(slot.role(), event);
                }
            }
            case ADDRESS -> writeAddress(slot.name(), (Address) objects[i], shape.isAskedFor(i), event);
            case ARGV -> {
                String[] words = (String[]) objects[i];
                event.argv(words.length);
                for (String word : words) {
                    event.argvText(word);
                }
            }
            case BUNDLE -> {
                String label = bundles(i);
                if (!label.isEmpty()) {
                    event.text(slot.name(), label);
                }
            }
            case HANDLE -> {
                // Never written.
            }
        }
    }

    private void writeNumber(String name, long value, EventEncoder event) {
        if (shape.spec().isProcess(name)) {
            String[] words = (String[]) object(shape.indexOf(SlotType.ARGV));
            event.process(name, value, words == null ? null : commandOf(words[0]));
        } else {
            event.number(name, value);
        }
    }

    /** As {@code comm}: the file's name, at most 15 characters. */
    private static String commandOf(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        return name.length() > 15 ? name.substring(0, 15) : name;
    }

    private static void writeAddress(String name, Address address, boolean asked, EventEncoder event) {
        if (address.socketFile() != null) {
            event.unixAddress(name, address.socketFile());
        } else if (address.ip() == null) {
            event.unresolvedAddress(name, address.host(), address.port());
        } else {
            event.address(name, address.ip(), address.scope(), address.port(), asked ? address.host() : null);
        }
    }

    /** Whether these are the arguments of one operation that two frames see: equal, on the same handle. */
    boolean isSameAs(Arguments other) {
        if (shape != other.shape) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (shape.required(i) && has(i) != other.has(i) || has(i) && other.has(i) && !isSame(i, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(int i, Arguments other) {
        return switch (shape.slot(i).type()) {
            case TEXT, HASHED -> texts[i].equals(other.texts[i]);
            case NUMBER, DECIMAL, BOOLEAN, FLAGS -> numbers[i] == other.numbers[i];
            case SECRET -> true;
            case PATH ->
                CharSequence.compare(pathOf(i).absolute(), other.pathOf(i).absolute()) == 0;
            case ADDRESS -> ((Address) objects[i]).isSameAs((Address) other.objects[i]);
            case ARGV -> Arrays.equals((String[]) objects[i], (String[]) other.objects[i]);
            case BUNDLE -> objects[i].equals(other.objects[i]);
            case HANDLE -> objects[i] == other.objects[i];
        };
    }

    /** The bytes that {@link #write} takes at most. */
    long bound() {
        long bytes = 0;
        if (given != 0) {
            for (int i = 0; i < shape.size(); i++) {
                bytes += has(i) ? bound(i) : 0;
            }
        }
        return bytes;
    }

    private long bound(int slot) {
        if (objects[slot] instanceof String[] words) {
            long size = 64;
            for (String word : words) {
                size += 16 + 3L * word.length();
            }
            return size;
        }
        if (objects[slot] instanceof BundleGroup group) {
            return 64 + Math.min(EventLayout.MAXIMUM_TEXT, 3L * group.label().length());
        }
        if (objects[slot] != null) {
            return 1024; // names of a bundle, or of a host and its address
        }
        boolean path = shape.slot(slot).type() == SlotType.PATH;
        String text = path ? pathOf(slot).given() : texts[slot];
        int before = path ? folder.bytes().length + 1 : 0;
        long size = text == null ? 0 : Math.min(EventLayout.MAXIMUM_TEXT, 3L * text.length() + before);
        return 64 + size;
    }
}

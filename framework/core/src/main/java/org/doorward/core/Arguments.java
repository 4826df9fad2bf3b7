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

    void write(EventEncoder event) {
        boolean application = shape.spec().application();
        for (int i = 0; i < shape.size(); i++) {
            if (!has(i)) {
                continue;
            }
            Shape.Slot slot = shape.slot(i);
            switch (slot.type()) {
                case TEXT -> event.text(slot.name(), texts[i]);
                case NUMBER -> event.number(slot.name(), numbers[i]);
                case DECIMAL -> event.decimal(slot.name(), numbers[i], slot.decimals());
                case BOOLEAN -> event.bool(slot.name(), numbers[i] != 0);
                case FLAGS -> event.options((int) numbers[i]);
                case SECRET -> event.secret(slot.name());
                case HASHED -> event.hashed(slot.name(), texts[i]);
                case PATH -> {
                    CharSequence name = pathOf(i).absolute();
                    if (application) {
                        event.text(slot.name(), name);
                    } else {
                        event.path(slot.role(), name);
                    }
                }
                case FOREIGN -> throw new IllegalStateException("slot [" + slot.words() + "] cannot be set by a guard");
            }
        }
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
        boolean path = shape.slot(slot).type() == SlotType.PATH;
        String text = path ? pathOf(slot).given() : texts[slot];
        int before = path ? folder.bytes().length + 1 : 0;
        long size = text == null ? 0 : Math.min(EventLayout.MAXIMUM_TEXT, 3L * text.length() + before);
        return 64 + size;
    }
}

package org.doorward.core;

import java.util.ArrayList;
import java.util.List;
import org.doorward.event.KindSpec;
import org.doorward.module.Argument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Kind;
import org.doorward.module.PathArgument;

/** The slots of a kind, as arrays for the hot path: a frame keeps its arguments by the index of their slot. Immutable. */
final class Shape {
    /** One slot; {@code role} of paths only. */
    record Slot(String name, SlotType type, int decimals, PathArgument.Role role, boolean optional) {
        /** Text for messages: {@code amount (decimal 2)}. */
        String words() {
            String more = type == SlotType.DECIMAL
                    ? " " + decimals
                    : role == null ? "" : " " + role.name().toLowerCase(java.util.Locale.ROOT);
            return name + " (" + type.word() + more + ")";
        }
    }

    private final KindSpec spec;
    private final Slot[] slots;
    private final int required;
    private final int needed;
    private final int texts;
    private final int asked;
    private final int firstPath;
    private final int secondPath;
    private final boolean twoPaths;
    private final Family family;
    private final int flags;

    private Shape(KindSpec spec, List<Slot> list) {
        this.spec = spec;
        this.slots = list.toArray(Slot[]::new);
        int mask = 0;
        int first = -1;
        int second = -1;
        int options = -1;
        for (int i = 0; i < slots.length; i++) {
            if (!slots[i].optional()) {
                mask |= 1 << i;
            }
            if (slots[i].type() == SlotType.PATH) {
                if (first < 0) {
                    first = i;
                } else if (second < 0) {
                    second = i;
                }
            }
            if (slots[i].type() == SlotType.FLAGS
                    && options < 0
                    && (spec.application() || slots[i].name().equals("flags"))) {
                options = i;
            }
        }
        this.flags = options;
        this.required = mask;
        this.texts = textsOf(spec);
        this.asked = askedOf(spec);
        this.needed = spec.application() ? mask : neededOf(spec);
        this.firstPath = first;
        this.family = Family.of(spec);
        this.secondPath = second;
        this.twoPaths = second >= 0 && !slots[second].optional();
    }

    private static int textsOf(KindSpec spec) {
        int mask = 0;
        for (int i = 0; i < spec.slots().size(); i++) {
            boolean only = spec.pathCount() == 1
                    && !spec.isInPathRecords(spec.slots().get(i).name());
            mask |= spec.application() || only ? 1 << i : 0;
        }
        return mask;
    }

    private static int askedOf(KindSpec spec) {
        int mask = 0;
        for (int i = 0; i < spec.slots().size(); i++) {
            mask |= spec.slots().get(i).role().equals("target") ? 1 << i : 0;
        }
        return mask;
    }

    private static int neededOf(KindSpec spec) {
        int mask = 0;
        for (int i = 0; i < spec.slots().size(); i++) {
            mask |= spec.slots().get(i).optional() ? 0 : 1 << i;
        }
        return mask;
    }

    /** The shape of a kind of the contract. */
    static Shape of(KindSpec spec) {
        List<Slot> list = new ArrayList<>();
        for (KindSpec.Slot slot : spec.slots()) {
            SlotType type = SlotType.ofContract(slot.type());
            PathArgument.Role role = type == SlotType.PATH ? roleOf(spec, slot) : null;
            // Flags are part of every call in the table, but the guard's callers need not say them; nobody else is
            // asked.
            boolean optional = slot.optional() || type != SlotType.PATH;
            list.add(new Slot(slot.name().intern(), type, 0, role, optional));
        }
        return new Shape(spec, list);
    }

    private static PathArgument.Role roleOf(KindSpec spec, KindSpec.Slot slot) {
        long paths = spec.slots().stream()
                .filter(other -> other.type().equals("path") && !other.optional())
                .count();
        if (paths < 2) {
            return PathArgument.Role.OBJECT;
        }
        return slot.role().equals("source") ? PathArgument.Role.SOURCE : PathArgument.Role.TARGET;
    }

    /** The shape of an application's kind with these slots. */
    static Shape of(String kind, List<Slot> slots) {
        List<KindSpec.Slot> list = new ArrayList<>();
        for (Slot slot : slots) {
            String role = slot.role() == null ? "value" : slot.role().name().toLowerCase(java.util.Locale.ROOT);
            list.add(new KindSpec.Slot(slot.name(), slot.type().word(), role, true));
        }
        return new Shape(KindSpec.application(kind, list), slots);
    }

    /** The slots that a definition brings along. */
    static List<Slot> slotsOf(Kind kind) {
        List<Slot> list = new ArrayList<>();
        for (Argument argument : kind.arguments()) {
            list.add(slotOf(argument));
        }
        return list;
    }

    private static Slot slotOf(Argument argument) {
        int decimals = argument instanceof DecimalArgument decimal ? decimal.decimals() : 0;
        PathArgument.Role role = argument instanceof PathArgument path ? path.role() : null;
        return new Slot(argument.name(), SlotType.of(argument), decimals, role, true);
    }

    KindSpec spec() {
        return spec;
    }

    String kind() {
        return spec.name();
    }

    /** The slot of that name, or -1. */
    int indexOf(String name) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The first slot of that type, or -1. */
    int indexOf(SlotType type) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].type() == type) {
                return i;
            }
        }
        return -1;
    }

    Family family() {
        return family;
    }

    int size() {
        return slots.length;
    }

    Slot slot(int index) {
        return slots[index];
    }

    /** The slot of that name, or {@code null}. */
    Slot slot(String name) {
        for (Slot slot : slots) {
            if (slot.name().equals(name)) {
                return slot;
            }
        }
        return null;
    }

    List<Slot> slots() {
        return List.of(slots);
    }

    /** Whether an address is one that somebody asked for, and not that of a peer or of this host. */
    boolean isAskedFor(int index) {
        return (asked & 1 << index) != 0;
    }

    /** Whether a path is written as an argument, for lack of a PATH record that has it. */
    boolean isText(int index) {
        return (texts & 1 << index) != 0;
    }

    /** Whether every operation of the kind has this argument. */
    boolean required(int index) {
        return (needed & 1 << index) != 0;
    }

    /** A bit for each slot that must be set by a guard. */
    int required() {
        return required;
    }

    /** The slot of the source or only path, or -1. */
    int firstPath() {
        return firstPath;
    }

    /** The slot of the target, or -1. */
    int secondPath() {
        return secondPath;
    }

    /** The slot of the open options, or -1. */
    int flags() {
        return flags;
    }

    boolean hasTwoPaths() {
        return twoPaths;
    }

    /**
     * The index of the slot that an argument means: same kind, same name, same type.
     *
     * @throws IllegalArgumentException if there is none
     */
    int find(Argument argument, SlotType type) {
        // Names are interned on both sides.
        if (argument.kind().name() == spec.name()) {
            String name = argument.name();
            for (int i = 0; i < slots.length; i++) {
                if (slots[i].name() == name) {
                    if (isReadAs(type, slots[i]) && fits(argument, slots[i])) {
                        return i;
                    }
                    break;
                }
            }
        }
        throw mismatch(argument, type);
    }

    /* A module reads a bundle as text. */
    private static boolean isReadAs(SlotType type, Slot slot) {
        return slot.type() == type || type == SlotType.TEXT && slot.type() == SlotType.BUNDLE;
    }

    private boolean fits(Argument argument, Slot slot) {
        if (argument instanceof DecimalArgument decimal) {
            return decimal.decimals() == slot.decimals();
        }
        if (argument instanceof PathArgument path) {
            return path.role() == slot.role() || slot.role() == PathArgument.Role.OBJECT;
        }
        return true;
    }

    private IllegalArgumentException mismatch(Argument argument, SlotType type) {
        StringBuilder slotList = new StringBuilder();
        for (Slot slot : slots) {
            slotList.append(slotList.length() == 0 ? "" : ", ").append(slot.words());
        }
        return new IllegalArgumentException("argument [" + argument + "] (" + type.word() + ") is no slot of kind ["
                + spec.name() + "]; it has [" + slotList + "]");
    }
}

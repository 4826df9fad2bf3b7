package org.doorward.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.doorward.module.Kind;

/**
 * All kinds: those of the contract from the start, those of applications from their first operation. Of an application's kind
 * only names and slots are kept, never a class of a bundle. Not safe for several threads: core's lock guards it.
 */
final class KindRegistry {
    /** Application kinds have the numbers 6001 to 6999 of the contract. */
    static final int MAXIMUM_APPLICATION_KINDS = 999;

    /** A bit for each in a frame. */
    private static final int MAXIMUM_SLOTS = 31;

    /** Who defined a kind: enough to tell an update of a bundle from another bundle. */
    private record Definer(String symbolicName, String location, String label) {
        static Definer of(BundleIdentity bundle) {
            return new Definer(bundle.symbolicName(), bundle.location(), bundle.label());
        }

        boolean isUpdatedBy(BundleIdentity bundle) {
            return symbolicName.equals(bundle.symbolicName()) && location.equals(bundle.location());
        }
    }

    private final KindTable contract;
    private final List<KindEntry> entries = new ArrayList<>();
    private final Map<String, KindEntry> byName = new HashMap<>();
    private final Map<String, Definer> definers = new HashMap<>();

    KindRegistry(KindTable contract) {
        this.contract = contract;
        for (KindSpec spec : contract.all()) {
            add(new KindEntry(entries.size(), true, Shape.of(spec)));
        }
    }

    List<KindEntry> entries() {
        return entries;
    }

    KindEntry find(String name) {
        return byName.get(name);
    }

    KindTable contract() {
        return contract;
    }

    /**
     * The kind that an enforcement point means; defined now if it is an application's and new.
     *
     * @throws IllegalArgumentException if the family is mediated by the framework itself, the kind unknown in its family, the
     *     definition contradicts the one of another bundle, or there are too many kinds
     */
    KindEntry forGuard(Kind kind, BundleIdentity owner) {
        KindEntry known = byName.get(kind.name());
        if (contract.owns(kind.family())) {
            if (!kind.family().equals("file")) {
                throw new IllegalArgumentException(
                        "kind [" + kind + "]: operations of family [" + kind.family()
                                + "] are mediated by the framework itself; a guard takes family file and kinds of an application's own");
            }
            if (known == null) {
                throw new IllegalArgumentException(
                        "kind [" + kind + "]: family [file] has no such kind; docs/hooks.md lists its kinds");
            }
            return known;
        }
        return known == null ? define(kind, owner) : extend(known, kind, owner);
    }

    private KindEntry define(Kind kind, BundleIdentity owner) {
        if (definers.size() == MAXIMUM_APPLICATION_KINDS) {
            throw new IllegalArgumentException("kind [" + kind + "] of bundle [" + owner.label()
                    + "]: applications have defined " + MAXIMUM_APPLICATION_KINDS
                    + " kinds already, which is the limit; fewer kinds with more arguments are meant");
        }
        KindEntry entry = new KindEntry(entries.size(), false, shape(kind, Shape.slotsOf(kind), owner));
        definers.put(kind.name(), Definer.of(owner));
        return add(entry);
    }

    /* Two bundles may each define the slots that they use. What both define must be equal, unless the first one was updated. */
    private KindEntry extend(KindEntry known, Kind kind, BundleIdentity owner) {
        Definer definer = definers.get(kind.name());
        Shape shape = known.shape();
        List<Shape.Slot> slots = new ArrayList<>(shape.slots());
        boolean changed = false;
        for (Shape.Slot slot : Shape.slotsOf(kind)) {
            Shape.Slot other = shape.slot(slot.name());
            if (slot.equals(other)) {
                continue;
            }
            if (other == null) {
                slots.add(slot);
            } else if (definer.isUpdatedBy(owner)) {
                slots.set(slots.indexOf(other), slot);
            } else {
                throw new IllegalArgumentException("kind [" + kind + "] of bundle [" + owner.label() + "] has ["
                        + slot.words() + "], but bundle [" + definer.label() + "] defined [" + other.words()
                        + "]; give the kind another name or the slot the same type");
            }
            changed = true;
        }
        if (changed) {
            known.shape(shape(kind, slots, owner));
        }
        return known;
    }

    private static Shape shape(Kind kind, List<Shape.Slot> slots, BundleIdentity owner) {
        long paths = slots.stream().filter(slot -> slot.type() == SlotType.PATH).count();
        if (paths > 2 || slots.size() > MAXIMUM_SLOTS) {
            throw new IllegalArgumentException("kind [" + kind + "] of bundle [" + owner.label() + "] would have ["
                    + slots.size() + "] slots, [" + paths + "] of them paths: expected at most " + MAXIMUM_SLOTS
                    + ", and two paths; the slots of all bundles that define it count");
        }
        return Shape.of(kind.name(), slots);
    }

    private KindEntry add(KindEntry entry) {
        entries.add(entry);
        byName.put(entry.name(), entry);
        return entry;
    }
}

package org.doorward.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.event.KindSpec.Slot;

/**
 * What an AVC names as the object, {@code tcontext=}: an address, a library, class or property, a bundle, an interface, a pid; else
 * {@code unlabeled}. A text that the caller chose freely is never taken where a label of a bundle is expected.
 */
final class ObjectLabel {
    static final String NONE = "unlabeled";

    /** Of family runtime, the first that is given: a class before its member, the object before what it belongs to. */
    private static final List<Predicate<Slot>> RUNTIME = List.of(
            slot -> slot.type().equals("class")
                    && (slot.role().equals("object") || slot.role().equals("target")),
            slot -> slot.role().equals("object"),
            slot -> slot.role().equals("target"));

    private ObjectLabel() {}

    static String of(OperationEntries entries, EventDecoder event, AddressText address) {
        String label = switch (entries.kind.family()) {
            case "network" -> network(entries, event, address);
            case "runtime" -> first(RUNTIME, entries, event);
            case "bundle" -> first(List.of(slot -> slot.type().equals("bundle")), entries, event);
            case "service" -> first(List.of(slot -> slot.type().equals("service")), entries, event);
            case "configuration" -> first(List.of(slot -> slot.name().equals("pid")), entries, event);
            default -> null;
        };
        return label == null ? NONE : label;
    }

    private static String network(OperationEntries entries, EventDecoder event, AddressText address) {
        int place = entries.socket != 0 ? entries.socket : entries.addresses.isEmpty() ? 0 : entries.addresses.get(0);
        return place != 0
                ? address.read(place).label()
                : first(List.of(slot -> slot.name().equals("host")), entries, event);
    }

    private static String first(List<Predicate<Slot>> wanted, OperationEntries entries, EventDecoder event) {
        for (Predicate<Slot> slots : wanted) {
            for (Slot slot : entries.kind.slots()) {
                String text = slots.test(slot) ? text(slot, entries, event) : null;
                if (text != null) {
                    return Label.of(text, null);
                }
            }
        }
        return null;
    }

    private static String text(Slot slot, OperationEntries entries, EventDecoder event) {
        if (slot.type().equals("path")) {
            if (entries.paths[0] == 0) {
                return null;
            }
            event.seek(entries.paths[0]);
            event.readByte();
            return text(event);
        }
        for (int entry : entries.arguments) {
            if (event.seek(entry) == EventLayout.TAG_TEXT && event.readName().equals(slot.name())) {
                return text(event);
            }
        }
        return null;
    }

    private static String text(EventDecoder event) {
        return event.readTextLength() < 0
                ? null
                : new String(event.array(), event.at(), event.left(), StandardCharsets.UTF_8);
    }
}

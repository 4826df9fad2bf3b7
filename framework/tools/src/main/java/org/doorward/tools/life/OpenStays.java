package org.doorward.tools.life;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorward.tools.life.Stay.What;

/** What of a node is there at a moment. Each look-up costs the same, however many there are. Not safe for several threads. */
final class OpenStays {
    private record Key(What what, String name, String version) {}

    private record Name(What what, String name) {}

    private final Map<Key, Deque<Stay>> stays = new LinkedHashMap<>();
    private final Map<Name, Set<Key>> keys = new HashMap<>();

    void add(Stay stay) {
        Key key = new Key(stay.what(), stay.name(), stay.version());
        stays.computeIfAbsent(key, none -> new ArrayDeque<>(2)).add(stay);
        keys.computeIfAbsent(new Name(stay.what(), stay.name()), none -> new LinkedHashSet<>())
                .add(key);
    }

    boolean has(What what, String name, String version) {
        return stays.containsKey(new Key(what, name, version));
    }

    /** The oldest of this version, which is taken out, or {@code null}. */
    Stay remove(What what, String name, String version) {
        Key key = new Key(what, name, version);
        Deque<Stay> same = stays.get(key);
        if (same == null) {
            return null;
        }
        Stay stay = same.remove();
        if (same.isEmpty()) {
            stays.remove(key);
            Name all = new Name(what, name);
            Set<Key> versions = keys.get(all);
            versions.remove(key);
            if (versions.isEmpty()) {
                keys.remove(all);
            }
        }
        return stay;
    }

    /** One of this name in whatever version, which is taken out, or {@code null}. */
    Stay removeAny(What what, String name) {
        Set<Key> versions = keys.get(new Name(what, name));
        return versions == null
                ? null
                : remove(what, name, versions.iterator().next().version());
    }

    /** One of those that are there longest, which is taken out. */
    Stay removeOld() {
        Key key = stays.keySet().iterator().next();
        return remove(key.what(), key.name(), key.version());
    }

    /** All, in the order of their beginnings. */
    List<Stay> all() {
        return stays.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(Stay::from).thenComparingLong(Stay::serial))
                .toList();
    }

    boolean isEmpty() {
        return stays.isEmpty();
    }
}

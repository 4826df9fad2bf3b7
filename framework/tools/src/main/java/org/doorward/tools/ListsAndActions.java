package org.doorward.tools;

import java.util.Iterator;
import java.util.stream.Stream;
import org.doorward.rules.Action;
import org.doorward.rules.FilterList;

/** The words that complete the beginning of a rule: a list and an action, in either order. picocli makes one. */
final class ListsAndActions implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.of(FilterList.values()).flatMap(ListsAndActions::of).iterator();
    }

    private static Stream<String> of(FilterList list) {
        return Stream.of(Action.values())
                .flatMap(action -> Stream.of(action.token() + "," + list.token(), list.token() + "," + action.token()));
    }
}

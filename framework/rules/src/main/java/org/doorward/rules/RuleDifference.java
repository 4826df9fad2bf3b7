package org.doorward.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * The first rule that matches counts, so a rule that stands elsewhere is another decision. As few rules as possible are said to have
 * moved: those outside the longest run of rules that kept their order. All in n log n, as files may have many rules.
 */
/**
 * What is different in other rules. Immutable.
 *
 * @param removed which went, in their order before
 * @param added which came, in their order now; a rule that stands elsewhere among those that stayed both went and came
 */
public record RuleDifference(List<Rule> removed, List<Rule> added) {
    private static final int NEW = -1;

    /** From the rules before to the rules after; rules are the same if they read the same. */
    public static RuleDifference of(RuleSet before, RuleSet after) {
        List<Rule> old = before.rules();
        List<Rule> now = after.rules();
        Map<String, Deque<Integer>> known = new HashMap<>();
        for (int i = 0; i < old.size(); i++) {
            known.computeIfAbsent(old.get(i).text(), any -> new ArrayDeque<>()).add(i);
        }
        int[] places = new int[now.size()];
        for (int i = 0; i < places.length; i++) {
            Integer place =
                    known.getOrDefault(now.get(i).text(), new ArrayDeque<>()).poll();
            places[i] = place == null ? NEW : place;
        }
        boolean[] stays = inOrder(places);
        boolean[] stayed = new boolean[old.size()];
        List<Rule> added = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (stays[i]) {
                stayed[places[i]] = true;
            } else {
                added.add(now.get(i));
            }
        }
        List<Rule> removed = new ArrayList<>();
        for (int i = 0; i < stayed.length; i++) {
            if (!stayed[i]) {
                removed.add(old.get(i));
            }
        }
        return new RuleDifference(List.copyOf(removed), List.copyOf(added));
    }

    /** Which of these places belong to a longest run that ascends; never the new ones. */
    private static boolean[] inOrder(int[] places) {
        int[] lastOfLength =
                new int[places.length]; // for each length, the index of the least place that ends such a run
        int[] previous = new int[places.length];
        int longest = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] == NEW) {
                continue;
            }
            int place = places[i];
            int at = firstNotBelow(lastOfLength, longest, places, place);
            previous[i] = at == 0 ? NEW : lastOfLength[at - 1];
            lastOfLength[at] = i;
            longest = Math.max(longest, at + 1);
        }
        boolean[] chosen = new boolean[places.length];
        int index = longest == 0 ? NEW : lastOfLength[longest - 1];
        while (index != NEW) {
            chosen[index] = true;
            index = previous[index];
        }
        return chosen;
    }

    private static int firstNotBelow(int[] lastOfLength, int longest, int[] places, int place) {
        int low = 0;
        int high = longest;
        while (low < high) {
            int middle = low + high >>> 1;
            if (places[lastOfLength[middle]] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

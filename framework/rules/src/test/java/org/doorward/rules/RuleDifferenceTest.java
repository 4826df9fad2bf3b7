package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is said to have come and gone is what must be taken away and put in, and no more. */
class RuleDifferenceTest {
    private static RuleSet rules(String letters) {
        try {
            return RuleSet.parse(
                    "r",
                    letters.chars()
                            .mapToObj(c -> "-a always,exit -k " + (char) c)
                            .toList());
        } catch (RuleSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String letters(List<Rule> rules) {
        return String.join("", rules.stream().map(Rule::key).toList());
    }

    private static String difference(String before, String after) {
        RuleDifference difference = RuleDifference.of(rules(before), rules(after));
        return "-" + letters(difference.removed()) + " +" + letters(difference.added());
    }

    @Test
    void aRuleThatStandsElsewhereWentAndCame() {
        assertThat(difference("abc", "abc")).isEqualTo("- +");
        assertThat(difference("abc", "cab")).isEqualTo("-c +c");
        assertThat(difference("abcd", "bcda")).isEqualTo("-a +a");
        assertThat(difference("abc", "xaby")).isEqualTo("-c +xy");
        assertThat(difference("aab", "ab")).isEqualTo("-a +");
        assertThat(difference("", "ab")).isEqualTo("- +ab");
        assertThat(difference("ab", "")).isEqualTo("-ab +");
    }

    @Property
    void whatStayedKeptItsOrderAndNoRuleThatDidIsSaidToHaveMoved(
            @ForAll("letters") String before, @ForAll("letters") String after) {
        RuleDifference difference = RuleDifference.of(rules(before), rules(after));

        List<Rule> stayedBefore = new ArrayList<>(rules(before).rules());
        List<Rule> stayedAfter = new ArrayList<>(rules(after).rules());
        difference
                .removed()
                .forEach(gone -> assertThat(takeAway(stayedBefore, gone)).isTrue());
        difference
                .added()
                .forEach(came -> assertThat(takeAway(stayedAfter, came)).isTrue());
        assertThat(stayedBefore).hasSameSizeAs(stayedAfter);
        if (before.chars().distinct().count() == before.length()
                && after.chars().distinct().count() == after.length()) {
            assertThat(letters(stayedBefore)).isEqualTo(letters(stayedAfter));
            assertThat(stayedAfter).hasSize(longestCommon(before, after));
        }
    }

    private static boolean takeAway(List<Rule> from, Rule rule) {
        for (int i = 0; i < from.size(); i++) {
            if (from.get(i).text().equals(rule.text())) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }

    private static int longestCommon(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        String restA = a.substring(1);
        String restB = b.substring(1);
        return a.charAt(0) == b.charAt(0)
                ? 1 + longestCommon(restA, restB)
                : Math.max(longestCommon(restA, b), longestCommon(a, restB));
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.oneOf(
                Arbitraries.of('a', 'b', 'c', 'd', 'e', 'f')
                        .list()
                        .uniqueElements()
                        .map(letters -> letters.stream().map(String::valueOf).reduce("", String::concat)),
                Arbitraries.strings().withChars("abc").ofMaxLength(5));
    }
}

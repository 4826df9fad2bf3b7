package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;

/** Rules mean what a naive reading of them means, and are read back from what is printed. */
class RuleProperties {
    @Property(tries = 3000)
    void theRuleThatIsSelectedIsTheFirstThatMatchesByANaiveReading(
            @ForAll("rules") List<NaiveRule> naive, @ForAll("operations") Ended operation) throws RuleSyntaxException {
        RuleSet rules = parsed(naive);
        int expected = 0;
        while (expected < naive.size() && !naive.get(expected).matches(operation)) {
            expected++;
        }

        Rule selected = rules.select(operation);

        assertThat(selected)
                .isSameAs(expected == naive.size() ? null : rules.rules().get(expected));
        if (selected != null) {
            NaiveRule rule = naive.get(expected);
            assertThat(selected.keys()).isEqualTo(rule.keys());
            assertThat(selected.action()).isEqualTo(rule.always() ? Action.ALWAYS : Action.NEVER);
            assertThat(selected.lane()).isEqualTo(rule.lossy() ? Lane.LOSSY : Lane.RELIABLE);
            assertThat(selected.commit().token()).isEqualTo(rule.commit() == null ? "none" : rule.commit());
        }
    }

    @Property
    void atEntryTheFirstThatMatchesWithoutItsOutcomeIsSelected(
            @ForAll("rules") List<NaiveRule> naive, @ForAll("operations") Ended operation) throws RuleSyntaxException {
        RuleSet rules = parsed(naive);
        int expected = 0;
        while (expected < naive.size()
                && (naive.get(expected).testsOutcome() || !naive.get(expected).matches(operation))) {
            expected++;
        }

        Rule selected = rules.selectAtEntry(operation);

        assertThat(selected)
                .isSameAs(expected == naive.size() ? null : rules.rules().get(expected));
        if (selected != null && selected.commit() == Commit.ENTRY) {
            assertThat(rules.couldEnter(operation.kind(), Map.of())).isTrue();
        }
    }

    /** What a credit depends on: an operation that an always rule selects is of a kind that could be selected. */
    @Property
    void noOperationIsSelectedOfAKindThatCouldNotBe(
            @ForAll("rules") List<NaiveRule> naive, @ForAll("operations") Ended operation) throws RuleSyntaxException {
        RuleSet rules = parsed(naive);
        Rule selected = rules.select(operation);

        if (selected != null) {
            assertThat(rules.concerns(operation.kind())).isTrue();
            assertThat(rules.couldSelect(operation.kind()) || selected.action() == Action.NEVER)
                    .isTrue();
        }
    }

    @Property
    void whatIsPrintedIsReadBackAsTheSame(
            @ForAll("rules") List<NaiveRule> naive, @ForAll("manyOperations") List<Ended> operations)
            throws RuleSyntaxException {
        RuleSet rules = parsed(naive);
        RuleSet again = RuleSet.parse("printed", rules.print());

        assertThat(again.print()).isEqualTo(rules.print()).hasSameSizeAs(naive);
        for (Ended operation : operations) {
            assertThat(selected(again, operation)).isEqualTo(selected(rules, operation));
        }
        for (int i = 0; i < naive.size(); i++) {
            assertThat(again.rules().get(i).keys()).isEqualTo(naive.get(i).keys());
            assertThat(again.rules().get(i).commit())
                    .isEqualTo(rules.rules().get(i).commit());
            assertThat(again.rules().get(i).lane())
                    .isEqualTo(rules.rules().get(i).lane());
        }
    }

    /** The place of the rule that is selected; -1 = none. */
    private static int selected(RuleSet rules, Ended operation) {
        Rule selected = rules.select(operation);
        return selected == null ? -1 : rules.rules().indexOf(selected);
    }

    private static RuleSet parsed(List<NaiveRule> naive) throws RuleSyntaxException {
        return RuleSet.parse("naive", naive.stream().map(NaiveRule::text).toList());
    }

    @Provide
    Arbitrary<List<NaiveRule>> rules() {
        return NaiveRule.any().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Ended>> manyOperations() {
        return NaiveRule.operations().list().ofMaxSize(10);
    }

    @Provide
    Arbitrary<Ended> operations() {
        return NaiveRule.operations();
    }
}

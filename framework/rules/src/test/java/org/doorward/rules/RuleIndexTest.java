package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of an operation is looked at, counted, so that a slow machine fails nothing. */
class RuleIndexTest {
    private static final int RULES = 1_000;

    private final Asked operation = new Asked("/srv/data/a/file");

    private static RuleSet many(String form) throws RuleSyntaxException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            lines.add(form.replace("%", Integer.toString(i)));
        }
        return RuleSet.parse("many", lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a always,exit -S file.rename -F success=1 -k other",
                "-a always,exit -F path=/srv/data/a/file% -F success=1",
                "-a always,exit -S file.* -F dir=/srv/data/% -F success=1",
                "-a always,exit -F success=1 -F dir=/srv/data/a/file%/",
                "-w /etc/% -p rwxa -k etc",
                "-a always,exit -S file.open -F success=1 -F bundle=org.example.b%"
            })
    void aThousandRulesOfWhichNoneMatchesCostWhatOneDoes(String form) throws RuleSyntaxException {
        RuleSet rules = many(form);

        assertThat(rules.select(operation)).isNull();
        assertThat(operation.questions).isLessThanOrEqualTo(5);
    }

    @Test
    void whatNoNameLeadsToIsComparedRuleByRule() throws RuleSyntaxException {
        assertThat(many("-a always,exit -F exit=%").select(new Asked("/x"))).isNotNull();
        assertThat(many("-a always,exit -F exit=-1%").select(operation)).isNull();
        assertThat(operation.questions).as("the count counts").isGreaterThanOrEqualTo(RULES);
    }

    @Test
    void theSubjectIsNotLookedUpForRulesThatAPathLeadsTo() throws RuleSyntaxException {
        RuleSet rules = many("-a always,exit -F bundle=org.example.app -F path=/srv/data/%");

        assertThat(rules.select(operation)).isNull();
        assertThat(operation.subjects).isZero();
        assertThat(rules.select(new Asked("/srv/data/7")).line()).isEqualTo(8);
    }

    @Test
    void theFirstRuleCountsWhateverItIsFoundBy() throws RuleSyntaxException {
        List<String> rules = List.of(
                "-a always,exit -F path=/srv/data/a/file -k path",
                "-a always,exit -F dir=/srv/data -k dir",
                "-a always,exit -F dir=/ -k root",
                "-a always,exit -F bundle=org.example.app -k bundle",
                "-a always,exit -F bundle=org.example.* -k bundles",
                "-a always,exit -F success=1 -k any",
                "-a always,exit -F dir=/srv/data/a/ -F path!=/x -k deep");
        for (int first = 0; first < rules.size(); first++) {
            List<String> turned = new ArrayList<>(rules.subList(first, rules.size()));
            turned.addAll(rules.subList(0, first));
            Rule selected = RuleSet.parse("turned", turned).select(operation);

            assertThat(selected.line()).as(turned.get(0)).isEqualTo(1);
        }
    }

    @Test
    void hitsAreCountedOfTheRuleThatDecidedAtTheExit() throws RuleSyntaxException {
        RuleSet rules = RuleSet.parse(
                "r", List.of("-a never,exit -F path=/no", "-a always,exit -S file.open", "-a always,exit -S file.*"));
        rules.select(operation);
        rules.select(new Asked("/no"));
        rules.select(operation);
        rules.selectAtEntry(operation);

        assertThat(rules.rules()).extracting(Rule::hits).containsExactly(1L, 2L, 0L);
    }

    @Test
    void aRuleThatStaysCountsOnWhenOthersChange() throws RuleSyntaxException {
        RuleSet before = RuleSet.parse("r", List.of("-a always,exit -S file.open", "-a always,exit -k gone"));
        before.select(operation);
        RuleSet after = RuleSet.parse(
                "r", List.of("-a always,exit -k new -S file.rename", "# line", "-a always,exit -S file.open"));
        after.countOn(before);
        before.select(operation); // one that began with the rules before
        after.select(operation);

        assertThat(after.rules()).extracting(Rule::hits).containsExactly(0L, 3L);
        after.countOn(after);
        assertThat(after.rules()).extracting(Rule::hits).containsExactly(0L, 3L);
    }

    /** An operation that counts what it is asked. */
    private static final class Asked implements Candidate {
        @Override
        public int addressFamily() {
            return 0;
        }

        private final Ended answers;
        private int questions;
        private int subjects;

        Asked(String path) {
            answers = Ended.open(path, 1).by("org.example.app:1.0.0", "", "alice", null);
        }

        @Override
        public String kind() {
            return answers.kind(); // asked once for each select, and by perm of a rule that is compared
        }

        @Override
        public int pathCount() {
            return answers.pathCount();
        }

        @Override
        public byte[] pathBytes(int index) {
            questions++;
            return answers.pathBytes(index);
        }

        @Override
        public int pathLength(int index) {
            return answers.pathLength(index);
        }

        @Override
        public boolean success() {
            questions++;
            return answers.success();
        }

        @Override
        public int exit() {
            questions++;
            return answers.exit();
        }

        @Override
        public String exceptionClass() {
            questions++;
            return answers.exceptionClass();
        }

        @Override
        public int openFlags() {
            questions++;
            return answers.openFlags();
        }

        @Override
        public String subject() {
            subjects++;
            return answers.subject();
        }

        @Override
        public String bundle() {
            questions++;
            subjects++;
            return answers.bundle();
        }

        @Override
        public String executable() {
            subjects++;
            return answers.executable();
        }

        @Override
        public String principal() {
            subjects++;
            return answers.principal();
        }

        @Override
        public String tenant() {
            subjects++;
            return answers.tenant();
        }

        @Override
        public boolean concerns(String module) {
            return false;
        }

        @Override
        public boolean hasKey(String key) {
            questions++;
            return answers.hasKey(key);
        }
    }
}

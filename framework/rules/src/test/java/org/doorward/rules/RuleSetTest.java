package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.event.Commit.ENTRY;
import static org.doorward.event.Commit.EXIT;
import static org.doorward.event.Commit.NONE;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.doorward.audit.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static RuleSet rules(String... lines) throws RuleSyntaxException {
        return RuleSet.parse("audit.rules", List.of(lines));
    }

    @Test
    void theFirstRuleThatMatchesCounts() throws RuleSyntaxException {
        RuleSet rules = rules("-a never,exit -S file.rename -F dir=/tmp", "-a always,exit -S file.* -k files");

        assertThat(rules.select(Ended.rename("/tmp/a", "/tmp/b", 0)).action()).isEqualTo(Action.NEVER);
        assertThat(rules.select(Ended.rename("/srv/a", "/srv/b", 0)).keys()).containsExactly("files");
    }

    @Test
    void aRuleMatchesIfEitherPathOfARenameDoes() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -S file.rename -F path=/srv/new -k to", "-a always,exit -F path=/srv/old -k from");

        assertThat(rules.select(Ended.rename("/srv/old", "/srv/x", 0)).key()).isEqualTo("from");
        assertThat(rules.select(Ended.rename("/srv/x", "/srv/new", 0)).key()).isEqualTo("to");
        assertThat(rules.select(Ended.rename("/srv/x", "/srv/newer", 0))).isNull();
    }

    @Test
    void aFolderMatchesItselfAndWhatLiesBelowButNoSibling() throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -F dir=/srv/data -k d");

        assertThat(rules.select(Ended.rename("/srv/data", "/x", 0))).isNotNull();
        assertThat(rules.select(Ended.rename("/srv/data/a/b", "/x", 0))).isNotNull();
        assertThat(rules.select(Ended.rename("/srv/database", "/x", 0))).isNull();
        assertThat(rules("-a always,exit -F dir=/srv/data/").select(Ended.rename("/srv/data", "/x", 0)))
                .isNotNull();
        assertThat(rules("-a always,exit -F dir=/").select(Ended.rename("/srv", "/", 0)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "success=0,-2,true",
        "success=0,0,false",
        "success!=0,0,true",
        "success=1,0,true",
        "exit=-EINVAL,-22,true",
        "exit=-EINVAL,-2,false",
        "exit!=-ENOENT,-2,false",
        "exit<0,-2,true",
        "exit<0,0,false",
        "exit>=0,0,true",
        "exit<=-13,-39,true",
        "exit>-13,-39,false",
        "exit=-13,-13,true"
    })
    void theOutcomeSelects(String field, int exit, boolean selected) throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -S file.rename -F " + field);

        assertThat(rules.select(Ended.rename("/a", "/b", exit)) != null).isEqualTo(selected);
    }

    @Test
    void theSubjectSelects() throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -F subj!=org.example:1.0.0 -k others");

        assertThat(rules.select(Ended.rename("/a", "/b", 0))).isNull();
        assertThat(rules.select(new Ended("file.list", List.of("/a"), 0, "x:1", List.of())))
                .isNotNull();
    }

    @Test
    void onlyKindsThatARuleCouldRecordNeedACredit() throws RuleSyntaxException {
        RuleSet rules = rules("-a never,exit -S file.list", "-a always,exit -S payment.transfer -F success=0");

        assertThat(rules.couldSelect("payment.transfer")).isTrue();
        assertThat(rules.couldSelect("file.list")).isFalse();
        assertThat(rules.concerns("file.list")).isTrue();
        assertThat(rules.concerns("file.open")).isFalse();
    }

    @Test
    void aRuleMayPutWhatItSelectsIntoTheLossyLane() throws RuleSyntaxException {
        assertThat(rules("-a always,exit -F lane=lossy -k trace").rules().get(0).lane())
                .isEqualTo(Lane.LOSSY);
    }

    @Test
    void aRuleSaysWhenItsRecordsAreDurableAndIsPrintedSo() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -S file.open -k plain",
                "-a always,exit -F commit=none -S file.list",
                "-a always,exit -S file.rename -F commit=entry -k exports",
                "-a always,exit -F success=0 -F commit=exit -F lane=reliable");

        assertThat(rules.rules()).extracting(Rule::commit).containsExactly(NONE, NONE, ENTRY, EXIT);
        assertThat(rules.print())
                .containsExactly(
                        "-a always,exit -S file.open -k plain",
                        "-a always,exit -S file.list -F commit=none",
                        "-a always,exit -S file.rename -F commit=entry -k exports",
                        "-a always,exit -F success=0 -F commit=exit");
        assertThat(rules.couldEnter("file.rename", Map.of())).isTrue();
        assertThat(rules.couldEnter("file.open", Map.of())).isFalse();
        assertThat(rules.couldEnter("file.open", Map.of("plain", ENTRY))).isTrue();
    }

    @Test
    void whatSettingsAskForARuleOnOutcomesCannotHaveUnlessItSpeaksForItself() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -F success=0 -F commit=exit -k spoken",
                "-a never,exit -F success=1",
                "-a always,exit -F exit=-13 -F lane=lossy -k debug",
                "",
                "-a always,exit -S file.* -F success=0 -k failures");

        assertThat(rules.lackingEntry(ENTRY, Map.of()).line()).isEqualTo(5);
        assertThat(rules.lackingEntry(NONE, Map.of("failures", ENTRY)).key()).isEqualTo("failures");
        assertThat(rules.lackingEntry(EXIT, Map.of("spoken", ENTRY, "debug", ENTRY)))
                .isNull();
        assertThat(rules("-a always,exit -S file.open -k all").lackingEntry(ENTRY, Map.of()))
                .isNull();
    }

    @Test
    void theListUserKeepsFactsOut() throws RuleSyntaxException {
        RuleSet rules = rules("-a never,user -F msgtype=USER_CMD");

        assertThat(rules.excludesUser("USER_CMD")).isTrue();
        assertThat(rules.excludesUser("SERVICE_START")).isFalse();
    }

    @Test
    void commentsAndBlankLinesArePassedOverAndDForgetsWhatCameBefore() throws RuleSyntaxException {
        RuleSet rules =
                rules("-a always,exit -k gone", "# a comment", "", "   ", "-D", "-a always,exit -S all -k stays");

        assertThat(rules.print()).containsExactly("-a always,exit -S all -k stays");
    }

    @Test
    void aFileWithOneWrongLineIsRefusedWhole() {
        assertThatThrownBy(() -> rules("-a always,exit -k good", "-a always,exit -F bogus=1"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageStartingWith("audit.rules:2:19: ");
    }

    @Test
    void matchingAllocatesNothing() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -F dir=/nowhere -F exit=-EINVAL -k a",
                "-a always,exit -S file.open -F path=/srv/data/other -k b",
                "-a always,exit -F kind!=file.* -k c",
                "-a always,exit -F subj=b:1 -k d",
                "-a always,exit -F exit>0 -k e",
                "-a always,exit -F exit<=-1 -k f",
                "-a never,exit -F success=1 -F dir=/else -k g");
        Candidate operation = new Prepared();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        for (int round = 0; round < 20_000; round++) {
            rules.select(operation);
        }
        long before = threads.getThreadAllocatedBytes(id);
        long idle = threads.getThreadAllocatedBytes(id) - before;
        before = threads.getThreadAllocatedBytes(id);
        for (int round = 0; round < 10_000; round++) {
            rules.select(operation);
        }
        long spent = threads.getThreadAllocatedBytes(id) - before - idle;
        before = threads.getThreadAllocatedBytes(id);
        byte[][] control = new byte[10_000][];
        for (int round = 0; round < control.length; round++) {
            control[round] = new byte[8];
        }
        assertThat(threads.getThreadAllocatedBytes(id) - before)
                .as("the control is seen")
                .isGreaterThan(160_000);
        assertThat(spent).isLessThan(10_000); // less than one byte a match
    }

    /** An operation whose bytes are there already. */
    private static final class Prepared implements Candidate {
        private final byte[] path = "/srv/data/file".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        @Override
        public String kind() {
            return "file.open";
        }

        @Override
        public int pathCount() {
            return 1;
        }

        @Override
        public byte[] pathBytes(int index) {
            return path;
        }

        @Override
        public int pathLength(int index) {
            return path.length;
        }

        @Override
        public boolean success() {
            return true;
        }

        @Override
        public int exit() {
            return 0;
        }

        @Override
        public String subject() {
            return "a:1";
        }

        @Override
        public boolean hasKey(String key) {
            return false;
        }
    }
}

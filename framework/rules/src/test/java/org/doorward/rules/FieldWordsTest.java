package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldWordsTest {
    private static List<String> field(String word) {
        return FieldWords.ofField(word, field -> Stream.empty()).toList();
    }

    private static List<String> comparison(String word) {
        return FieldWords.ofComparison(word).toList();
    }

    private static RuleSet rule(String option, String word) throws RuleSyntaxException {
        String list = word.startsWith("msgtype")
                ? "always,user"
                : word.startsWith("fstype") ? "never,filesystem" : "always,exit";
        return RuleSet.parse("audit.rules", List.of("-a " + list + " " + option + " " + word));
    }

    private static Set<String> fields() {
        return RuleParser.FIELDS;
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsOfferedWithTheOperatorsThatTheParserTakesForIt(String name) throws RuleSyntaxException {
        assertThat(field("")).contains(name + "=");
        if (field("").contains(name + "!=")) {
            assertThat(refusal(name + "!=?")).doesNotContain("only takes");
        } else {
            assertThat(refusal(name + "!=?")).contains("[" + name + "] only takes");
        }
    }

    private static String refusal(String word) {
        try {
            rule("-F", word);
            return "";
        } catch (RuleSyntaxException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void theParserTakesEveryValueThatIsOffered(String name) {
        for (String word : field(name + "=")) {
            assertThat(word).startsWith(name + "=");
            assertThatCode(() -> rule("-F", word)).as(word).doesNotThrowAnyException();
        }
    }

    @Test
    void theValuesAreThoseOfTheField() {
        assertThat(field("success=")).containsExactly("success=0", "success=1");
        assertThat(field("success!=1")).containsExactly("success!=0", "success!=1");
        assertThat(field("exit=")).contains("exit=0", "exit=-EACCES", "exit=-EDQUOT");
        assertThat(field("kind=")).contains("kind=all", "kind=file.*", "kind=file.rename");
        assertThat(field("perm=")).containsExactly("perm=a", "perm=r", "perm=w", "perm=x");
        assertThat(field("saddr_fam!=")).contains("saddr_fam!=inet6");
        assertThat(field("msgtype=")).contains("msgtype=SERVICE_STOP").doesNotContain("msgtype=SYSCALL");
        assertThat(field("lane=")).containsExactly("lane=lossy", "lane=reliable");
        assertThat(field("commit=")).containsExactly("commit=entry", "commit=exit", "commit=none");
        assertThat(field("arch=")).contains("arch=b64", "arch=b32");
        assertThat(field("auid!=")).containsExactly("auid!=unset");
    }

    @Test
    void valuesThatOthersKnowStandBesideThoseOfTheGrammar() {
        assertThat(FieldWords.ofField("key=ex", field -> Stream.of(field + "s")))
                .containsExactly("key=keys");
        assertThat(FieldWords.ofField("lane=", field -> Stream.of("x")))
                .containsExactly("lane=lossy", "lane=reliable", "lane=x");
    }

    @Test
    void behindAnOperatorThatOrdersValuesAreOfferedButNotTheOperator() {
        assertThat(field("exit<=")).contains("exit<=0", "exit<=-EACCES");
        assertThat(field("exit<")).contains("exit<-EACCES");
        assertThat(field("")).noneMatch(word -> word.contains("<") || word.contains(">") || word.contains("&"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus=", "lane!=", "perm!=", "kind<", "commit&=", "path="})
    void nothingStandsBehindWhatTheParserRefusesOrTakesAnythingFor(String word) {
        assertThat(field(word)).isEmpty();
    }

    @Test
    void aComparisonIsOfTwoIdsOfTheSameSort() {
        assertThat(comparison("")).contains("uid=", "uid!=", "gid=", "fsgid!=").doesNotContain("pid=", "exit=");
        assertThat(comparison("uid!=")).containsExactlyInAnyOrder("uid!=auid", "uid!=euid", "uid!=suid", "uid!=fsuid");
        assertThat(comparison("gid=")).containsExactlyInAnyOrder("gid=egid", "gid=sgid", "gid=fsgid");
        assertThat(comparison("pid=")).isEmpty();
        assertThat(comparison("uid<")).isEmpty();
    }

    @Test
    void theParserTakesEveryComparisonThatIsOfferedAndNoOther() {
        for (String left : comparison("")) {
            List<String> words = comparison(left);
            for (String right : fields()) {
                if (words.contains(left + right)) {
                    assertThatCode(() -> rule("-C", left + right)).doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(() -> rule("-C", left + right)).isInstanceOf(RuleSyntaxException.class);
                }
            }
        }
    }
}

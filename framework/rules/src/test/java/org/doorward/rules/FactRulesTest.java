package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.event.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists user and exclude, whose rules keep facts of the core out of the trail. */
class FactRulesTest {
    private static RuleSet rules(String... lines) throws RuleSyntaxException {
        return RuleSet.parse("audit.rules", List.of(lines));
    }

    @Test
    void theListUserKeepsFactsOut() throws RuleSyntaxException {
        RuleSet rules = rules("-a never,user -F msgtype=USER_CMD");

        assertThat(rules.excludes(RecordType.USER_CMD)).isTrue();
        assertThat(rules.excludes(RecordType.SERVICE_START)).isFalse();
    }

    @Test
    void theListExcludeKeepsFactsOutWhateverItsActionAndTheListUserSays() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,user -F msgtype=SERVICE_STOP",
                "-a always,exclude -F msgtype=SERVICE_STOP -F msgtype=USER",
                "-a never,exclude -F msgtype=TEST");

        assertThat(rules.excludes(RecordType.SERVICE_STOP)).isTrue();
        assertThat(rules.excludes(RecordType.USER)).isTrue();
        assertThat(rules.excludes(RecordType.TEST)).isTrue();
        assertThat(rules.excludes(RecordType.SERVICE_START)).isFalse();
        assertThat(rules.couldSelect("file.open")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "msgtype=1131|SERVICE_STOP",
                "msgtype=USER -F msgtype=1131|USER SERVICE_STOP",
                "msgtype>=1130 -F msgtype<=1131|SERVICE_START SERVICE_STOP",
                "msgtype<1111|USER",
                "msgtype>SERVICE_START -F msgtype<DAEMON_START|SERVICE_STOP",
                "msgtype!=USER -F msgtype<=USYS_CONFIG|USYS_CONFIG",
                "msgtype&1 -F msgtype<=1131|USER USYS_CONFIG USER_CMD SERVICE_STOP",
                "msgtype&=1026 -F msgtype<=1131|USYS_CONFIG USER_CMD SERVICE_START SERVICE_STOP",
                "msgtype=9999|''"
            })
    void factsAreComparedByTheNumberOfTheirType(String fields, String excluded) throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exclude -F " + fields);

        assertThat(Stream.of(RecordType.values())
                        .filter(type -> type.number() <= 1131 && rules.excludes(type))
                        .map(RecordType::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(excluded);
        assertThat(RuleSet.parse("again", rules.print()).print()).isEqualTo(rules.print());
    }

    @Test
    void idsOfTheProcessAreAskedOfFactsToo() throws RuleSyntaxException {
        String own = "pid=" + ProcessHandle.current().pid();

        assertThat(rules("-a always,exclude -F " + own).excludes(RecordType.USER))
                .isTrue();
        assertThat(rules("-a always,exclude -F pid=1 -F " + own).excludes(RecordType.USER))
                .isFalse();
        assertThat(rules("-a never,user -F msgtype=USER -F uid<4294967295").excludes(RecordType.USER))
                .isTrue();
        assertThat(rules("-a never,user -F gid=4294967295").excludes(RecordType.USER))
                .isFalse();
    }
}

package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.stream.Stream;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleStatus;
import org.doorward.control.RuleStatus;
import org.junit.jupiter.api.Test;

class CompletedFieldsTest {
    private static List<String> completions(LiveNames names, String... words) {
        return new PicocliTool(() -> new AuditctlCommand(() -> null, () -> null), names).completions(List.of(words));
    }

    private static List<String> completions(String... words) {
        return completions(LiveNames.NONE, words);
    }

    @Test
    void aConditionBeginsWithAFieldAndItsOperator() {
        assertThat(completions("-a", "always,exit", "-F", "")).contains("exit=", "exit!=", "perm=", "key=", "msgtype=");
        assertThat(completions("-a", "always,exit", "-F", "suc")).doesNotContain("success=0");
    }

    @Test
    void behindTheOperatorStandTheValuesOfTheField() {
        assertThat(completions("-F", "success!=")).containsExactly("success!=0", "success!=1");
        assertThat(completions("-F", "exit=-E")).contains("exit=-EACCES").doesNotContain("success=");
        assertThat(completions("-F", "path=/srv/")).isEmpty();
    }

    @Test
    void aComparisonIsCompletedByBothOfItsFields() {
        assertThat(completions("-C", "")).contains("uid=", "uid!=").doesNotContain("exit=");
        assertThat(completions("-C", "uid!=")).contains("uid!=euid").doesNotContain("uid!=egid", "uid!=uid");
    }

    @Test
    void namesOfTheInstanceAreValuesOfTheirFieldsWithoutRepetition() {
        AuditControl control = mock(AuditControl.class);
        RuleStatus rule = mock(RuleStatus.class);
        when(rule.keys()).thenReturn(List.of("exports"));
        when(control.ruleStatus()).thenReturn(List.of(rule, rule));
        ModuleStatus module = mock(ModuleStatus.class);
        when(module.name()).thenReturn("secrets");
        when(control.modules()).thenReturn(List.of(module));
        LiveNames names = new LiveNames(() -> control, () -> null, () -> Stream.of("org.example.shop"));

        assertThat(completions(names, "-F", "key=")).containsExactly("key=exports");
        assertThat(completions(names, "-F", "module!=")).containsExactly("module!=secrets");
        assertThat(completions(names, "-F", "bundle=")).containsExactly("bundle=org.example.shop");
    }

    @Test
    void withoutAnInstanceTheseFieldsHaveNoValues() {
        assertThat(completions("-F", "key=")).isEmpty();
        assertThat(completions("-F", "module=")).isEmpty();
        assertThat(completions("-F", "bundle=")).isEmpty();
    }
}

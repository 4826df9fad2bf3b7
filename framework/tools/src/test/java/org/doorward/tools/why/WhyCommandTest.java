package org.doorward.tools.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.RuleStatus;
import org.doorward.tools.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {
    private final ModuleControl modules = mock(ModuleControl.class);
    private final AuditControl control = mock(AuditControl.class);

    @TempDir
    Path folder;

    private Run why(ModuleControl asked, String... arguments) {
        return Run.of(
                WhyCommand.over(() -> Run.resource("trail-contract.log"), () -> asked, () -> control),
                List.of(arguments));
    }

    private List<String> of(int serial) {
        return why(null, Integer.toString(serial)).out().lines().toList();
    }

    @Test
    void aDenialIsExplainedWithWhoWhatAndTheModuleThatDecided() {
        assertThat(of(1015))
                .containsExactly(
                        "event    audit(1750000000.105:1015) of 2025-06-15T15:06:40.105Z",
                        "who      org.example.billing:1.4.2 from /srv/doorward/bundle/billing-1.4.2.jar, for principal [alice], for"
                                + " tenant [acme]",
                        "what     file.open, options read",
                        "         [/srv/secret/master.key]",
                        "outcome  failure EACCES, java.nio.file.AccessDeniedException, after 42 us",
                        "decided  module secrets denied it, rule vault-only: not the vault",
                        "flagged  by module secrets, key [secrets]: category=\"key\"",
                        "allow    aa-complain secrets lets pass and records all that it denies; the module names nothing less");
    }

    @Test
    void whatTheModuleSaysOfItselfStandsInstead() {
        when(modules.whatWouldAllow(any(), any())).thenReturn(List.of("conf/secrets.cfg: vault = org.example.billing"));

        assertThat(why(modules, "1015").out().lines())
                .endsWith("allow    conf/secrets.cfg: vault = org.example.billing");
    }

    @Test
    void ofAKeyTheRulesInForceAreShownThatGiveIt() {
        RuleStatus rule = mock(RuleStatus.class);
        when(rule.keys()).thenReturn(List.of("old", "reports"));
        when(rule.text()).thenReturn("-a always,exit -S file.delete -k old -k reports");
        RuleStatus other = mock(RuleStatus.class);
        when(other.keys()).thenReturn(List.of("other"));
        when(control.ruleStatus()).thenReturn(List.of(other, rule));

        assertThat(of(1013))
                .endsWith(
                        "flagged  key [reports], by a rule of the operator's or by a module without arguments",
                        "         in force: -a always,exit -S file.delete -k old -k reports");
    }

    @Test
    void whatWouldBeDeniedIsSaidSo() {
        assertThat(of(1016))
                .contains("decided  module secrets would have denied it, and complained, rule vault-only")
                .anyMatch(line -> line.startsWith("outcome  success"))
                .noneMatch(line -> line.startsWith("allow"));
    }

    @Test
    void bothPathsHaveTheirRoles() {
        assertThat(of(1020))
                .contains(
                        "what     file.rename",
                        "         source [/srv/in/draft.txt]",
                        "         target [/srv/out/final.txt]")
                .contains("decided  no module denied it")
                .contains(
                        "flagged  by module exports, key [exports]: old=\"/srv/in/draft.txt\" new=\"/srv/out/final.txt\"");
        assertThat(of(1013))
                .contains("flagged  key [reports], by a rule of the operator's or by a module without arguments");
    }

    @Test
    void argumentsOfOtherKindsAreShownAsRecorded() {
        assertThat(of(1063)).anyMatch(line -> line.contains("account=\"A-1\"") && line.contains("card=(masked)"));
        assertThat(of(1044)).anyMatch(line -> line.contains("a2=(masked)"));
    }

    @Test
    void aFactOfTheEngineIsNoOperation() {
        assertThat(of(1006))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("what     CONFIG_CHANGE, no operation of a bundle:");
    }

    @Test
    void textThatATerminalWouldObeyIsPrintedAsNumbers() throws IOException {
        String hostile = java.util.HexFormat.of()
                .withUpperCase()
                .formatHex("/x\u001b[2J\u202e".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Path trail = Files.writeString(
                folder.resolve("audit.log"),
                "type=SYSCALL msg=audit(1.000:7): success=yes exit=0 exe=" + hostile
                        + " subj=a:1 kind=file.open key=(null)\n");

        assertThat(why(null, "7", "-if", trail.toString()).out())
                .contains("from /x\\u001b[2J\\u202e")
                .doesNotContain("\u001b");
    }

    @Test
    void aSerialThatIsNotThereIsSaid() {
        assertThat(why(null, "99")).isEqualTo(new Run(1, "", "<no matches>\n"));
        assertThat(why(null, "x").exitCode()).isEqualTo(2);
        assertThat(why(null, "7", "-if", folder.resolve("none").toString()).err())
                .contains("there is no trail [");
    }

    @Test
    void everyEventOfTheContractIsExplained() throws IOException {
        for (String line : Files.readAllLines(Run.resource("trail-contract.log"))) {
            String serial = line.replaceFirst(".*msg=audit\\([0-9.]+:([0-9]+)\\).*", "$1");
            assertThat(why(null, serial).exitCode()).as(line).isZero();
        }
    }

    @Test
    void linesThatAreNoRecordsAreCounted() throws IOException {
        Path damaged = Files.writeString(
                folder.resolve("audit.log"), "noise\n" + Files.readString(Run.resource("trail-contract.log")));

        Run run = why(null, "1015", "-if", damaged.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("why: [1] lines are no records and were passed over\n");
    }
}

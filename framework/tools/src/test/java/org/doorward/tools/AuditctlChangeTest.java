package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.OperatorControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What auditctl changes, with the words and exit codes of the original. */
class AuditctlChangeTest {
    private final AuditControl control = mock(AuditControl.class);
    private final OperatorControl operator = mock(OperatorControl.class);

    private Run auditctl(String... arguments) {
        return Run.of(new AuditctlCommand(() -> control, () -> operator), List.of(arguments));
    }

    private void aStatus() {
        AuditStatus status = mock(AuditStatus.class);
        when(control.status()).thenReturn(status);
        when(status.enabled()).thenReturn(Enabled.ON);
        when(status.lockedBy()).thenReturn("");
        when(status.unmediated()).thenReturn("");
        when(status.failureMode()).thenReturn(FailureMode.LOG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a always,exit -S file.open -F exit=-EACCES -F uid>=1000 -k a -k b",
                "-A never,exit -F path=/srv/x",
                "-d exit,always -S rename",
                "-D -k exports",
                "-w /srv/out -p wa -k exports",
                "-W /srv/out"
            })
    void aRuleIsHandedOnAsItWasTyped(String line) throws Exception {
        Run run = auditctl(line.split(" "));

        assertThat(run).isEqualTo(new Run(0, "", ""));
        verify(operator).changeRules(line);
        verifyNoMoreInteractions(operator);
    }

    @Test
    void afterDeletingAllItSaysThatThereAreNoRules() throws Exception {
        assertThat(auditctl("-D").out().trim()).isEqualTo("No rules");
        verify(operator).changeRules("-D");
    }

    @Test
    void settingsAreSetAndTheStateIsPrinted() throws Exception {
        aStatus();

        assertThat(auditctl("-e", "2").out()).startsWith("enabled 1");
        auditctl("-f", "0");
        auditctl("-b", "8192");
        auditctl("-r", "70");
        auditctl("--backlog_wait_time", "1500");
        auditctl("--backlog_wait_time=1501");
        auditctl("-m", "hello there -e 2");

        verify(operator).setEnabled(Enabled.LOCKED);
        verify(operator).setFailureMode(FailureMode.SILENT);
        verify(operator).setBacklogLimit(8192);
        verify(operator).setRateLimit(70);
        verify(operator).setBacklogWaitTimeMillis(1500);
        verify(operator).setBacklogWaitTimeMillis(1501);
        verify(operator).message("hello there -e 2");
    }

    @ParameterizedTest
    @CsvSource({
        "-e, 3, 'Enable must be 0, 1, or 2 was 3'",
        "-f, x, 'Failure must be 0, 1, or 2 was x'",
        "-b, -1, Backlog must be a numeric value was -1",
        "-r, 1x, Rate must be a numeric value was 1x",
        "--backlog_wait_time, x, Backlog_wait_time must be a numeric value was x"
    })
    void aWrongValueIsSaidInTheWordsOfTheOriginal(String option, String value, String message) {
        assertThat(auditctl(option, value)).isEqualTo(new Run(255, "", message + System.lineSeparator()));
        verifyNoInteractions(operator);
    }

    @Test
    void whatTheEngineRefusesIsSaidAndIsExitCode255() throws Exception {
        doThrow(new ChangeRefusedException("Error sending add rule data request (Rule exists)"))
                .when(operator)
                .changeRules("-a always,exit");

        assertThat(auditctl("-a", "always,exit"))
                .isEqualTo(
                        new Run(255, "", "Error sending add rule data request (Rule exists)" + System.lineSeparator()));
    }

    @Test
    void aWordOfARuleWithABlankIsRefused() {
        assertThat(auditctl("-w", "/srv/my files").err()).contains("[/srv/my files]: expected words without blanks");
        verifyNoInteractions(operator);
    }

    @Test
    void theLinesOfAFileAreHandedOverTogether(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("audit.rules"), "## of the house\n-D\n -b 8192\n\n-a always,exit  -S rename\n-e 2\n");

        assertThat(auditctl("-R", file.toString())).isEqualTo(new Run(0, "", ""));

        verify(operator)
                .load(
                        file.toString(),
                        List.of("## of the house", "-D", "-b 8192", "", "-a always,exit  -S rename", "-e 2"));
        verifyNoMoreInteractions(operator);
    }

    @Test
    void aFileThatIsRefusedIsExitCode1(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("audit.rules"), "-w /wrong\n");
        doThrow(new ChangeRefusedException("wrong")).when(operator).load(file.toString(), List.of("-w /wrong"));

        assertThat(auditctl("-R", file.toString())).isEqualTo(new Run(1, "", "wrong" + System.lineSeparator()));
    }

    @ParameterizedTest
    @CsvSource({"-c, 1", "-i, 0"})
    void errorsMayBePassedOver(String option, int exitCode, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("audit.rules"), "-e 7\n-b 8192\n");
        Path asked = Files.writeString(folder.resolve("asked.rules"), option + "\n-e 7\n-r 5\n");

        Run run = auditctl(option, "-R", file.toString());

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err()).contains("There was an error in line 1 of " + file);
        verify(operator).setBacklogLimit(8192);
        assertThat(auditctl("-R", asked.toString()).exitCode()).isEqualTo(exitCode);
        verify(operator).setRateLimit(5);
    }

    @Test
    void oneThingIsSaidAtATimeAndWhatBelongsToARuleGoesWithOneOnly() {
        assertThat(auditctl("-e", "1", "-b", "5").exitCode()).isEqualTo(2);
        assertThat(auditctl("-s", "-S", "rename").err()).contains("[-S]: goes with rules only");
        assertThat(auditctl("-b", "5", "-F", "success=1").err()).contains("[-F]: goes with rules only");
        assertThat(auditctl("-s", "-c").err()).contains("[-c]: goes with -R only");
        verifyNoInteractions(operator);
    }
}

package org.doorward.tools.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.util.List;
import org.doorward.control.AuditControl;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.tools.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What modules and modes are told. */
class ChangingCommandsTest {
    private final AuditControl control = mock(AuditControl.class);
    private final ModuleControl switches = mock(ModuleControl.class);

    private Run setenforce(String... arguments) {
        return Run.of(new SetenforceCommand(() -> switches), List.of(arguments));
    }

    private Run enforce(String... arguments) {
        return Run.of(new AaEnforceCommand(() -> control, () -> switches), List.of(arguments));
    }

    private Run complain(String... arguments) {
        return Run.of(new AaComplainCommand(() -> control, () -> switches), List.of(arguments));
    }

    private Run semodule(String... arguments) {
        return Run.of(new SemoduleCommand(() -> control, () -> switches), List.of(arguments));
    }

    @ParameterizedTest
    @CsvSource({"1, ENFORCE", "0, COMPLAIN", "Enforcing, ENFORCE", "permissive, COMPLAIN"})
    void theGlobalModeIsSetInTheWordsOfTheOriginalAndNothingIsSaid(String word, Mode mode) throws Exception {
        assertThat(setenforce(word)).isEqualTo(new Run(0, "", ""));
        verify(switches).setGlobalMode(mode);
    }

    @Test
    void anotherWordIsWrongUsage() {
        assertThat(setenforce("2").exitCode()).isEqualTo(2);
        assertThat(setenforce("2").err()).contains("[2]: expected Enforcing, Permissive, 1 or 0");
        verifyNoInteractions(switches);
    }

    @Test
    void modulesAreSetOneByOneAndSaid() throws Exception {
        when(control.globalMode()).thenReturn(Mode.ENFORCE);

        assertThat(enforce("secrets")).isEqualTo(new Run(0, "Setting secrets to enforce mode.\n", ""));
        assertThat(complain("secrets", "limits").out())
                .isEqualTo("Setting secrets to complain mode.\nSetting limits to complain mode.\n");
        verify(switches).setMode("secrets", Mode.ENFORCE);
        verify(switches).setMode("secrets", Mode.COMPLAIN);
        verify(switches).setMode("limits", Mode.COMPLAIN);
    }

    @Test
    void aModuleThatIsToEnforceWhileNoneDoesIsSaidSo() {
        when(control.globalMode()).thenReturn(Mode.COMPLAIN);

        assertThat(enforce("secrets").err()).contains("no module enforces until setenforce 1");
        assertThat(complain("secrets").err()).isEmpty();
    }

    @Test
    void whatIsRefusedIsSaidWithExitCodeTwo() throws Exception {
        doThrow(new ChangeRefusedException("locked by auditctl -e 2"))
                .when(switches)
                .setGlobalMode(any());
        doThrow(new ChangeRefusedException("[x]: expected a module"))
                .when(switches)
                .setMode(any(), any());
        when(switches.install(any())).thenThrow(new ChangeRefusedException("it is no jar file"));

        assertThat(setenforce("0")).isEqualTo(new Run(2, "", "setenforce: locked by auditctl -e 2\n"));
        assertThat(complain("x")).isEqualTo(new Run(2, "", "aa-complain: [x]: expected a module\n"));
        assertThat(semodule("-i", "/x.jar")).isEqualTo(new Run(2, "", "semodule: it is no jar file\n"));
    }

    @Test
    void jarsAreInstalledByAbsolutePathAndTheirModulesPrinted() throws Exception {
        when(switches.install(Path.of("m.jar").toAbsolutePath())).thenReturn(List.of("limits", "secrets"));

        assertThat(semodule("-i", "m.jar")).isEqualTo(new Run(0, "limits\nsecrets\n", ""));
    }

    @Test
    void modulesAreRemovedDisabledAndEnabled() throws Exception {
        when(switches.remove("a")).thenReturn(List.of("a", "b"));
        when(switches.disable("c")).thenReturn(List.of("c"));
        when(switches.enable("c")).thenReturn(List.of());

        assertThat(semodule("-r", "a").out()).isEqualTo("a\nb\n");
        assertThat(semodule("-d", "c").out()).isEqualTo("c\n");
        assertThat(semodule("-e", "c").err()).contains("has registered no module");
    }

    @Test
    void oneActionAtATime() {
        assertThat(semodule("-l", "-r", "a").exitCode()).isEqualTo(2);
        assertThat(semodule("-r", "a", "-v").err()).contains("[--full]: goes with -l only");
        verifyNoInteractions(switches);
    }
}

package org.doorward.tools.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LatencyStatus;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.control.ModuleStatus;
import org.doorward.control.PolicyStatus;
import org.doorward.control.TrailStatus;
import org.doorward.tools.Run;
import org.junit.jupiter.api.Test;

/** What is said of modules and modes. */
class StatusCommandsTest {
    private final AuditControl control = mock(AuditControl.class);
    private final AuditStatus engine = mock(AuditStatus.class);
    private final ModuleControl switches = mock(ModuleControl.class);

    private void modules(ModuleStatus... modules) {
        when(control.modules()).thenReturn(List.of(modules));
    }

    private Run status(String... arguments) {
        when(control.status()).thenReturn(engine);
        return Run.of(new AaStatusCommand(() -> control), List.of(arguments));
    }

    private Run semodule(String... arguments) {
        return Run.of(new SemoduleCommand(() -> control, () -> switches), List.of(arguments));
    }

    private void threeModules() {
        modules(
                ModuleStub.of("secrets", Mode.ENFORCE),
                ModuleStub.of("limits", Mode.COMPLAIN),
                ModuleStub.of("egress", Mode.ENFORCE));
    }

    @Test
    void theStatusHasTheWordsOfTheOriginalAndTheModulesByMode() {
        threeModules();

        assertThat(status().out().lines())
                .containsExactly(
                        "doorward module is loaded.",
                        "3 modules are loaded.",
                        "2 modules are in enforce mode.",
                        "   egress",
                        "   secrets",
                        "1 modules are in complain mode.",
                        "   limits");
        assertThat(status().exitCode()).isZero();
        assertThat(status("--verbose").out()).isEqualTo(status().out());
    }

    @Test
    void theStatusEndsWithWhatTheTrailTakesItsTimeFor() {
        threeModules();
        TrailStatus trail = mock(TrailStatus.class);
        when(engine.trail()).thenReturn(trail);
        when(trail.state()).thenReturn(TrailStatus.State.OK);
        when(trail.writeTime()).thenReturn(new Latency(900, 80, 120, 4_000));
        when(trail.syncTime()).thenReturn(new Latency(0, -1, -1, -1));

        assertThat(status().out().lines())
                .endsWith("   limits", "trail is ok; in the last minute: write p99 120 us, sync p99 none.");
    }

    @Test
    void theStatusSaysWhatWasDeniedWithoutARecord() {
        ModuleStatus secrets = ModuleStub.of("secrets", Mode.ENFORCE);
        when(secrets.dontaudited()).thenReturn(new TreeMap<>(Map.of("", 1L, "probes", 41L)));
        modules(secrets);

        assertThat(status().out().lines())
                .endsWith(
                        "1 denials of secrets left no record (dontaudit).",
                        "41 denials of secrets by rule probes left no record (dontaudit).");
    }

    private record Latency(long count, long p50Micros, long p99Micros, long maxMicros) implements LatencyStatus {}

    @Test
    void theStatusCounts() {
        threeModules();

        assertThat(status("--profiled").out()).isEqualTo("3\n");
        assertThat(status("--enforced").out()).isEqualTo("2\n");
        assertThat(status("--complaining").out()).isEqualTo("1\n");
        assertThat(status("--enabled")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void theStatusInJsonHasTheKeysOfTheOriginal() {
        threeModules();

        assertThat(status("--json").out())
                .isEqualTo("{\"version\": \"2\", \"profiles\": {\"egress\": \"enforce\", \"limits\": \"complain\","
                        + " \"secrets\": \"enforce\"}, \"processes\": {}}\n");
    }

    @Test
    void withoutModulesTheExitCodeIsOne() {
        modules();

        assertThat(status("--enabled").exitCode()).isEqualTo(1);
        assertThat(semodule("-l")).isEqualTo(new Run(1, "", "No modules.\n"));
    }

    @Test
    void theGlobalModeHasTheWordsOfTheOriginal() {
        when(control.globalMode()).thenReturn(Mode.ENFORCE, Mode.COMPLAIN);

        assertThat(Run.of(new GetenforceCommand(() -> control), List.of()).out())
                .isEqualTo("Enforcing\n");
        assertThat(Run.of(new GetenforceCommand(() -> control), List.of()).out())
                .isEqualTo("Permissive\n");
    }

    @Test
    void modulesAreListedInTheOrderInWhichTheyAreAsked() {
        threeModules();

        assertThat(semodule("-l").out()).isEqualTo("secrets\nlimits\negress\n");
    }

    @Test
    void policiesAreListedBehindTheModules() {
        PolicyStatus policy = mock(PolicyStatus.class);
        when(policy.name()).thenReturn("failures");
        when(policy.version()).thenReturn("1.0.0");
        when(policy.rules()).thenReturn(3);
        when(policy.sha256()).thenReturn("ab12");
        when(switches.policies()).thenReturn(List.of(policy));
        modules();

        assertThat(semodule("-l")).isEqualTo(new Run(0, "failures\n", ""));
        assertThat(semodule("-l", "-v").out()).isEqualTo("policy failures 1.0.0  rules 3  sha256 ab12\n");
        threeModules();
        assertThat(semodule("-l").out()).isEqualTo("secrets\nlimits\negress\nfailures\n");
    }

    @Test
    void theFullListHasEveryFigure() {
        ModuleStatus asked = ModuleStub.of("secrets", Mode.ENFORCE);
        when(asked.sha256()).thenReturn("ab12");
        when(asked.calls()).thenReturn(1_234_567L);
        when(asked.denied()).thenReturn(3L);
        when(asked.dontaudited()).thenReturn(Map.of("", 1L, "probes", 41L));
        when(asked.flagged()).thenReturn(21L);
        when(asked.meanNanos()).thenReturn(1_450L);
        ModuleStatus idle = ModuleStub.of("limits", Mode.COMPLAIN);
        when(idle.wouldDeny()).thenReturn(7L);
        when(idle.faults()).thenReturn(2L);
        modules(asked, idle);

        assertThat(semodule("-l", "-v").out()).isEqualTo("""
                        NAME     VERSION  MODE        CALLS  DENIED  WOULD-DENY  DONTAUDIT  FLAGGED  FAULTS  MEAN-US  SHA256
                        secrets  1.2.0    enforce   1234567       3           0         42       21       0     1.45  ab12
                        limits   1.2.0    complain        0       0           7          0        0       2        -  -
                        """);
        assertThat(semodule("-l", "--full").out())
                .isEqualTo(semodule("-l", "-v").out());
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(semodule().exitCode()).isEqualTo(2);
        assertThat(status("--json", "--enforced").exitCode()).isEqualTo(2);
    }
}

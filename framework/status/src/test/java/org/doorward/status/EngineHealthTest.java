package org.doorward.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.doorward.audit.Lane;
import org.doorward.control.Enabled;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.control.TrailStatus;
import org.junit.jupiter.api.Test;

/** What the health check says, whole. */
class EngineHealthTest {
    private final Engine engine = new Engine();

    private Result check() {
        return new EngineHealth(() -> engine.control).execute();
    }

    private static List<String> messages(Result result) {
        return StreamSupport.stream(result.spliterator(), false)
                .map(entry -> entry.getStatus() + " " + entry.getMessage())
                .toList();
    }

    private void isOnly(Result.Status status, String message) {
        Result result = check();
        assertThat(result.getStatus()).isEqualTo(status);
        assertThat(messages(result).get(0)).isEqualTo(status + " " + message);
        assertThat(messages(result)).hasSize(2);
    }

    @Test
    void inGoodHealthItSaysWhatRuns() {
        engine.module("secrets");
        when(engine.control.globalMode()).thenReturn(Mode.COMPLAIN);
        when(engine.status.backlog()).thenReturn(7L);

        assertThat(check().getStatus()).isEqualTo(Result.Status.OK);
        assertThat(messages(check())).containsExactly("OK 1 modules, global mode complain, backlog 7, lost 0");
    }

    @Test
    void lossesAreAWarningUntilTheyAreReset() {
        when(engine.status.lost(Lane.RELIABLE, LossReason.DISK)).thenReturn(2L);
        when(engine.status.lost(Lane.LOSSY, LossReason.RATE)).thenReturn(9L);

        when(engine.status.lost()).thenReturn(5L);
        isOnly(
                Result.Status.WARN,
                "events were lost since the last reset: [5]; since the start: reliable.disk [2], lossy.rate [9]; see"
                        + " aureport --lost; raise backlog_limit or the rate limits, or record less; then auditctl --reset-lost");
        when(engine.status.lost()).thenReturn(0L);
        assertThat(check().isOk()).isTrue();
    }

    @Test
    void aDiskThatStandsStillIsAWarning() {
        when(engine.trail.state()).thenReturn(TrailStatus.State.STALLED);
        when(engine.trail.stalledMillis()).thenReturn(3_500L);
        isOnly(
                Result.Status.WARN,
                "a call of the trail's disk does not return: [3500] ms; look at what else uses the disk, and at its health");
    }

    @Test
    void aDiskThatGetsFullIsAWarning() {
        when(engine.trail.diskStage()).thenReturn("space-left");
        when(engine.trail.freeMegabytes()).thenReturn(70L);
        isOnly(
                Result.Status.WARN,
                "the disk of the trail gets full: [space-left], [70] MiB are free; take old segments away or add"
                        + " space, before admin_space_left and disk_full act");
    }

    @Test
    void aDiskThatIsFullIsCritical() {
        when(engine.trail.diskStage()).thenReturn("disk-full");
        isOnly(
                Result.Status.CRITICAL,
                "the disk of the trail has refused to take what was written: [disk-full]; make room or mend it, and"
                        + " look for what was lost with aureport --lost");
    }

    @Test
    void deniedForWantOfARecordIsCritical() {
        when(engine.status.refusing()).thenReturn(true);
        isOnly(
                Result.Status.CRITICAL,
                "operations that need a record are denied: failure_mode is deny, and the trail takes nothing; mend the"
                        + " disk of the trail, or make room on it; it goes on by itself");
    }

    @Test
    void aTrailThatTakesNothingIsCritical() {
        when(engine.trail.state()).thenReturn(TrailStatus.State.SUSPENDED);
        isOnly(
                Result.Status.CRITICAL,
                "the trail takes no ordinary events, by a disk action of conf/doorward.cfg; make room on its disk; it"
                        + " goes on by itself");
        when(engine.trail.state()).thenReturn(TrailStatus.State.FAILED);
        isOnly(
                Result.Status.CRITICAL,
                "the trail takes nothing: no segment can be opened; see the log for the error, and mend the disk; it is"
                        + " tried again each second");
    }

    @Test
    void aMissingModuleIsCritical() {
        when(engine.control.missingModules()).thenReturn(List.of("vault", "egress"));
        isOnly(
                Result.Status.CRITICAL,
                "required modules are not deployed, so operations are denied: [vault, egress]; put their jars into"
                        + " deploy/, or take their names out of required_modules in conf/doorward.cfg");
    }

    @Test
    void auditThatIsOffIsAWarning() {
        when(engine.status.enabled()).thenReturn(Enabled.OFF);
        isOnly(Result.Status.WARN, "nothing is recorded but denials: audit is off; auditctl -e 1");
    }

    @Test
    void theWorstCounts() {
        when(engine.status.enabled()).thenReturn(Enabled.OFF);
        when(engine.status.refusing()).thenReturn(true);
        assertThat(check().getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(messages(check())).hasSize(3);
    }

    @Test
    void eventsThatGoElsewhereThanToATrailAreNoAilment() {
        when(engine.status.trail()).thenReturn(null);
        assertThat(check().isOk()).isTrue();
    }

    @Test
    void withoutAnEngineItIsCritical() {
        assertThat(messages(new EngineHealth(() -> null).execute()))
                .containsExactly("CRITICAL the engine does not run; start Doorward anew");
    }
}

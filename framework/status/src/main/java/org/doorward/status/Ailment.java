package org.doorward.status;

import java.util.StringJoiner;
import java.util.function.BiFunction;
import org.doorward.audit.Lane;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.Enabled;
import org.doorward.control.LossReason;
import org.doorward.control.TrailStatus;

/**
 * What an engine may suffer from, how bad that is, and what to do: the worst first. Safe for all threads. docs/status.md has them in a
 * table.
 */
enum Ailment {
    REFUSING(
            true,
            "operations that need a record are denied: failure_mode is deny, and the trail takes nothing",
            "mend the disk of the trail, or make room on it; it goes on by itself",
            (control, status) -> status.refusing() ? "" : null),
    MODULES_MISSING(
            true,
            "required modules are not deployed, so operations are denied",
            "put their jars into deploy/, or take their names out of required_modules in conf/doorward.cfg",
            (control, status) -> control.missingModules().isEmpty()
                    ? null
                    : control.missingModules().toString()),
    TRAIL_SUSPENDED(
            true,
            "the trail takes no ordinary events, by a disk action of conf/doorward.cfg",
            "make room on its disk; it goes on by itself",
            (control, status) -> in(TrailStatus.State.SUSPENDED, status)),
    TRAIL_FAILED(
            true,
            "the trail takes nothing: no segment can be opened",
            "see the log for the error, and mend the disk; it is tried again each second",
            (control, status) -> in(TrailStatus.State.FAILED, status)),
    DISK(
            true,
            "the disk of the trail has refused to take what was written",
            "make room or mend it, and look for what was lost with aureport --lost",
            (control, status) -> stage(status, "disk-full", "disk-error")),
    STALLED(
            false,
            "a call of the trail's disk does not return",
            "look at what else uses the disk, and at its health",
            (control, status) -> in(TrailStatus.State.STALLED, status) == null
                    ? null
                    : "[" + status.trail().stalledMillis() + "] ms"),
    SPACE_LEFT(
            false,
            "the disk of the trail gets full",
            "take old segments away or add space, before admin_space_left and disk_full act",
            (control, status) -> stage(status, "space-left", "admin-space-left") == null
                    ? null
                    : "[" + status.trail().diskStage() + "], [" + status.trail().freeMegabytes() + "] MiB are free"),
    LOST(
            false,
            "events were lost since the last reset",
            "see aureport --lost; raise backlog_limit or the rate limits, or record less; then auditctl --reset-lost",
            Ailment::lost),
    OFF(
            false,
            "nothing is recorded but denials: audit is off",
            "auditctl -e 1",
            (control, status) -> status.enabled() == Enabled.OFF ? "" : null);

    private final boolean critical;
    private final String sign;
    private final String remedy;
    private final BiFunction<AuditControl, AuditStatus, String> look;

    Ailment(boolean critical, String sign, String remedy, BiFunction<AuditControl, AuditStatus, String> look) {
        this.critical = critical;
        this.sign = sign;
        this.remedy = remedy;
        this.look = look;
    }

    boolean isCritical() {
        return critical;
    }

    String sign() {
        return sign;
    }

    String remedy() {
        return remedy;
    }

    /** What to say to whoever looks after the engine; {@code null} if it does not suffer from this. */
    String found(AuditControl control, AuditStatus status) {
        String details = look.apply(control, status);
        return details == null ? null : sign + (details.isEmpty() ? "" : ": " + details) + "; " + remedy;
    }

    private static String in(TrailStatus.State state, AuditStatus status) {
        return status.trail() != null && status.trail().state() == state ? "" : null;
    }

    private static String stage(AuditStatus status, String one, String other) {
        String stage = status.trail() == null ? "" : status.trail().diskStage();
        return stage.equals(one) || stage.equals(other) ? "[" + stage + "]" : null;
    }

    /* The number is that since the reset; the reasons are those since the start. */
    private static String lost(AuditControl control, AuditStatus status) {
        if (status.lost() == 0) {
            return null;
        }
        StringJoiner reasons = new StringJoiner(", ", "[" + status.lost() + "]; since the start: ", "");
        for (Lane lane : Lane.values()) {
            for (LossReason reason : LossReason.values()) {
                if (status.lost(lane, reason) > 0) {
                    reasons.add(lane.token() + "." + reason.token() + " [" + status.lost(lane, reason) + "]");
                }
            }
        }
        return reasons.toString();
    }
}

package org.doorward.tools;

import java.io.PrintWriter;
import java.util.Locale;
import org.doorward.audit.Lane;
import org.doorward.control.AccountStatus;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LatencyStatus;
import org.doorward.control.LossReason;
import org.doorward.control.ModuleStatus;
import org.doorward.control.TrailStatus;

/** What {@code auditctl -s} prints: a name and a value in each line, those of {@code auditctl(8)} first. */
final class StatusText {
    private StatusText() {}

    static void print(AuditControl control, PrintWriter out) {
        AuditStatus status = control.status();
        out.println("enabled " + status.enabled().ordinal());
        if (!status.lockedBy().isEmpty()) {
            out.println("locked_by " + status.lockedBy());
        }
        out.println("failure " + status.failureMode().ordinal());
        out.println("pid " + status.pid());
        out.println("rate_limit " + status.rateLimit());
        out.println("backlog_limit " + status.backlogLimit());
        out.println("lost " + status.lost());
        out.println("backlog " + status.backlog());
        out.println("backlog_wait_time " + status.backlogWaitTimeMillis());
        out.println("backlog_wait_time_actual " + status.backlogWaitMillis());
        out.println("backlog_waits " + status.backlogWaits());
        out.println("backlog_high_water " + status.backlogHighWater());
        out.println("backlog_limit_bytes " + status.backlogLimitBytes());
        out.println("backlog_bytes " + status.backlogBytes());
        out.println("backlog_high_water_bytes " + status.backlogHighWaterBytes());
        out.println("refusing " + (status.refusing() ? 1 : 0));
        out.println("bundle_rate_limit " + status.bundleRateLimit());
        out.println("bundle_backlog_share " + status.bundleBacklogShare());
        out.println("last_serial " + status.lastSerial());
        for (Lane lane : Lane.values()) {
            out.println("emitted_" + lane.token() + " " + status.emitted(lane));
            out.println("written_" + lane.token() + " " + status.written(lane));
            for (LossReason reason : LossReason.values()) {
                out.println("lost_" + lane.token() + "_" + reason.token() + " " + status.lost(lane, reason));
            }
        }
        print(status.trail(), out);
        for (ModuleStatus module : control.modules()) {
            module.dontaudited()
                    .forEach((rule, count) -> out.println(
                            "dontaudit " + module.name() + " " + count + (rule.isEmpty() ? "" : " " + rule)));
        }
        for (AccountStatus account : status.accounts()) {
            print(account, out);
        }
        if (!status.unmediated().isEmpty()) {
            out.println("not_mediated " + status.unmediated());
        }
    }

    private static void print(TrailStatus trail, PrintWriter out) {
        if (trail != null) {
            out.println("trail_segment " + trail.segment());
            out.println("trail_state " + trail.state().name().toLowerCase(Locale.ROOT));
            out.println("trail_disk_stage " + (trail.diskStage().isEmpty() ? "none" : trail.diskStage()));
            out.println("trail_free_mb " + trail.freeMegabytes());
            out.println("trail_stalled_ms " + trail.stalledMillis());
            print("trail_write_", trail.writeTime(), out);
            print("trail_sync_", trail.syncTime(), out);
        }
    }

    private static void print(String name, LatencyStatus time, PrintWriter out) {
        out.println(name + "p50_us " + time.p50Micros());
        out.println(name + "p99_us " + time.p99Micros());
        out.println(name + "max_us " + time.maxMicros());
    }

    /** One line, with the numbers that are not zero; none if all are. */
    private static void print(AccountStatus account, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (Lane lane : Lane.values()) {
            number(line, "emitted_" + lane.token(), account.emitted(lane));
            number(line, "written_" + lane.token(), account.written(lane));
            for (LossReason reason : LossReason.values()) {
                number(line, "lost_" + lane.token() + "_" + reason.token(), account.lost(lane, reason));
            }
        }
        number(line, "backlog", account.backlog());
        number(line, "backlog_bytes", account.backlogBytes());
        if (line.length() > 0) {
            out.println("account " + account.label() + line);
        }
    }

    private static void number(StringBuilder line, String name, long value) {
        if (value != 0) {
            line.append(' ').append(name).append('=').append(value);
        }
    }
}

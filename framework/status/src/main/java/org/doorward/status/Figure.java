package org.doorward.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.doorward.audit.Lane;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.control.TrailStatus;

/**
 * What a meter shows: its name, whether it only rises, its unit, what it says, and a series for each value of its tags. Immutable, safe for
 * all threads. docs/status.md has them in a table.
 */
record Figure(String meter, boolean counts, String unit, String says, List<Series> series) {
    /** One value; {@code NaN}: not known now. */
    record Series(Map<String, String> tags, ToDoubleFunction<AuditControl> value) {}

    private static final double MEGABYTE = 1024 * 1024;

    /** Those of the engine. */
    static List<Figure> ofEngine() {
        return List.of(
                gauge("backlog", "events", "in the backlog", AuditStatus::backlog),
                gauge("backlog.max", "events", "the most that these have been", AuditStatus::backlogHighWater),
                gauge("backlog.limit", "events", "that it holds at most; 0: no limit", AuditStatus::backlogLimit),
                gauge("backlog.size", "bytes", "that events in the backlog take", AuditStatus::backlogBytes),
                gauge("backlog.size.max", "bytes", "the most that these have been", AuditStatus::backlogHighWaterBytes),
                gauge("backlog.size.limit", "bytes", "that it holds at most", AuditStatus::backlogLimitBytes),
                counter("backlog.waits", "waits", "of operations for room", AuditStatus::backlogWaits),
                counter(
                        "backlog.wait.time",
                        "seconds",
                        "that operations waited for room, all together",
                        status -> status.backlogWaitMillis() / 1e3),
                byLane("events.emitted", "that were to be recorded", AuditStatus::emitted),
                byLane("events.written", "that the trail has", AuditStatus::written),
                lost(),
                gauge("refusing", "", "1 while operations are denied for want of a record", Figure::refusing),
                trail("trail.ok", "", "1 while it takes events and no call hangs", Figure::isOk),
                trail("trail.free", "bytes", "on its disk", trail -> trail.freeMegabytes() * MEGABYTE),
                trail(
                        "trail.stalled",
                        "seconds",
                        "for which a call of its disk has been hanging",
                        trail -> trail.stalledMillis() / 1e3),
                time(
                        "trail.write.p50",
                        "half of its writes took no longer, of the last minute",
                        trail -> trail.writeTime().p50Micros()),
                time(
                        "trail.write.p99",
                        "99 of 100 of them took no longer",
                        trail -> trail.writeTime().p99Micros()),
                time(
                        "trail.write.max",
                        "the longest of them",
                        trail -> trail.writeTime().maxMicros()),
                time(
                        "trail.sync.p50",
                        "half of its syncs took no longer, of the last minute",
                        trail -> trail.syncTime().p50Micros()),
                time(
                        "trail.sync.p99",
                        "99 of 100 of them took no longer",
                        trail -> trail.syncTime().p99Micros()),
                time(
                        "trail.sync.max",
                        "the longest of them",
                        trail -> trail.syncTime().maxMicros()),
                one(
                        "enforcing",
                        false,
                        "",
                        "1 unless all modules complain",
                        control -> flag(control.globalMode() == Mode.ENFORCE)),
                one(
                        "modules.missing",
                        false,
                        "modules",
                        "that are required and not deployed",
                        control -> control.missingModules().size()));
    }

    /** Those of the module of this name, whatever its version; 0 and not known while it is not deployed. */
    static List<Figure> ofModule(String name) {
        return List.of(
                module(name, "calls", true, "operations", "in which it was asked", ModuleStatus::calls),
                module(name, "denied", true, "operations", "that it denied", ModuleStatus::denied),
                module(
                        name,
                        "would.deny",
                        true,
                        "operations",
                        "that it would have denied, in mode complain",
                        ModuleStatus::wouldDeny),
                module(
                        name,
                        "dontaudited",
                        true,
                        "operations",
                        "that it denied without a record",
                        module -> module.dontaudited().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                module(name, "flagged", true, "operations", "that it flagged", ModuleStatus::flagged),
                module(name, "faults", true, "faults", "of its code", ModuleStatus::faults),
                module(
                        name,
                        "enforcing",
                        false,
                        "",
                        "1 in mode enforce",
                        module -> flag(module.mode() == Mode.ENFORCE)),
                module(
                        name,
                        "decide.mean",
                        false,
                        "seconds",
                        "that it takes to decide, of a sample",
                        module -> known(module.meanNanos(), TimeUnit.SECONDS.toNanos(1))));
    }

    /** The names of the tags, in order. */
    List<String> tags() {
        return List.copyOf(series.get(0).tags().keySet());
    }

    private static Figure one(
            String meter, boolean counts, String unit, String says, ToDoubleFunction<AuditControl> value) {
        return new Figure("doorward." + meter, counts, unit, says, List.of(new Series(Map.of(), value)));
    }

    private static Figure gauge(String meter, String unit, String says, ToDoubleFunction<AuditStatus> value) {
        return one(meter, false, unit, says, control -> value.applyAsDouble(control.status()));
    }

    private static Figure counter(String meter, String unit, String says, ToDoubleFunction<AuditStatus> value) {
        return one(meter, true, unit, says, control -> value.applyAsDouble(control.status()));
    }

    private static Figure trail(String meter, String unit, String says, ToDoubleFunction<TrailStatus> value) {
        return gauge(meter, unit, says, status -> {
            TrailStatus trail = status.trail();
            return trail == null ? Double.NaN : value.applyAsDouble(trail);
        });
    }

    private static Figure time(String meter, String says, ToDoubleFunction<TrailStatus> micros) {
        return trail(meter, "seconds", says, trail -> known(micros.applyAsDouble(trail), TimeUnit.SECONDS.toMicros(1)));
    }

    private static Figure byLane(String meter, String says, ToDoubleBiFunction<AuditStatus, Lane> value) {
        List<Series> series = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            series.add(
                    new Series(Map.of("lane", lane.token()), control -> value.applyAsDouble(control.status(), lane)));
        }
        return new Figure("doorward." + meter, true, "events", says, List.copyOf(series));
    }

    private static Figure lost() {
        List<Series> series = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            for (LossReason reason : LossReason.values()) {
                series.add(new Series(
                        new TreeMap<>(Map.of("lane", lane.token(), "reason", reason.token())),
                        control -> control.status().lost(lane, reason)));
            }
        }
        return new Figure("doorward.events.lost", true, "events", "that no trail has", List.copyOf(series));
    }

    private static Figure module(
            String name, String meter, boolean counts, String unit, String says, ToDoubleFunction<ModuleStatus> value) {
        Series series = new Series(
                Map.of("module", name),
                control -> control.modules().stream()
                        .filter(module -> module.name().equals(name))
                        .findFirst()
                        .map(value::applyAsDouble)
                        .orElse(counts ? 0 : Double.NaN));
        return new Figure("doorward.module." + meter, counts, unit, says, List.of(series));
    }

    private static double refusing(AuditStatus status) {
        return flag(status.refusing());
    }

    private static double isOk(TrailStatus trail) {
        return flag(trail.state() == TrailStatus.State.OK);
    }

    private static double flag(boolean is) {
        return is ? 1 : 0;
    }

    private static double known(double value, double unit) {
        return value < 0 ? Double.NaN : value / unit;
    }
}

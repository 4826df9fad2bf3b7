package org.doorward.osgi;

import java.time.Duration;
import org.doorward.control.FailureMode;
import org.doorward.control.Mode;
import org.doorward.core.ClassInitializers;
import org.doorward.core.UnattributedPolicy;
import org.doorward.event.Commit;
import org.doorward.trail.store.MaxLogFileAction;
import org.doorward.transport.Flush;
import org.doorward.transport.TransportSettings;

/**
 * Every setting of {@code DIR/conf/doorward.cfg}, once: name, form and range, default, whether a change counts at once, and what
 * it is for. Names are those of {@code auditd.conf(5)} and {@code auditctl(8)} where these have the thing. Besides them the file may
 * hold {@code mode.NAME = enforce|complain} for any module, and {@code commit.KEY = none|exit|entry} for any key.
 */
public enum Setting {
    /** {@code global_mode}. */
    GLOBAL_MODE(
            ValueForm.word(Mode.class),
            "enforce",
            true,
            "Mode of all modules: each is in its own (enforce); all are in mode complain, whatever their own is (complain)."),
    /** {@code default_mode}. */
    DEFAULT_MODE(
            ValueForm.word(Mode.class),
            "enforce",
            true,
            "Mode of modules that neither declare one nor have a mode.NAME."),
    /** {@code required_modules}. */
    REQUIRED_MODULES(
            ValueForm.moduleNames(),
            "",
            true,
            "Modules that must be there; AuditReady is registered only while all of them are."),
    /** {@code unattributed}. */
    UNATTRIBUTED(
            ValueForm.word(UnattributedPolicy.class),
            "audit",
            true,
            "Operations with no bundle on the stack: recorded where it is seen, and denied if they start a process, end the JVM or load native"
                    + " code (audit); denied (deny); left to the modules (pass)."),
    /** {@code class_initializers}. */
    CLASS_INITIALIZERS(
            ValueForm.word(ClassInitializers.class),
            "deny",
            true,
            "A module's denial while a class is initialized, which leaves the class dead until the next start: it counts (deny); it is recorded"
                    + " and passes (defer)."),
    /** {@code denial_storm}. */
    DENIAL_STORM(
            ValueForm.number(0, 1_000_000),
            "1000",
            true,
            "Denials of one bundle and kind in about a second, beyond which exceptions have no stack trace until the storm is over; 0 = they"
                    + " always have one."),
    /** {@code transparent}. */
    TRANSPARENT(
            ValueForm.bundles(),
            "",
            true,
            "Bundles that act for their callers, as libraries do: the subject is the next bundle on the stack, and they are recorded in via=."),
    /** {@code failure_mode}. */
    FAILURE_MODE(
            ValueForm.word(FailureMode.class),
            "log",
            true,
            "What happens when a record cannot be kept: counted; counted and logged; operations that need one are refused."),
    /** {@code commit}. */
    COMMIT(
            ValueForm.word(Commit.class),
            "none",
            true,
            "When the caller of an audited operation sees its result: when the record is queued (none), or on the disk (exit, entry); entry: and it starts when a record that it is about to run is on the disk."),
    /** {@code backlog_limit}. */
    BACKLOG_LIMIT(
            ValueForm.number(0, 8_388_608),
            "8192",
            true,
            "Events that the backlog holds at most; 0 = bounded by backlog_limit_bytes alone."),
    /** {@code backlog_limit_bytes}. */
    BACKLOG_LIMIT_BYTES(
            ValueForm.bytes(TransportSettings.MINIMUM_BYTES, TransportSettings.MAXIMUM_BYTES),
            "8388608",
            false,
            "Bytes that the backlog holds at most, as a number or as a share of the maximum heap (-Xmx); the memory is taken at start, outside"
                    + " the heap."),
    /** {@code backlog_wait_time}. */
    BACKLOG_WAIT_TIME(
            ValueForm.time(Duration.ZERO, Duration.ofMinutes(10)),
            "15 s",
            true,
            "How long an operation that needs a record waits for room, before failure_mode counts."),
    /** {@code rate_limit}. */
    RATE_LIMIT(ValueForm.number(0, 1_000_000), "0", true, "Events per second of the lossy lane; 0 = no limit."),
    /** {@code bundle_rate_limit}. */
    BUNDLE_RATE_LIMIT(
            ValueForm.number(0, 1_000_000),
            "0",
            true,
            "Events per second of the lossy lane for each bundle; 0 = no limit."),
    /** {@code bundle_backlog_share}. */
    BUNDLE_BACKLOG_SHARE(
            ValueForm.number(1, 100),
            "50",
            true,
            "Percent of the room in the backlog that one bundle may hold while no other holds any; 100 = all of it."),
    /** {@code flush}. */
    FLUSH(
            ValueForm.word(Flush.class),
            "incremental",
            true,
            "When the trail is made durable without anybody waiting for it."),
    /** {@code freq}. */
    FREQ(
            ValueForm.number(1, Integer.MAX_VALUE),
            "50",
            true,
            "Events between two syncs with flush = incremental or incremental_async."),
    /** {@code max_log_file}. */
    MAX_LOG_FILE(
            ValueForm.number(0, 1_000_000),
            "64",
            true,
            "Megabytes after which a segment of the trail has its size; 0 = it never has."),
    /** {@code max_log_file_age}. */
    MAX_LOG_FILE_AGE(
            ValueForm.time(Duration.ZERO, Duration.ofDays(3650)),
            "0",
            true,
            "Time after which a segment that is not empty has its age, counted from when this run opened it; 0 = it never has."),
    /** {@code max_log_file_action}. */
    MAX_LOG_FILE_ACTION(
            ValueForm.word(MaxLogFileAction.class),
            "rotate",
            true,
            "What is done with a segment that has its size or age: nothing; a message in the log; nothing is recorded until these settings change; a"
                    + " new segment is begun and the oldest deleted; a new one is begun and none deleted."),
    /** {@code num_logs}. */
    NUM_LOGS(ValueForm.number(2, 999), "5", true, "Segments of the trail that are kept, with rotate."),
    /** {@code space_left}. */
    SPACE_LEFT(
            ValueForm.space(),
            "75",
            true,
            "What should be free on the disk of the trail; less is the stage space-left. 0 = no limit."),
    /** {@code space_left_action}. */
    SPACE_LEFT_ACTION(
            ValueForm.diskAction(true), "syslog", true, "What is done then, once until the space is there again."),
    /** {@code admin_space_left}. */
    ADMIN_SPACE_LEFT(
            ValueForm.space(),
            "50",
            true,
            "What is kept for the administrator, less than space_left; less is the stage admin-space-left. 0 = no limit."),
    /** {@code admin_space_left_action}. */
    ADMIN_SPACE_LEFT_ACTION(
            ValueForm.diskAction(true), "syslog", true, "What is done then, once until the space is there again."),
    /** {@code disk_full_action}. */
    DISK_FULL_ACTION(
            ValueForm.diskAction(true),
            "syslog",
            true,
            "What is done when a write finds no space, once until one succeeds."),
    /** {@code disk_error_action}. */
    DISK_ERROR_ACTION(
            ValueForm.diskAction(false),
            "syslog",
            true,
            "What is done when a write, a sync or another call fails otherwise, besides a new segment, once until a sync succeeds."),
    /** {@code stall_time}. */
    STALL_TIME(
            ValueForm.time(Duration.ofMillis(10), Duration.ofHours(1)),
            "2 s",
            true,
            "A write, sync or rename of the trail that takes longer is a stall."),
    /** {@code node}. */
    NODE(ValueForm.nodeName(), "", false, "Name of this host, at the beginning of each record; empty = none."),
    /** {@code hook_timeout}. */
    HOOK_TIMEOUT(
            ValueForm.time(Duration.ofMillis(10), Duration.ofHours(1)),
            "10 s",
            false,
            "How long a module may take for one decision before it counts as hanging."),
    /** {@code detach_deadline}. */
    DETACH_DEADLINE(
            ValueForm.time(Duration.ofSeconds(1), Duration.ofDays(7)),
            "1 h",
            false,
            "How long a detached operation may stay without an outcome before it ends as unknown."),
    /** {@code deploy_timeout}. */
    DEPLOY_TIMEOUT(
            ValueForm.time(Duration.ofMillis(100), Duration.ofMinutes(10)),
            "5 s",
            true,
            "How long the new version of a bundle may take to register the modules of the old one, before the old one is kept.");

    private final ValueForm<?> form;
    private final String defaultText;
    private final boolean live;
    private final String description;

    Setting(ValueForm<?> form, String defaultText, boolean live, String description) {
        this.form = form;
        this.defaultText = defaultText;
        this.live = live;
        this.description = description;
    }

    /** The name in the file. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What may be written, in words for people. */
    public String expected() {
        return form.expected();
    }

    /** What counts if the file says nothing. */
    public String defaultText() {
        return defaultText;
    }

    /** Whether a change counts at once; otherwise at the next start. */
    public boolean live() {
        return live;
    }

    /** What it is for, in a sentence. */
    public String description() {
        return description;
    }

    /** The name in a CONFIG_CHANGE record, or {@code null} if the change is written as USYS_CONFIG. */
    String auditName() {
        return switch (this) {
            case BACKLOG_LIMIT, RATE_LIMIT, BACKLOG_WAIT_TIME -> "audit_" + key();
            case FAILURE_MODE -> "audit_failure";
            default -> null;
        };
    }

    ValueForm<?> form() {
        return form;
    }
}

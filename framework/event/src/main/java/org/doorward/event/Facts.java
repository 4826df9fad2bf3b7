package org.doorward.event;

import org.doorward.audit.Lane;
import org.doorward.control.LossReason;

/**
 * The facts of the core: each method begins and fills one event of one record. The order of fields is part of the format. What is
 * called {@code text} comes from outside and is encoded; the rest are registered words and numbers.
 */
public final class Facts {
    private Facts() {}

    /** The engine starts. */
    public static void start(EventEncoder fact, String version, String trail, boolean agent, boolean enforcing) {
        fact.begin(RecordType.DAEMON_START);
        fact.factToken("op", "start");
        fact.factToken("ver", version);
        fact.factToken("format", "raw");
        fact.factToken("kernel", "jvm-" + System.getProperty("java.version"));
        fact.factToken("trail", trail);
        fact.factToken("agent", agent ? "on" : "off");
        fact.factNumber("enforcing", enforcing ? 1 : 0);
        fact.result(true);
    }

    /** The engine stops: what the trail has, but for this record. */
    public static void stop(EventEncoder fact, long written, long lost) {
        fact.begin(RecordType.DAEMON_END);
        fact.factToken("op", "terminate");
        fact.factNumber("written", written);
        fact.factNumber("lost", lost);
        fact.result(true);
    }

    /** The self-test at start. {@code unmediated}: kinds that nothing enforces in this installation. */
    public static void selfTest(EventEncoder fact, int kinds, int woven, int unmediated, boolean probeDenied) {
        fact.begin(RecordType.TEST);
        fact.factToken("op", "self-test");
        fact.factNumber("kinds", kinds);
        fact.factNumber("woven", woven);
        fact.factNumber("unmediated", unmediated);
        fact.factToken("probe", probeDenied ? "denied" : "passed");
        fact.result(probeDenied);
    }

    /** A security module takes part. */
    public static void moduleLoad(EventEncoder fact, String module, String version, String sha256, String mode) {
        fact.begin(RecordType.SERVICE_START);
        fact.factToken("unit", module);
        fact.factToken("op", "module-load");
        fact.factText("module", module);
        fact.factToken("version", version);
        fact.factToken("sha256", sha256);
        fact.factToken("now", mode);
        fact.result(true);
    }

    /** A module could not take part. */
    public static void moduleRefused(EventEncoder fact, String module, String version, String mode) {
        moduleLoad(fact, module, version, "none", mode);
        fact.result(false);
    }

    /** A security module takes part no more. */
    public static void moduleUnload(EventEncoder fact, String module, String version, long denied, long flagged) {
        fact.begin(RecordType.SERVICE_STOP);
        fact.factToken("unit", module);
        fact.factToken("op", "module-unload");
        fact.factText("module", module);
        fact.factToken("version", version);
        fact.factNumber("denied", denied);
        fact.factNumber("flagged", flagged);
        fact.result(true);
    }

    /** A policy bundle is in force; {@code old} is the hash of what it replaces. Gone with {@code sha256} none and no rules. */
    public static void loadPolicy(
            EventEncoder fact, String policy, String version, int rules, String sha256, String old, boolean done) {
        fact.begin(RecordType.USER_MAC_POLICY_LOAD);
        fact.factToken("op", "load-policy");
        fact.factText("policy", policy);
        fact.factToken("version", version);
        fact.factNumber("rules", rules);
        fact.factToken("sha256", sha256);
        fact.factToken("old", old);
        fact.factToken("lsm", "doorward");
        fact.result(done);
    }

    /** The mode of a module was set, or that was refused; {@code module} is {@code *} for all. */
    public static void setMode(EventEncoder fact, String module, String old, String now, boolean done) {
        fact.begin(RecordType.USER_MAC_CONFIG_CHANGE);
        fact.factToken("op", "set-mode");
        fact.factText("module", module);
        fact.factToken("old", old);
        fact.factToken("new", now);
        fact.result(done);
    }

    /** An audit setting was changed, or its change refused. {@code name} as {@code audit_backlog_limit}. */
    public static void auditSetting(EventEncoder fact, String name, long value, long old, boolean done) {
        auditSetting(fact, name, value, old);
        fact.result(done);
    }

    /** The change of an audit setting was refused; {@code reason} is a word. */
    public static void auditSettingRefused(EventEncoder fact, String name, long value, long old, String reason) {
        auditSetting(fact, name, value, old);
        fact.factToken("reason", reason);
        fact.result(false);
    }

    private static void auditSetting(EventEncoder fact, String name, long value, long old) {
        fact.begin(RecordType.CONFIG_CHANGE);
        fact.factToken("op", "set");
        fact.factNumber(name, value);
        fact.factNumber("old", old);
        fact.factToken("auid", "");
    }

    /** A rule was added or removed; {@code key} may be {@code null}. */
    public static void rule(EventEncoder fact, boolean added, String key, int list, String text, boolean done) {
        rule(fact, added, key, list, text);
        fact.result(done);
    }

    /** To add or remove a rule was refused; {@code reason} is a word, {@code key} may be {@code null}. */
    public static void ruleRefused(EventEncoder fact, boolean added, String key, int list, String text, String reason) {
        rule(fact, added, key, list, text);
        fact.factToken("reason", reason);
        fact.result(false);
    }

    private static void rule(EventEncoder fact, boolean added, String key, int list, String text) {
        fact.begin(RecordType.CONFIG_CHANGE);
        fact.factToken("auid", "");
        fact.factToken("op", added ? "add_rule" : "remove_rule");
        fact.factText("key", key);
        fact.factNumber("list", list);
        fact.factText("info", text);
    }

    /** Another setting was changed, or its change refused; {@code info} may be {@code null}. */
    public static void setting(EventEncoder fact, String name, String old, String now, String info, boolean done) {
        fact.begin(RecordType.USYS_CONFIG);
        fact.factToken("op", "set-config");
        fact.factText("setting", name);
        fact.factText("old", old);
        fact.factText("new", now);
        if (info != null) {
            fact.factText("info", info);
        }
        fact.result(done);
    }

    /** Events were lost; {@code count} serials are missing from {@code first} to {@code last}. */
    public static void lost(
            EventEncoder fact, LossReason reason, Lane lane, long count, long first, long last, String bundle) {
        fact.begin(RecordType.DAEMON_ERR);
        fact.factToken("op", "lost");
        fact.factToken("reason", reason.token());
        fact.factToken("lane", lane.token());
        fact.factNumber("count", count);
        fact.factNumber("first", first);
        fact.factNumber("last", last);
        if (bundle == null) {
            fact.factToken("bundle", "(many)");
        } else {
            fact.factText("bundle", bundle);
        }
        fact.result(false);
    }

    /** A write, sync or rename took so long: the disk stood still. */
    public static void stall(EventEncoder fact, long waitedMillis, String segment) {
        fact.begin(RecordType.DAEMON_ERR);
        fact.factToken("op", "stall");
        fact.factNumber("waited_ms", waitedMillis);
        fact.factText("segment", segment);
        fact.result(false);
    }

    /**
     * The disk has come to a stage of {@code auditd.conf(5)}.
     *
     * @param stage {@code space-left}, {@code admin-space-left}, {@code disk-full} or {@code disk-error}
     * @param reaction the action that is taken
     */
    public static void diskStage(
            EventEncoder fact, String stage, long leftMegabytes, long limitMegabytes, String reaction) {
        fact.begin(RecordType.DAEMON_ERR);
        fact.factToken("op", stage);
        fact.factNumber("left_mb", leftMegabytes);
        fact.factNumber("limit_mb", limitMegabytes);
        fact.factToken("reaction", reaction);
        fact.result(false);
    }

    /** Recording goes on after it was refused; {@code reason}: why it had been. */
    public static void resume(EventEncoder fact, String reason) {
        fact.begin(RecordType.DAEMON_RESUME);
        fact.factToken("op", "resume-logging");
        fact.factToken("reason", reason);
        fact.result(true);
    }

    /** A sync failed: nothing that it covered is durable. */
    public static void syncError(EventEncoder fact, String segment, int exit, long unsynced) {
        fact.begin(RecordType.DAEMON_ERR);
        fact.factToken("op", "sync-error");
        fact.factText("segment", segment);
        fact.factNumber("exit", exit);
        fact.factNumber("unsynced", unsynced);
        fact.result(false);
    }

    /** Recovery cut an incomplete event off the end of the trail. */
    public static void tornTail(EventEncoder fact, String segment, long cutBytes, long after) {
        fact.begin(RecordType.DAEMON_ERR);
        fact.factToken("op", "torn-tail");
        fact.factText("segment", segment);
        fact.factNumber("cut_bytes", cutBytes);
        fact.factNumber("after", after);
        fact.result(false);
    }

    /** A new segment begins: its first record. */
    public static void rotate(EventEncoder fact, String old, String now) {
        fact.begin(RecordType.DAEMON_ROTATE);
        fact.factToken("op", "rotate-logs");
        fact.factText("old", old);
        fact.factText("new", now);
        fact.result(true);
    }

    /** A module threw, returned null, kept a flyweight or did not return. */
    public static void moduleFault(
            EventEncoder fact, String module, String kind, String exception, long afterMicros, boolean denied) {
        fact.begin(RecordType.ANOM_RBAC_FAIL);
        fact.factToken("op", "module-fault");
        fact.factText("module", module);
        fact.factToken("kind", kind);
        fact.factText("exception", exception);
        fact.factNumber("after_us", afterMicros);
        fact.factToken("decided", denied ? "deny" : "pass");
        fact.result(false);
    }

    /**
     * A window of a storm of denials: {@code count} denials of operations of this kind. Bundle and kind are {@code null} for the denials of
     * several that share a count.
     */
    public static void denialStorm(EventEncoder fact, String bundle, String kind, long count, long windowMillis) {
        fact.begin(RecordType.ANOM_MAX_MAC);
        fact.factToken("op", "denial-storm");
        if (bundle == null) {
            fact.factToken("bundle", "(many)");
        } else {
            fact.factText("bundle", bundle);
        }
        fact.factToken("kind", kind == null ? "(many)" : kind);
        fact.factNumber("count", count);
        fact.factNumber("window_ms", windowMillis);
        fact.result(false);
    }

    /** A command came over the control socket. */
    public static void command(EventEncoder fact, String folder, String command, String account, boolean done) {
        fact.begin(RecordType.USER_CMD);
        fact.factText("cwd", folder);
        fact.factText("cmd", command);
        fact.factText("acct", account);
        fact.result(done);
    }

    /** A message for the trail, as {@code auditctl -m}. */
    public static void message(EventEncoder fact, String text) {
        fact.begin(RecordType.USER);
        fact.factToken("op", "message");
        fact.factText("info", text);
        fact.result(true);
    }
}

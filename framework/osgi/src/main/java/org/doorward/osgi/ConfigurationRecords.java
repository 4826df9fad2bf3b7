package org.doorward.osgi;

import org.doorward.control.Mode;
import org.doorward.core.FactLog;
import org.doorward.event.Facts;
import org.doorward.event.RecordType;
import org.doorward.rules.FilterList;
import org.doorward.rules.Rule;
import org.doorward.rules.RuleDifference;
import org.doorward.rules.RuleSet;

/** The records of what changes in the configuration, and of what is refused. Safe for all threads; may wait for room in the backlog. */
final class ConfigurationRecords {
    static final String LOCKED = "locked";
    static final String INVALID = "invalid";
    static final String DISK = "disk";

    private final FactLog facts;

    ConfigurationRecords(FactLog facts) {
        this.facts = facts;
    }

    /** A setting is another now, or will be at the next start. */
    void changed(EngineSettings.Change change, EngineSettings before, EngineSettings next) {
        Setting setting = change.setting();
        if (setting == Setting.GLOBAL_MODE) {
            return; // core says it
        }
        if (setting.auditName() != null) {
            set(setting, next.plain(setting), before.plain(setting));
        } else {
            String info = setting.live() ? null : "takes effect at the next start";
            facts.write(
                    RecordType.USYS_CONFIG,
                    fact -> Facts.setting(fact, change.key(), change.before(), change.after(), info, true));
        }
    }

    /** An audit setting was set, perhaps to what it was. */
    void set(Setting setting, long now, long old) {
        facts.write(RecordType.CONFIG_CHANGE, fact -> Facts.auditSetting(fact, setting.auditName(), now, old, true));
    }

    void setRefused(Setting setting, long wanted, long old, String reason) {
        facts.write(
                RecordType.CONFIG_CHANGE,
                fact -> Facts.auditSettingRefused(fact, setting.auditName(), wanted, old, reason));
    }

    /** A setting that a file says otherwise stays as it is: the configuration is locked. */
    void lockedSetting(EngineSettings.Change change, EngineSettings before, EngineSettings next, String why) {
        Setting setting = change.setting();
        if (setting != null && setting.auditName() != null) {
            setRefused(setting, next.plain(setting), before.plain(setting), LOCKED);
        } else {
            facts.write(
                    RecordType.USYS_CONFIG,
                    fact -> Facts.setting(fact, change.key(), change.before(), change.after(), why, false));
        }
    }

    /** The rules of a policy bundle are in force in the place of others; without rules: it is gone. Or not {@code done}: refused. */
    void policy(String name, String version, int rules, String sha256, String old, boolean done) {
        facts.write(
                RecordType.USER_MAC_POLICY_LOAD,
                fact -> Facts.loadPolicy(fact, name, version, rules, sha256, old, done));
    }

    /** A mode stays as it is; {@code module} is {@code *} for all. */
    void modeRefused(String module, Mode wanted, Mode old) {
        facts.write(
                RecordType.USER_MAC_CONFIG_CHANGE,
                fact -> Facts.setMode(fact, module, old.token(), wanted.token(), false));
    }

    /** Nothing of a file of settings counts. */
    void settingsRefused(String file, String why) {
        facts.write(RecordType.USYS_CONFIG, fact -> Facts.setting(fact, file, null, null, why, false));
    }

    /** Nothing of a file of rules counts, or a command. {@code text}: the line that is to blame, or empty. */
    void ruleRefused(boolean added, String text, String reason) {
        facts.write(
                RecordType.CONFIG_CHANGE,
                fact -> Facts.ruleRefused(fact, added, null, FilterList.EXIT.number(), text, reason));
    }

    /** Rules that a file has more or fewer stay as they are: the configuration is locked. */
    void lockedRules(RuleSet inForce, RuleSet wanted) {
        RuleDifference difference = RuleDifference.of(inForce, wanted);
        difference.removed().forEach(rule -> lockedRule(false, rule));
        difference.added().forEach(rule -> lockedRule(true, rule));
    }

    private void lockedRule(boolean added, Rule rule) {
        facts.write(
                RecordType.CONFIG_CHANGE,
                fact -> Facts.ruleRefused(fact, added, rule.key(), rule.list().number(), rule.text(), LOCKED));
    }
}

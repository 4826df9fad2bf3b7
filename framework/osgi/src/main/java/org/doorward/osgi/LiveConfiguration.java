package org.doorward.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.control.Mode;
import org.doorward.core.Core;
import org.doorward.module.BundleMatch;
import org.doorward.rules.Rule;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.doorward.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * What a change may do wrong, and what shows that it does not (LiveConfigurationTest, OperatorSwitchesTest):
 *   half of a wrong file counts                     aWrongSettingsFileLeavesTheOldInForce, aWrongRulesFileLeavesTheOldInForce
 *   a wrong file is complained of for ever          aWrongFileIsReportedOnce
 *   nobody learns that a setting waits for a start  aSettingThatNeedsAStartIsSaidToWait
 *   a file that is deleted takes the rules along    aDeletedFileLeavesTheOldInForce
 *   an entry is asked for that a rule cannot have   anEntryThatARuleCannotHaveIsRefusedInEitherFile
 *   what was refused for the other file's sake stays so     bothFilesChangedAtOnceCountWhateverTheirOrder
 *   a command writes over what another has changed  changesByTwoOperatorsAndInTheFileAreAllThere: a command changes what the file says now
 *   a command counts and is gone at the next start  aRuleThatIsAddedStandsInTheFile: written first, then in force
 *   a lock keeps out what the start still brings    aLockInTheFileCountsWhenTheStartIsOver
 */
/**
 * Keeps the engine in step with {@code doorward.cfg} and {@code audit.rules} of {@code DIR/conf}, while it runs, and changes them at the
 * operator's word. Safe for all threads; one change after the other.
 */
final class LiveConfiguration {
    static final String REMEDY =
            "but the outcome that the rule tests is known only at the exit; write -F commit=exit into the rule";
    static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ConfigurationFile settingsFile;
    private final LiveRules rules;
    private final ConfigurationRecords records;
    private final Core core;
    private final Consumer<List<BundleMatch>> transparent;
    private final Transport transport;
    private final Consumer<EngineSettings> trail;
    private final Runnable changed;
    private final Duration quiet;
    private volatile EngineSettings settings;
    /** Whether the settings were refused for what the rules said: they are read again when these change. */
    private boolean settingsWait;

    private boolean told = true;

    /**
     * A configuration that is in force by half: the settings with which the engine was built.
     *
     * @param transparent takes which bundles act for their callers
     * @param trail takes the settings of which some concern the trail
     * @param changed told when other settings are in force
     * @param quiet for how long nobody must have written to a file before it is read
     */
    LiveConfiguration(
            EngineHome home,
            EngineSettings settings,
            Core core,
            Consumer<List<BundleMatch>> transparent,
            Transport transport,
            Consumer<EngineSettings> trail,
            Runnable changed,
            Duration quiet) {
        this.settingsFile = new ConfigurationFile(home.settings());
        this.settings = settings;
        this.core = core;
        this.records = new ConfigurationRecords(core.facts());
        this.rules = new LiveRules(
                home.rules(),
                home.settings(),
                core,
                records,
                next -> lacksEntry(next, this.settings),
                this::rulesChanged);
        this.transparent = transparent;
        this.transport = transport;
        this.trail = trail;
        this.changed = changed;
        this.quiet = quiet;
        core.setGlobalMode(settings.globalMode());
        core.setModes(settings.modes(), settings.defaultMode());
        core.setRequiredModules(Set.copyOf(settings.requiredModules()));
        core.setUnattributed(settings.unattributed());
        core.setClassInitializers(settings.classInitializers());
        core.setDenialStorm(settings.denialStorm());
        core.setCommit(settings.commit(), settings.commits());
        transparent.accept(settings.transparent());
    }

    /** Reads both files for the first time, however fresh they are. */
    void load() {
        poll(Duration.ZERO);
    }

    /** The start is over: from now on a lock that the file of rules asks for counts. */
    void started() {
        lock.lock();
        try {
            rules.started();
        } finally {
            lock.unlock();
        }
    }

    /** What is in force. */
    EngineSettings settings() {
        return settings;
    }

    /** Looks at both files once. @return whether one is still being written */
    boolean poll() {
        return poll(quiet);
    }

    private boolean poll(Duration quiet) {
        lock.lock();
        try {
            boolean growing = look(quiet);
            return settingsWait ? look(quiet) || growing : growing; // the rules that it waits for may be there now
        } finally {
            lock.unlock();
            tell();
        }
    }

    /** Without the lock: who is told may be anybody's code. */
    private void tell() {
        lock.lock();
        boolean due = !told;
        told = true;
        lock.unlock();
        if (due) {
            changed.run();
        }
    }

    private boolean look(Duration quiet) {
        boolean growing = settingsFile.look(quiet, this::readSettings);
        return rules.look(quiet) || growing;
    }

    private void rulesChanged() {
        if (settingsWait) {
            settingsFile.again();
        }
    }

    private void readSettings() {
        try {
            byte[] content = settingsFile.read();
            if (content != null) {
                EngineSettings next =
                        SettingsFile.parse(settingsFile.path().toString(), ConfigurationFile.lines(content));
                String lock = core.lockedBy();
                if (lock != null) {
                    locked(next, lock);
                    return;
                }
                settingsWait = lacksEntry(rules.inForce(), next) != null;
                check(next);
                apply(next);
            }
        } catch (SettingsException e) {
            settingsRefused(e.getMessage());
        } catch (IOException e) {
            settingsRefused(settingsFile.path() + " cannot be read: " + e);
        }
    }

    private void locked(EngineSettings next, String lock) {
        String why = "locked by " + lock + " until the process ends";
        List<EngineSettings.Change> changes = settings.changesTo(next);
        changes.forEach(change -> records.lockedSetting(change, settings, next, why));
        if (!changes.isEmpty()) {
            LOG.error("[{}]: {}; the settings before stay in force", settingsFile.path(), why);
        }
    }

    private static Rule lacksEntry(RuleSet rules, EngineSettings settings) {
        return rules.lackingEntry(settings.commit(), settings.commits());
    }

    private void check(EngineSettings next) throws SettingsException {
        Rule lacking = lacksEntry(rules.inForce(), next);
        if (lacking != null) {
            throw new SettingsException(settingsFile.path() + ": an entry is asked for of what the rule ["
                    + lacking.text() + "] of " + rules.path() + " selects, " + REMEDY);
        }
    }

    private void settingsRefused(String message) {
        LOG.error("{}; the settings before stay in force", message);
        records.settingsRefused(settingsFile.path().toString(), message);
    }

    private void apply(EngineSettings next) {
        EngineSettings before = settings;
        for (EngineSettings.Change change : before.changesTo(next)) {
            if (change.setting() != null) {
                apply(change, before, next);
            }
        }
        core.setGlobalMode(next.globalMode());
        core.setModes(next.modes(), next.defaultMode());
        trail.accept(next);
        settings = next;
        told = false;
        rules.settingsChanged();
    }

    private void apply(EngineSettings.Change change, EngineSettings before, EngineSettings next) {
        Setting setting = change.setting();
        switch (setting) {
            case FAILURE_MODE -> transport.setFailureMode(next.failureMode());
            case RATE_LIMIT -> transport.setRateLimit(next.transport().rateLimit());
            case BUNDLE_RATE_LIMIT ->
                transport.setBundleRateLimit(next.transport().bundleRateLimit());
            case BUNDLE_BACKLOG_SHARE ->
                transport.setBundleBacklogShare(next.transport().bundleBacklogShare());
            case BACKLOG_LIMIT -> transport.setBacklogLimit(next.transport().backlogLimit());
            case BACKLOG_WAIT_TIME ->
                transport.setBacklogWaitTimeMillis(next.transport().backlogWaitTimeMillis());
            case COMMIT -> core.setCommit(next.commit(), next.commits());
            case FLUSH, FREQ ->
                transport.setFlush(next.transport().flush(), next.transport().freq());
            case REQUIRED_MODULES -> core.setRequiredModules(Set.copyOf(next.requiredModules()));
            case UNATTRIBUTED -> core.setUnattributed(next.unattributed());
            case CLASS_INITIALIZERS -> core.setClassInitializers(next.classInitializers());
            case DENIAL_STORM -> core.setDenialStorm(next.denialStorm());
            case TRANSPARENT -> transparent.accept(next.transparent());
            default -> {} // read where it is used, or at the next start
        }
        if (!setting.live()) {
            LOG.warn(
                    "setting {}=[{}], before [{}]: takes effect at the next start",
                    change.key(),
                    change.after(),
                    change.before());
        } else {
            LOG.info("setting {}=[{}], before [{}]", change.key(), change.after(), change.before());
        }
        records.changed(change, before, next);
    }

    // ---- at the operator's word
    // ------------------------------------------------------------------------------------------------

    /** Changes the rules. @throws ChangeRefusedException as {@code OperatorControl.changeRules} */
    void changeRules(String line) throws ChangeRefusedException {
        lock.lock();
        try {
            refuseIfLocked("no rule changes allowed");
            rules.change(line, quiet);
        } catch (RefusedChange e) {
            records.ruleRefused(!line.matches("\\s*-[dDW].*"), line, e.reason());
            throw new ChangeRefusedException(e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Carries out the lines of a file. @throws ChangeRefusedException as {@code OperatorControl.load} */
    void load(String source, List<String> lines) throws ChangeRefusedException {
        lock.lock();
        try {
            refuseIfLocked("no rule changes allowed");
            CommandFile next;
            EngineSettings then;
            List<String> before;
            do {
                before = settled();
                next = new CommandFile(source, rules.written(quiet), before);
                next.carryOut(lines);
                then = next.changesSettings()
                        ? SettingsFile.parse(settingsFile.path().toString(), next.settings())
                        : settings;
                check(then);
                rules.check(next.rules());
            } while (!write(next, before));
            apply(next, then, "auditctl -R " + source);
        } catch (RefusedChange e) {
            String line = e.line().isEmpty() ? "-R " + source : e.line();
            records.ruleRefused(!line.matches("-[dDW].*"), line, e.reason());
            throw new ChangeRefusedException(e.getMessage());
        } catch (RuleSyntaxException | SettingsException e) {
            records.ruleRefused(true, "-R " + source, ConfigurationRecords.INVALID);
            throw new ChangeRefusedException(e.getMessage());
        } catch (IOException e) {
            records.ruleRefused(true, "-R " + source, ConfigurationRecords.DISK);
            throw new ChangeRefusedException(settingsFile.path().getParent() + " cannot be written: " + e.getMessage());
        } finally {
            lock.unlock();
            tell();
        }
    }

    /** Both files or none. @return {@code false}: somebody has written one of them since it was read */
    private boolean write(CommandFile next, List<String> before) throws IOException {
        if (next.changesSettings() && !settingsFile.replace(next.settings())) {
            return false;
        }
        boolean written = false;
        try {
            written = !next.changesRules() || rules.replace(next.rules());
        } catch (RuleSyntaxException e) {
            throw new IllegalStateException("read a moment ago", e);
        } finally {
            if (!written && next.changesSettings()) {
                settingsFile.settled(quiet);
                settingsFile.replace(before);
            }
        }
        return written;
    }

    private void apply(CommandFile next, EngineSettings then, String by) throws RuleSyntaxException {
        EngineSettings old = settings;
        if (next.changesSettings()) {
            settingsWait = false;
            apply(then);
            for (Setting setting : next.set()) {
                recordUnchanged(setting, old.plain(setting));
            }
        }
        if (next.changesRules()) {
            rules.applyWritten(next.rules());
        }
        if (next.enabled() != null) {
            core.setEnabled(next.enabled(), by);
        }
    }

    /** As the kernel says it. */
    private void recordUnchanged(Setting setting, long before) {
        if (settings.plain(setting) == before) {
            records.set(setting, before, before);
        }
    }

    /**
     * Puts the rules of policy bundles behind those of the file, in the place of those before, in one step.
     *
     * @throws ChangeRefusedException if the configuration is locked, or they cannot have the entry that is asked for
     */
    void putPolicies(List<RuleSet> inOrder) throws ChangeRefusedException {
        lock.lock();
        try {
            refuseIfLocked("no rule changes allowed");
            rules.put(inOrder);
        } catch (RefusedChange e) {
            throw new ChangeRefusedException(e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Turns recording on or off, or locks. @throws ChangeRefusedException if it is locked */
    void setEnabled(Enabled enabled) throws ChangeRefusedException {
        lock.lock(); // what was begun before a lock is done
        try {
            if (!core.setEnabled(enabled, "auditctl -e " + enabled.ordinal())) {
                throw new ChangeRefusedException(immutable("no changes allowed"));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes an audit setting: the file first, then what is in force.
     *
     * @param wanted the value as records have it
     * @throws ChangeRefusedException as {@code OperatorControl.setBacklogLimit}
     */
    void change(Setting setting, String value, long wanted) throws ChangeRefusedException {
        lock.lock();
        try {
            long before = settings.plain(setting);
            change(setting.key(), value);
            recordUnchanged(setting, before);
        } catch (RefusedChange e) {
            records.setRefused(setting, wanted, settings.plain(setting), e.reason());
            throw new ChangeRefusedException(e.getMessage());
        } finally {
            lock.unlock();
            tell();
        }
    }

    /**
     * Changes the mode of a module: the file first, then what is in force.
     *
     * @param module its name, or {@code *} for the mode of all
     * @param old its mode now
     * @throws ChangeRefusedException as {@code ModuleControl.setGlobalMode}
     */
    void changeMode(String module, Mode mode, Mode old) throws ChangeRefusedException {
        lock.lock();
        try {
            change("*".equals(module) ? Setting.GLOBAL_MODE.key() : SettingsFile.MODE + module, mode.token());
        } catch (RefusedChange e) {
            records.modeRefused(module, mode, old);
            throw new ChangeRefusedException(e.getMessage());
        } finally {
            lock.unlock();
            tell();
        }
    }

    /** Writes a line of the settings and puts the file in force, under the lock. */
    private void change(String key, String value) throws RefusedChange {
        refuseIfLocked("no changes allowed");
        try {
            List<String> changed;
            EngineSettings next;
            do {
                changed = SettingsFile.with(settled(), key, value);
                next = SettingsFile.parse(settingsFile.path().toString(), changed);
                check(next);
            } while (!settingsFile.replace(changed));
            settingsWait = false;
            apply(next);
        } catch (SettingsException e) {
            throw new RefusedChange(e.getMessage(), ConfigurationRecords.INVALID);
        } catch (IOException e) {
            throw new RefusedChange(
                    settingsFile.path() + " cannot be written: " + e.getMessage(), ConfigurationRecords.DISK);
        }
    }

    /** The lines of the settings as they stand on the disk. */
    private List<String> settled() throws IOException {
        List<String> lines = settingsFile.settled(quiet);
        if (lines == null && !settings.changesTo(EngineSettings.defaults()).isEmpty()) {
            throw new IOException("it is missing, and what it said is in force; put it back first");
        }
        return lines == null ? List.of() : lines;
    }

    private void refuseIfLocked(String what) throws RefusedChange {
        if (core.lockedBy() != null) {
            throw new RefusedChange(immutable(what), ConfigurationRecords.LOCKED);
        }
    }

    private String immutable(String what) {
        return "The audit system is in immutable mode, " + what + ": locked by " + core.lockedBy();
    }
}

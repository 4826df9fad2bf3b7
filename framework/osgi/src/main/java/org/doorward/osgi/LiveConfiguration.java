package org.doorward.osgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.core.Core;
import org.doorward.module.BundleMatch;
import org.doorward.rules.Rule;
import org.doorward.rules.RuleFile;
import org.doorward.rules.RuleRefusedException;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.doorward.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * What a change may do wrong, and what shows that it does not (LiveConfigurationTest):
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
    private static final String REMEDY =
            "but the outcome that the rule tests is known only at the exit; write -F commit=exit into the rule";
    /** After which a file that others write all the time is given up. */
    private static final int TRIES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ConfigurationFile settingsFile;
    private final ConfigurationFile rulesFile;
    private final ConfigurationRecords records;
    private final Core core;
    private final Consumer<List<BundleMatch>> transparent;
    private final Transport transport;
    private final Consumer<EngineSettings> trail;
    private final Runnable changed;
    private final Duration quiet;
    private volatile EngineSettings settings;
    private boolean settingsMissing;
    private boolean rulesMissing;
    private RuleSet rules = RuleSet.empty();
    /** Whether a file was refused for what the other said: it is read again when that changes. */
    private boolean settingsWait;

    private boolean rulesWait;
    /** What -e says in the file of rules, {@code null}: nothing. It counts when it is said anew, so that a command's word lasts. */
    private Enabled said;

    private String lockDue;
    private boolean started;
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
        this.rulesFile = new ConfigurationFile(home.rules());
        this.settings = settings;
        this.core = core;
        this.records = new ConfigurationRecords(core.facts());
        this.transparent = transparent;
        this.transport = transport;
        this.trail = trail;
        this.changed = changed;
        this.quiet = quiet;
        this.settingsMissing = Files.notExists(home.settings());
        this.rulesMissing = Files.notExists(home.rules());
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
            started = true;
            if (lockDue != null) {
                core.setEnabled(Enabled.LOCKED, lockDue);
            }
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
        boolean growing = false;
        switch (settingsFile.look(quiet)) {
            case READY -> readSettings();
            case GROWING -> growing = true;
            case MISSING -> settingsMissing = missing(settingsFile, settingsMissing);
            default -> settingsMissing = false;
        }
        switch (rulesFile.look(quiet)) {
            case READY -> readRules();
            case GROWING -> growing = true;
            case MISSING -> rulesMissing = missing(rulesFile, rulesMissing);
            default -> rulesMissing = false;
        }
        return growing;
    }

    private static boolean missing(WatchedFile file, boolean said) {
        if (!said) {
            LOG.warn("[{}] is missing: what it said before stays in force; empty the file instead", file.path());
        }
        return true;
    }

    private static List<String> lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    private void readSettings() {
        try {
            byte[] content = settingsFile.read();
            if (content != null) {
                EngineSettings next = SettingsFile.parse(settingsFile.path().toString(), lines(content));
                String lock = core.lockedBy();
                if (lock != null) {
                    locked(next, lock);
                    return;
                }
                settingsWait = lacksEntry(rules, next) != null;
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
        Rule lacking = lacksEntry(rules, next);
        if (lacking != null) {
            throw new SettingsException(settingsFile.path() + ": an entry is asked for of what the rule ["
                    + lacking.text() + "] of " + rulesFile.path() + " selects, " + REMEDY);
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
        core.setModes(next.modes(), next.defaultMode());
        trail.accept(next);
        settings = next;
        told = false;
        if (rulesWait) {
            rulesFile.again();
        }
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

    private void readRules() {
        String source = rulesFile.path().toString();
        List<String> lines = List.of();
        try {
            byte[] content = rulesFile.read();
            if (content != null) {
                lines = lines(content);
                RuleFile next = RuleFile.parse(source, lines);
                String lock = core.lockedBy();
                if (lock != null) {
                    locked(next, lock);
                    return;
                }
                Rule lacking = lacksEntry(next.rules(), settings);
                rulesWait = lacking != null;
                if (rulesWait) {
                    rulesRefused(lacks(lacking), lacking.text());
                    return;
                }
                apply(next);
            }
        } catch (RuleSyntaxException e) {
            rulesRefused(e.getMessage(), lines.get(e.line() - 1));
        } catch (IOException e) {
            rulesRefused(source + " cannot be read: " + e, "");
        }
    }

    private void locked(RuleFile next, String lock) {
        records.lockedRules(rules.rules(), next.rules().rules());
        boolean otherwise = next.enabled() != said;
        if (otherwise) {
            enable(next); // refused and recorded there
        }
        if (otherwise || !next.rules().print().equals(rules.print())) {
            LOG.error(
                    "[{}]: locked by {} until the process ends; the rules before stay in force",
                    rulesFile.path(),
                    lock);
        }
    }

    private String lacks(Rule rule) {
        return rulesFile.path() + ":" + rule.line() + ": [" + rule.text() + "]: " + settingsFile.path()
                + " asks for an entry of what it selects, " + REMEDY;
    }

    private void apply(RuleFile next) {
        core.setRules(next.rules());
        rules = next.rules();
        if (settingsWait) {
            settingsFile.again();
        }
        if (next.enabled() != said) {
            enable(next);
        }
        LOG.info("[{}]: {} rules in force", rulesFile.path(), rules.rules().size());
    }

    private void enable(RuleFile next) {
        said = next.enabled();
        String by = rulesFile.path() + ":" + next.enabledLine();
        lockDue = said == Enabled.LOCKED ? by : null;
        if (lockDue == null || started) {
            core.setEnabled(said == null ? Enabled.ON : said, by);
        }
    }

    private void rulesRefused(String message, String rule) {
        LOG.error("{}; the rules before stay in force", message);
        records.ruleRefused(true, rule, ConfigurationRecords.INVALID);
    }

    // ---- at the operator's word
    // ------------------------------------------------------------------------------------------------

    /** Changes the rules: the file first, then what is in force. @throws ChangeRefusedException as {@code OperatorControl.changeRules} */
    void changeRules(String line) throws ChangeRefusedException {
        boolean adds = !line.matches("\\s*-[dDW].*");
        lock.lock();
        try {
            if (core.lockedBy() != null) {
                throw new RefusedChange(immutable("no rule changes allowed"), ConfigurationRecords.LOCKED);
            }
            for (int i = 0; !tryRules(line); i++) {
                checkTries(i, rulesFile);
            }
        } catch (RefusedChange e) {
            records.ruleRefused(adds, line, e.reason);
            throw new ChangeRefusedException(e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private boolean tryRules(String line) throws RefusedChange {
        try {
            List<String> lines = settled(rulesFile);
            RuleFile before = RuleFile.parse(rulesFile.path().toString(), lines == null ? rules.print() : lines);
            RuleFile next = before.with(line);
            Rule lacking = lacksEntry(next.rules(), settings);
            if (lacking != null) {
                throw new RefusedChange(lacks(lacking), ConfigurationRecords.INVALID);
            }
            if (!rulesFile.replace(next.lines())) {
                return false;
            }
            rulesWait = false;
            apply(next);
            return true;
        } catch (RuleSyntaxException e) {
            throw new RefusedChange(e.getMessage(), ConfigurationRecords.INVALID);
        } catch (RuleRefusedException e) {
            throw new RefusedChange(e.getMessage(), e.reason());
        } catch (IOException e) {
            throw new RefusedChange(rulesFile.path() + " cannot be written: " + e, ConfigurationRecords.DISK);
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
            if (core.lockedBy() != null) {
                throw new RefusedChange(immutable("no changes allowed"), ConfigurationRecords.LOCKED);
            }
            for (int i = 0; !trySetting(setting, value); i++) {
                checkTries(i, settingsFile);
            }
        } catch (RefusedChange e) {
            records.setRefused(setting, wanted, settings.plain(setting), e.reason);
            throw new ChangeRefusedException(e.getMessage());
        } finally {
            lock.unlock();
            tell();
        }
    }

    private boolean trySetting(Setting setting, String value) throws RefusedChange {
        try {
            List<String> lines = settled(settingsFile);
            if (lines == null && !settings.changesTo(EngineSettings.defaults()).isEmpty()) {
                throw new RefusedChange(
                        settingsFile.path() + " is missing, and what it said is in force; put it back first",
                        ConfigurationRecords.DISK);
            }
            List<String> changed = SettingsFile.with(lines == null ? List.of() : lines, setting.key(), value);
            EngineSettings next = SettingsFile.parse(settingsFile.path().toString(), changed);
            check(next);
            if (!settingsFile.replace(changed)) {
                return false;
            }
            settingsWait = false;
            if (next.plain(setting) == settings.plain(setting)) {
                records.set(setting, next.plain(setting), settings.plain(setting)); // as the kernel says it
            }
            apply(next);
            return true;
        } catch (SettingsException e) {
            throw new RefusedChange(e.getMessage(), ConfigurationRecords.INVALID);
        } catch (IOException e) {
            throw new RefusedChange(settingsFile.path() + " cannot be written: " + e, ConfigurationRecords.DISK);
        }
    }

    /** The lines of the file, once nobody writes to it; {@code null}: there is none. */
    private List<String> settled(ConfigurationFile file) throws IOException, RefusedChange {
        for (int i = 0; file.look(quiet) == WatchedFile.Look.GROWING; i++) {
            checkTries(i, file);
            LockSupport.parkNanos(quiet.toNanos() / 2);
        }
        return file.lines();
    }

    private static void checkTries(int count, ConfigurationFile file) throws RefusedChange {
        if (count == TRIES) {
            throw new RefusedChange(
                    file.path() + " is being written all the time; save it, then try again", ConfigurationRecords.DISK);
        }
    }

    private String immutable(String what) {
        return "The audit system is in immutable mode, " + what + ": locked by " + core.lockedBy();
    }

    /** Why a change is not made, with the word for the record. */
    private static final class RefusedChange extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        RefusedChange(String message, String reason) {
            super(message);
            this.reason = reason;
        }
    }
}

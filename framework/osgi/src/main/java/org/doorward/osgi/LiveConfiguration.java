package org.doorward.osgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.doorward.core.Core;
import org.doorward.event.Facts;
import org.doorward.event.RecordType;
import org.doorward.module.BundleMatch;
import org.doorward.rules.FilterList;
import org.doorward.rules.Rule;
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
 */
/**
 * Keeps the engine in step with {@code doorward.cfg} and {@code audit.rules} of {@code DIR/conf}, while it runs. {@link #poll} is called
 * by one thread at a time.
 */
final class LiveConfiguration {
    private static final String REMEDY =
            "but the outcome that the rule tests is known only at the exit; write -F commit=exit into the rule";
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final WatchedFile settingsFile;
    private final WatchedFile rulesFile;
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
        this.settingsFile = new WatchedFile(home.settings());
        this.rulesFile = new WatchedFile(home.rules());
        this.settings = settings;
        this.core = core;
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

    /** What is in force. */
    EngineSettings settings() {
        return settings;
    }

    /** Looks at both files once. @return whether one is still being written */
    boolean poll() {
        return poll(quiet);
    }

    private boolean poll(Duration quiet) {
        boolean growing = look(quiet);
        return settingsWait ? look(quiet) || growing : growing; // the rules that it waits for may be there now
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
                Rule lacking = rules.lackingEntry(next.commit(), next.commits());
                settingsWait = lacking != null;
                if (settingsWait) {
                    throw new SettingsException(settingsFile.path() + ": an entry is asked for of what the rule ["
                            + lacking.text() + "] of " + rulesFile.path() + " selects, " + REMEDY);
                }
                apply(next);
                if (rulesWait) {
                    rulesFile.again();
                }
            }
        } catch (SettingsException e) {
            settingsRefused(e.getMessage());
        } catch (IOException e) {
            settingsRefused(settingsFile.path() + " cannot be read: " + e);
        }
    }

    private void settingsRefused(String message) {
        LOG.error("{}; the settings before stay in force", message);
        core.facts()
                .write(
                        RecordType.USYS_CONFIG,
                        fact -> Facts.setting(fact, settingsFile.path().toString(), null, null, message, false));
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
        changed.run();
    }

    private void apply(EngineSettings.Change change, EngineSettings before, EngineSettings next) {
        Setting setting = change.setting();
        switch (setting) {
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
        say(change, before, next);
    }

    private void say(EngineSettings.Change change, EngineSettings before, EngineSettings next) {
        Setting setting = change.setting();
        if (setting == Setting.DEFAULT_MODE) {
            return; // core says it, with the modules that it concerns
        }
        if (setting.auditName() != null) {
            core.facts()
                    .write(
                            RecordType.CONFIG_CHANGE,
                            fact -> Facts.auditSetting(
                                    fact, setting.auditName(), next.plain(setting), before.plain(setting), true));
        } else {
            String info = setting.live() ? null : "takes effect at the next start";
            core.facts()
                    .write(
                            RecordType.USYS_CONFIG,
                            fact -> Facts.setting(fact, change.key(), change.before(), change.after(), info, true));
        }
    }

    private void readRules() {
        String source = rulesFile.path().toString();
        List<String> lines = List.of();
        try {
            byte[] content = rulesFile.read();
            if (content != null) {
                lines = lines(content);
                RuleSet next = RuleSet.parse(source, lines);
                Rule lacking = next.lackingEntry(settings.commit(), settings.commits());
                rulesWait = lacking != null;
                if (rulesWait) {
                    rulesRefused(
                            source + ":" + lacking.line() + ": [" + lacking.text() + "]: " + settingsFile.path()
                                    + " asks for an entry of what it selects, " + REMEDY,
                            lacking.text());
                    return;
                }
                core.setRules(next);
                rules = next;
                if (settingsWait) {
                    settingsFile.again();
                }
                LOG.info(
                        "[{}]: {} rules in force",
                        source,
                        core.control().rules().size());
            }
        } catch (RuleSyntaxException e) {
            rulesRefused(e.getMessage(), lines.get(e.line() - 1));
        } catch (IOException e) {
            rulesRefused(source + " cannot be read: " + e, "");
        }
    }

    private void rulesRefused(String message, String rule) {
        LOG.error("{}; the rules before stay in force", message);
        core.facts()
                .write(
                        RecordType.CONFIG_CHANGE,
                        fact -> Facts.rule(fact, true, null, FilterList.EXIT.number(), rule, false));
    }
}

package org.doorward.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.doorward.control.Enabled;
import org.doorward.core.Core;
import org.doorward.rules.Rule;
import org.doorward.rules.RuleFile;
import org.doorward.rules.RuleRefusedException;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.slf4j.Logger;

/** {@code audit.rules} and the rules of policy bundles, and what of them is in force. Used under the lock of {@link LiveConfiguration}, which knows the failures. */
final class LiveRules {
    private static final Logger LOG = LiveConfiguration.LOG;

    private final ConfigurationFile file;
    private final Path settings;
    private final Core core;
    private final ConfigurationRecords records;
    private final Function<RuleSet, Rule> lacksEntry;
    private final Runnable applied;
    /** Those of the file. */
    private RuleSet rules = RuleSet.empty();
    /** Those of policy bundles, in order. */
    private List<RuleSet> policies = List.of();
    /** Whether the file was refused for what the settings said: it is read again when these change. */
    private boolean waits;
    /** What -e says in the file, {@code null}: nothing. It counts when it is said anew, so that a command's word lasts. */
    private Enabled said;

    private String lockDue;
    private boolean started;

    /**
     * No rules, before the first look.
     *
     * @param settings the file of settings, for messages
     * @param lacksEntry the rule of a set that cannot have the entry that the settings ask for, or {@code null}
     * @param applied told when other rules are in force
     */
    LiveRules(
            Path file,
            Path settings,
            Core core,
            ConfigurationRecords records,
            Function<RuleSet, Rule> lacksEntry,
            Runnable applied) {
        this.file = new ConfigurationFile(file);
        this.settings = settings;
        this.core = core;
        this.records = records;
        this.lacksEntry = lacksEntry;
        this.applied = applied;
    }

    Path path() {
        return file.path();
    }

    /** Those of the file first: the operator's word counts before any bundle's. */
    RuleSet inForce() {
        return policies.isEmpty()
                ? rules
                : RuleSet.joined(
                        Stream.concat(Stream.of(rules), policies.stream()).toList());
    }

    /** Puts the rules of policy bundles in the place of those before. */
    void put(List<RuleSet> inOrder) throws RefusedChange {
        Rule lacking = lacksEntry.apply(RuleSet.joined(inOrder));
        if (lacking != null) {
            throw new RefusedChange(
                    "rule [" + lacking.text() + "]: " + settings + " asks for an entry of what it selects, "
                            + LiveConfiguration.REMEDY,
                    ConfigurationRecords.INVALID);
        }
        policies = List.copyOf(inOrder);
        core.setRules(inForce());
    }

    /** Looks at the file once. @return whether it is still being written */
    boolean look(Duration quiet) {
        return file.look(quiet, this::read);
    }

    /** Other settings are in force. */
    void settingsChanged() {
        if (waits) {
            file.again();
        }
    }

    /** From now on a lock that the file asks for counts. */
    void started() {
        started = true;
        if (lockDue != null) {
            core.setEnabled(Enabled.LOCKED, lockDue);
        }
    }

    private void read() {
        List<String> lines = List.of();
        try {
            byte[] content = file.read();
            if (content != null) {
                lines = ConfigurationFile.lines(content);
                take(RuleFile.parse(path().toString(), lines));
            }
        } catch (RuleSyntaxException e) {
            refused(e.getMessage(), lines.get(e.line() - 1));
        } catch (IOException e) {
            refused(path() + " cannot be read: " + e, "");
        }
    }

    private void take(RuleFile next) {
        String lock = core.lockedBy();
        if (lock != null) {
            locked(next, lock);
            return;
        }
        Rule lacking = lacksEntry.apply(next.rules());
        waits = lacking != null;
        if (waits) {
            refused(lacks(lacking), lacking.text());
        } else {
            apply(next);
        }
    }

    private void locked(RuleFile next, String lock) {
        records.lockedRules(rules, next.rules());
        boolean otherwise = next.enabled() != said;
        if (otherwise) {
            enable(next); // refused and recorded there
        }
        if (otherwise || !next.rules().print().equals(rules.print())) {
            LOG.error("[{}]: locked by {} until the process ends; the rules before stay in force", path(), lock);
        }
    }

    private void refused(String message, String rule) {
        LOG.error("{}; the rules before stay in force", message);
        records.ruleRefused(true, rule, ConfigurationRecords.INVALID);
    }

    private String lacks(Rule rule) {
        return path() + ":" + rule.line() + ": [" + rule.text() + "]: " + settings
                + " asks for an entry of what it selects, " + LiveConfiguration.REMEDY;
    }

    private void apply(RuleFile next) {
        rules = next.rules();
        core.setRules(inForce());
        applied.run();
        if (next.enabled() != said) {
            enable(next);
        }
        LOG.info("[{}]: {} rules in force", path(), rules.rules().size());
    }

    private void enable(RuleFile next) {
        said = next.enabled();
        String by = path() + ":" + next.enabledLine();
        lockDue = said == Enabled.LOCKED ? by : null;
        if (lockDue == null || started) {
            core.setEnabled(said == null ? Enabled.ON : said, by);
        }
    }

    /** Carries out a command of auditctl's: the file first, then what is in force. */
    void change(String line, Duration quiet) throws RefusedChange {
        try {
            RuleFile next;
            do {
                next = written(quiet).with(line);
                check(next);
            } while (!replace(next));
            applyWritten(next);
        } catch (RuleSyntaxException e) {
            throw new RefusedChange(e.getMessage(), ConfigurationRecords.INVALID);
        } catch (RuleRefusedException e) {
            throw new RefusedChange(e.getMessage(), e.reason());
        } catch (IOException e) {
            throw new RefusedChange(path() + " cannot be written: " + e.getMessage(), ConfigurationRecords.DISK);
        }
    }

    /** What stands on the disk, or is in force where nothing does. */
    RuleFile written(Duration quiet) throws IOException, RuleSyntaxException {
        List<String> lines = file.settled(quiet);
        return RuleFile.parse(path().toString(), lines == null ? rules.print() : lines);
    }

    /** @throws RefusedChange if an entry is asked for that a rule cannot have */
    void check(RuleFile next) throws RefusedChange {
        Rule lacking = lacksEntry.apply(next.rules());
        if (lacking != null) {
            throw new RefusedChange(lacks(lacking), ConfigurationRecords.INVALID);
        }
    }

    /** Puts it in the place of what {@link #written} read last. @return {@code false}: somebody has written the file since */
    boolean replace(RuleFile next) throws IOException {
        return file.replace(next.lines());
    }

    /** Puts in force what was written. */
    void applyWritten(RuleFile next) {
        waits = false;
        apply(next);
    }
}

package org.doorward.osgi;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.rules.RuleChanges;
import org.doorward.rules.RuleFile;
import org.doorward.rules.RuleRefusedException;
import org.doorward.rules.RuleSyntaxException;
import org.doorward.rules.SwitchLine;

/**
 * What the lines of {@code auditctl -R} come to on top of the two files of {@code conf/}: nothing is written or in force by that. Used by
 * one thread.
 */
final class CommandFile {
    private final String source;
    private final RuleChanges rules;
    private List<String> settings;
    private final Map<Setting, Long> set = new EnumMap<>(Setting.class);
    private Enabled enabled;
    private int enabledAt;

    /** On top of these. */
    CommandFile(String source, RuleFile rules, List<String> settings) {
        this.source = source;
        this.rules = new RuleChanges(rules);
        this.settings = settings;
    }

    /** Carries out all lines. @throws RefusedChange for the first that is wrong, naming it */
    void carryOut(List<String> lines) throws RefusedChange {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                carryOut(i + 1, line);
            } catch (RuleSyntaxException e) {
                throw refused(e.getMessage(), ConfigurationRecords.INVALID, i + 1, line);
            } catch (RuleRefusedException e) {
                throw refused(e.getMessage(), e.reason(), i + 1, line);
            } catch (SettingsException e) {
                throw refused(e.getMessage(), ConfigurationRecords.INVALID, i + 1, line);
            }
        }
    }

    private RefusedChange refused(String why, String reason, int number, String line) {
        return new RefusedChange(
                why + System.lineSeparator() + "There was an error in line " + number + " of " + source, reason, line);
    }

    private void carryOut(int number, String line) throws RuleSyntaxException, RuleRefusedException, SettingsException {
        if (enabled == Enabled.LOCKED) {
            throw new SettingsException(source + ":" + number + ":1: [" + line + "]: line " + enabledAt
                    + " locks the rules; put -e 2 last");
        }
        SwitchLine said = SwitchLine.read(List.of(line.split("\\s+")));
        if (said == null) {
            rules.carryOut(source, number, line);
            return;
        }
        switch (said.option()) {
            case ENABLED -> {
                enabled = Enabled.values()[(int) said.value()];
                enabledAt = number;
            }
            case FAILURE -> set(Setting.FAILURE_MODE, token(said.value()), said.value());
            case BACKLOG -> set(Setting.BACKLOG_LIMIT, Long.toString(said.value()), said.value());
            case RATE -> set(Setting.RATE_LIMIT, Long.toString(said.value()), said.value());
            case WAIT_TIME -> set(Setting.BACKLOG_WAIT_TIME, said.value() + " ms", said.value());
        }
    }

    private static String token(long mode) {
        return FailureMode.values()[(int) mode].name().toLowerCase(Locale.ROOT);
    }

    /** Whether the value is in its range is asked at once, so that the line is named. */
    private void set(Setting setting, String value, long plain) throws SettingsException {
        settings = SettingsFile.with(settings, setting.key(), value);
        SettingsFile.parse(source, settings);
        set.put(setting, plain);
    }

    RuleFile rules() throws RuleSyntaxException {
        return rules.file();
    }

    boolean changesRules() {
        return rules.changed();
    }

    List<String> settings() {
        return settings;
    }

    /** Those that are said. */
    Iterable<Setting> set() {
        return set.keySet();
    }

    boolean changesSettings() {
        return !set.isEmpty();
    }

    /** What -e says; {@code null}: nothing. */
    Enabled enabled() {
        return enabled;
    }
}

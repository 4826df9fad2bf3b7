package org.doorward.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorward.control.Mode;
import org.doorward.event.Commit;

/**
 * Reads {@code doorward.cfg}: lines of the form {@code name = value}, as {@code auditd.conf(5)}. Empty lines and lines that begin with
 * {@code #} say nothing; there is no continuation and no comment behind a value. All or nothing.
 */
final class SettingsFile {
    static final String MODE = "mode.";
    private static final String COMMIT = "commit.";

    private final String source;
    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
    private final Map<String, Mode> modes = new HashMap<>();
    private final Map<String, Commit> commits = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private SettingsFile(String source) {
        this.source = source;
    }

    /**
     * The settings of a file.
     *
     * @param source its name, for messages
     * @throws SettingsException for the first line that cannot be used: {@code FILE:LINE: KEY=[VALUE]: expected ...}
     */
    static EngineSettings parse(String source, List<String> lines) throws SettingsException {
        SettingsFile file = new SettingsFile(source);
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                file.line(number, text);
            }
        }
        try {
            return new EngineSettings(file.texts, file.modes, file.commits);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(source + ": " + e.getMessage());
        }
    }

    /**
     * These lines with a setting in them: in the place of the line that says it, else behind the one that shows it commented out, else at the end.
     */
    static List<String> with(List<String> lines, String key, String value) {
        List<String> changed = new ArrayList<>(lines);
        String said = key + " = " + value;
        int line = find(lines, key, "");
        int shown = find(lines, key, "#");
        if (line >= 0) {
            changed.set(line, said);
        } else {
            changed.add(shown >= 0 ? shown + 1 : lines.size(), said);
        }
        return changed;
    }

    private static int find(List<String> lines, String key, String mark) {
        Pattern form = Pattern.compile("\\s*" + mark + "\\s*" + Pattern.quote(key) + "\\s*=.*");
        for (int i = 0; i < lines.size(); i++) {
            if (form.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    private void line(int number, String text) throws SettingsException {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw refused(number, "[" + text + "]", "name = value");
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        Integer before = lines.putIfAbsent(key, number);
        if (before != null) {
            throw refused(number, key + "=[" + value + "]", "each setting once; line " + before + " has it already");
        }
        if (key.startsWith(MODE)) {
            mode(number, key, value);
        } else if (key.startsWith(COMMIT)) {
            commit(number, key, value);
        } else {
            setting(number, key, value);
        }
    }

    private void mode(int number, String key, String value) throws SettingsException {
        String module = key.substring(MODE.length());
        if (!module.matches("[A-Za-z0-9._-]{1,64}")) {
            throw refused(number, "[" + key + "]", "mode.NAME with the name of a module, 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        ValueForm<Mode> form = ValueForm.word(Mode.class);
        Mode mode = form.parse(value);
        if (mode == null) {
            throw refused(number, key + "=[" + value + "]", form.expected());
        }
        modes.put(module, mode);
    }

    private void commit(int number, String key, String value) throws SettingsException {
        String flag = key.substring(COMMIT.length());
        if (!flag.matches("[^\\p{Cntrl}]{1,256}")) {
            throw refused(number, "[" + key + "]", "commit.KEY with a key, 1 to 256 characters");
        }
        ValueForm<Commit> form = ValueForm.word(Commit.class);
        Commit commit = form.parse(value);
        if (commit == null) {
            throw refused(number, key + "=[" + value + "]", form.expected());
        }
        commits.put(flag, commit);
    }

    private void setting(int number, String key, String value) throws SettingsException {
        Optional<Setting> setting = Arrays.stream(Setting.values())
                .filter(known -> known.key().equals(key))
                .findFirst();
        if (setting.isEmpty()) {
            String known = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
            throw refused(number, "unknown setting [" + key + "]", "one of " + known + ", or mode.NAME, commit.KEY");
        }
        if (setting.get().form().parse(value) == null) {
            throw refused(number, key + "=[" + value + "]", setting.get().expected());
        }
        texts.put(setting.get(), value);
    }

    private SettingsException refused(int number, String what, String expected) {
        return new SettingsException(source + ":" + number + ": " + what + ": expected " + expected);
    }
}

package org.doorward.osgi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.doorward.control.FailureMode;
import org.doorward.control.Mode;
import org.doorward.core.ClassInitializers;
import org.doorward.core.CoreSettings;
import org.doorward.core.UnattributedPolicy;
import org.doorward.event.Commit;
import org.doorward.module.BundleMatch;
import org.doorward.trail.store.DiskAction;
import org.doorward.trail.store.DiskSettings;
import org.doorward.trail.store.MaxLogFileAction;
import org.doorward.trail.store.RotationSettings;
import org.doorward.trail.store.SpaceLimit;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.Flush;
import org.doorward.transport.TransportSettings;

/** The settings of an engine: what a file says, and the defaults for what it does not. Immutable, safe for all threads. */
final class EngineSettings {
    /** A value that is not as it was. {@code module} is the module's name for a mode, else {@code null}. */
    record Change(String key, Setting setting, String module, String before, String after) {}

    private final Map<Setting, String> texts;
    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
    private final Map<String, Mode> modes;
    private final Map<String, Commit> commits;

    /**
     * Settings of these texts, each of the form of its setting.
     *
     * @throws IllegalArgumentException if they contradict each other, naming the settings
     */
    EngineSettings(Map<Setting, String> texts, Map<String, Mode> modes, Map<String, Commit> commits) {
        this.texts = new EnumMap<>(Setting.class);
        this.modes = new TreeMap<>(modes);
        this.commits = new TreeMap<>(commits);
        for (Setting setting : Setting.values()) {
            String text = texts.getOrDefault(setting, setting.defaultText());
            this.texts.put(setting, text);
            this.values.put(setting, setting.form().parse(text));
        }
        transport();
        trail(Path.of("audit.log"));
    }

    /** Nothing but defaults. */
    static EngineSettings defaults() {
        return new EngineSettings(Map.of(), Map.of(), Map.of());
    }

    TransportSettings transport() {
        return TransportSettings.defaults()
                .withBacklogLimit(number(Setting.BACKLOG_LIMIT))
                .withBacklogLimitBytes((Long) values.get(Setting.BACKLOG_LIMIT_BYTES))
                .withBacklogWaitTimeMillis(time(Setting.BACKLOG_WAIT_TIME).toMillis())
                .withRateLimit(number(Setting.RATE_LIMIT))
                .withBundleRateLimit(number(Setting.BUNDLE_RATE_LIMIT))
                .withBundleBacklogShare(number(Setting.BUNDLE_BACKLOG_SHARE))
                .withFlush((Flush) values.get(Setting.FLUSH), number(Setting.FREQ))
                .withFailureMode(failureMode());
    }

    CoreSettings core(String unmediated) {
        return CoreSettings.defaults()
                .withHookLimit(time(Setting.HOOK_TIMEOUT))
                .withDetachDeadline(time(Setting.DETACH_DEADLINE))
                .withCommit(commit())
                .withUnmediated(unmediated);
    }

    TrailSettings trail(Path file) {
        RotationSettings rotation = new RotationSettings(
                number(Setting.MAX_LOG_FILE),
                time(Setting.MAX_LOG_FILE_AGE),
                (MaxLogFileAction) values.get(Setting.MAX_LOG_FILE_ACTION),
                number(Setting.NUM_LOGS));
        DiskSettings disk = new DiskSettings(
                (SpaceLimit) values.get(Setting.SPACE_LEFT),
                action(Setting.SPACE_LEFT_ACTION),
                (SpaceLimit) values.get(Setting.ADMIN_SPACE_LEFT),
                action(Setting.ADMIN_SPACE_LEFT_ACTION),
                action(Setting.DISK_FULL_ACTION),
                action(Setting.DISK_ERROR_ACTION));
        return new TrailSettings(file, rotation, disk, time(Setting.STALL_TIME));
    }

    private DiskAction action(Setting setting) {
        return (DiskAction) values.get(setting);
    }

    FailureMode failureMode() {
        return (FailureMode) values.get(Setting.FAILURE_MODE);
    }

    Commit commit() {
        return (Commit) values.get(Setting.COMMIT);
    }

    /** The commits of {@code commit.KEY}: unmodifiable. */
    Map<String, Commit> commits() {
        return Map.copyOf(commits);
    }

    Mode globalMode() {
        return (Mode) values.get(Setting.GLOBAL_MODE);
    }

    Mode defaultMode() {
        return (Mode) values.get(Setting.DEFAULT_MODE);
    }

    /** The modes of {@code mode.NAME}: unmodifiable. */
    Map<String, Mode> modes() {
        return Map.copyOf(modes);
    }

    @SuppressWarnings("unchecked") // the form of this setting says so
    List<String> requiredModules() {
        return (List<String>) values.get(Setting.REQUIRED_MODULES);
    }

    ClassInitializers classInitializers() {
        return (ClassInitializers) values.get(Setting.CLASS_INITIALIZERS);
    }

    /** 0: there are no storms. */
    int denialStorm() {
        return number(Setting.DENIAL_STORM);
    }

    UnattributedPolicy unattributed() {
        return (UnattributedPolicy) values.get(Setting.UNATTRIBUTED);
    }

    @SuppressWarnings("unchecked") // the form of this setting says so
    List<BundleMatch> transparent() {
        return (List<BundleMatch>) values.get(Setting.TRANSPARENT);
    }

    /** The name for {@code node=}, or {@code null}. */
    String node() {
        String node = (String) values.get(Setting.NODE);
        return node.isEmpty() ? null : node;
    }

    Duration deployTimeout() {
        return time(Setting.DEPLOY_TIMEOUT);
    }

    private int number(Setting setting) {
        return Math.toIntExact((Long) values.get(setting));
    }

    private Duration time(Setting setting) {
        return (Duration) values.get(setting);
    }

    /** A number, a time in milliseconds or the number of a word, for records. */
    long plain(Setting setting) {
        Object value = values.get(setting);
        if (value instanceof Enum<?> word) {
            return word.ordinal();
        }
        return value instanceof Duration time ? time.toMillis() : (Long) value;
    }

    /** What is different in {@code next}, in the order of the settings, then of the modules' names, then of the keys. */
    List<Change> changesTo(EngineSettings next) {
        List<Change> changes = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            if (!values.get(setting).equals(next.values.get(setting))) {
                changes.add(new Change(setting.key(), setting, null, texts.get(setting), next.texts.get(setting)));
            }
        }
        TreeSet<String> names = new TreeSet<>(modes.keySet());
        names.addAll(next.modes.keySet());
        for (String name : names) {
            String before = token(modes.get(name));
            String after = token(next.modes.get(name));
            if (!before.equals(after)) {
                changes.add(new Change("mode." + name, null, name, before, after));
            }
        }
        TreeSet<String> keys = new TreeSet<>(commits.keySet());
        keys.addAll(next.commits.keySet());
        for (String key : keys) {
            String before = token(commits.get(key));
            String after = token(next.commits.get(key));
            if (!before.equals(after)) {
                changes.add(new Change("commit." + key, Setting.COMMIT, null, before, after));
            }
        }
        return changes;
    }

    private static String token(Commit commit) {
        return commit == null ? "default" : commit.token();
    }

    private static String token(Mode mode) {
        return mode == null ? "default" : mode.token();
    }
}

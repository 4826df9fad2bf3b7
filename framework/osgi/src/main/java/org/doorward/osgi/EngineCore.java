package org.doorward.osgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.doorward.audit.Lane;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.control.OperatorControl;
import org.doorward.core.Core;
import org.doorward.core.ExemptSink;
import org.doorward.event.EventText;
import org.doorward.event.Facts;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.event.RecordType;
import org.doorward.trail.store.Recovery;
import org.doorward.trail.store.TrailFile;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Opened from the disk upwards, closed from the bundles downwards: what is above may still write while it closes.
 *
 *   open   trail -> transport -> core -> watch -> configuration         facts: start, self-test, rules, modules ...
 *   close  core (denies from now on) -> stop fact -> transport (drains, says what was lost) -> trail (synced)
 */
/** The part of an engine that knows no OSGi: trail, transport, core and their configuration. */
final class EngineCore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCore.class);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** After which a program that a disk action runs is ended. */
    private static final long PROGRAM_SECONDS = 60;

    private final TrailWatch watch;
    private final TrailFile trail;
    private final Transport transport;
    private final Core core;
    private final LiveConfiguration configuration;
    private final OperatorControl operator;
    private final FolderWatcher watcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens everything and writes the start of the engine to the trail.
     *
     * @param interception what the agent brings, or {@code null} without it
     * @param changed told, without a lock, when other settings are in force
     * @param halt stops the instance in order, by a disk action; takes why; may block
     * @throws StartRefusedException if the settings are wrong or the trail cannot be opened; nothing stays open
     */
    EngineCore(
            EngineHome home,
            String version,
            BundleSubjects subjects,
            Interception interception,
            Runnable changed,
            Consumer<String> halt)
            throws StartRefusedException {
        EngineSettings settings = settings(home);
        watch = new TrailWatch(halt, PROGRAM_SECONDS);
        try {
            TrailKey key = TrailKey.of(home.auditFolder());
            EventText text = new EventText(ProcessIdentity.current(settings.node(), version), key.bytes());
            trail = new TrailFile(settings.trail(home.trail()), text, watch);
            Recovery before = trail.recovery();
            // What the drain does with the trail's files is mediated no more: it would wait for itself.
            transport =
                    new Transport(settings.transport(), new ExemptSink(trail), EngineCore::report, before.lastSerial());
            transport.start();
            SelfTest test = SelfTest.run(interception);
            core = new Core(settings.core(test.unmediatedText()), KindTable.contract(), transport, subjects);
            core.trail(trail::status);
            watch.start(trail::status);
            started(settings, version, key, home, test, interception != null);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "trail [" + home.trail() + "] cannot be written: " + e
                            + "; give its folder to the user who runs Doorward, or choose another home with --home",
                    e);
        }
        configuration = new LiveConfiguration(
                home,
                settings,
                core,
                subjects::transparent,
                transport,
                next -> trail.configure(next.trail(home.trail())),
                changed,
                QUIET);
        configuration.load();
        operator = new OperatorSwitches(core, configuration);
        watcher = new FolderWatcher("doorward-configuration", home.confFolder(), INTERVAL, configuration::poll);
        subjects.configuration(watcher.thread());
        watcher.start();
    }

    private static EngineSettings settings(EngineHome home) throws StartRefusedException {
        try {
            String content = Files.readString(home.settings(), StandardCharsets.UTF_8);
            return SettingsFile.parse(
                    home.settings().toString(), content.lines().toList());
        } catch (NoSuchFileException e) {
            return EngineSettings.defaults();
        } catch (IOException e) {
            throw new StartRefusedException("settings [" + home.settings() + "] cannot be read: " + e, e);
        } catch (SettingsException e) {
            throw new StartRefusedException(e.getMessage(), e);
        }
    }

    private static void report(String message, Throwable cause) {
        LOG.error(message, cause);
    }

    private void started(
            EngineSettings settings, String version, TrailKey key, EngineHome home, SelfTest test, boolean agent) {
        core.facts()
                .write(
                        RecordType.DAEMON_START,
                        fact -> Facts.start(
                                fact, version, key.trailId(), agent, settings.globalMode() == Mode.ENFORCE));
        core.facts()
                .write(
                        RecordType.TEST,
                        fact -> Facts.selfTest(fact, test.kinds(), test.woven(), test.unmediated(), test.denied()));
        if (!test.denied()) {
            LOG.error("self-test: a module's DENY did not deny; do not rely on this installation");
        }
        Recovery recovery = trail.recovery();
        if (recovery.cutBytes() > 0) {
            LOG.warn("trail [{}]: {} bytes of an incomplete event were cut off", home.trail(), recovery.cutBytes());
            tornTail(home.trail(), recovery.cutBytes(), recovery.lastSerial());
        }
        for (Path aside : recovery.setAside()) {
            LOG.error("trail [{}]: what was no trail is set aside unchanged as [{}]", home.trail(), aside);
            tornTail(aside, aside.toFile().length(), recovery.lastSerial());
        }
    }

    private void tornTail(Path segment, long bytes, long lastSerial) {
        core.facts()
                .write(
                        RecordType.DAEMON_ERR,
                        fact -> Facts.tornTail(fact, segment.getFileName().toString(), bytes, lastSerial));
    }

    Core core() {
        return core;
    }

    PolicyBundles policies() {
        return new PolicyBundles(configuration::putPolicies, new ConfigurationRecords(core.facts())::policy);
    }

    ModuleControl moduleSwitches(DeployFolder folder, PolicyBundles policies, Consumer<Path> refused) {
        return new ModuleSwitches(core, configuration, folder, policies, refused);
    }

    OperatorControl operator() {
        return operator;
    }

    /** What the instance brings at its start is there: from now on a lock of the file of rules counts. */
    void running() {
        configuration.started();
    }

    EngineSettings settings() {
        return configuration.settings();
    }

    /** Ends the engine: every record that was emitted is in the trail or counted as lost. Further calls do nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watcher.close();
        core.close();
        TransportStatus status = transport.status();
        long lost = status.lost(Lane.RELIABLE) + status.lost(Lane.LOSSY);
        long written = status.emitted(Lane.RELIABLE) + status.emitted(Lane.LOSSY) - lost;
        core.facts().write(RecordType.DAEMON_END, fact -> Facts.stop(fact, written, lost));
        transport.close();
        try {
            trail.close();
        } catch (IOException e) {
            LOG.error("the trail is not closed cleanly: what was written last may not be durable", e);
        }
        watch.close();
    }
}

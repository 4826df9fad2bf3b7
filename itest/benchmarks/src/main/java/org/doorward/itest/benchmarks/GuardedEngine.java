package org.doorward.itest.benchmarks;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.core.BundleIdentity;
import org.doorward.core.Core;
import org.doorward.core.CoreSettings;
import org.doorward.core.DeployedModule;
import org.doorward.event.Commit;
import org.doorward.event.ErrorHandler;
import org.doorward.event.EventSink;
import org.doorward.event.KindTable;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/**
 * Core and transport without OSGi. With a sink of its own it takes everything and keeps nothing, and closing it refuses figures that a lost
 * event or a wait for room made: what is measured is the way to the sink. With a sink that is handed in, {@link #end} says what became
 * of the events.
 */
public final class GuardedEngine implements AutoCloseable {
    /** Where relative names are taken from. */
    static final String WORKING_FOLDER = "/srv/doorward/work";

    private final Transport transport;
    private final Core core;

    GuardedEngine(List<DeployedModule> modules) {
        // One bundle is all there is: its bursts may have the whole backlog.
        this(
                modules,
                TransportSettings.defaults().withBundleBacklogShare(100),
                Commit.NONE,
                new Discard(),
                GuardedEngine::refuse);
    }

    /** An engine with these settings that drains into this sink, which it does not close. */
    public GuardedEngine(
            List<DeployedModule> modules,
            TransportSettings settings,
            Commit commit,
            EventSink sink,
            ErrorHandler errors) {
        transport = new Transport(settings, sink, errors);
        transport.start();
        CoreSettings coreSettings =
                CoreSettings.defaults().withWorkingFolder(WORKING_FOLDER).withCommit(commit);
        core = new Core(coreSettings, KindTable.contract(), transport, owner -> owner);
        core.publish(modules);
    }

    /** Puts the operator's rules in force, one a line. */
    void rules(List<String> lines) {
        try {
            core.setRules(RuleSet.parse("benchmark", lines));
        } catch (RuleSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The guard of an application. */
    public OperationGuard guard() {
        return core.guard(new Application());
    }

    /** Waits until the drain has taken all that was emitted. */
    void drained() {
        if (!transport.sync()) {
            throw new IllegalStateException("the drain ended, or lost something: " + ledger(transport.status()));
        }
    }

    /** What became of the events so far. */
    public TransportStatus status() {
        return transport.status();
    }

    /** Closes it, whatever became of the events: all that were kept are with the sink. The ledger of the end. */
    public TransportStatus end() {
        core.close();
        transport.close();
        return transport.status();
    }

    @Override
    public void close() {
        TransportStatus status = end();
        for (Lane lane : Lane.values()) {
            if (status.emitted(lane) != status.written(lane)) {
                throw new IllegalStateException(
                        "events were lost, so the time is not that of keeping them: " + ledger(status));
            }
        }
        if (status.backlogWaits() > 0) {
            throw new IllegalStateException("[" + status.backlogWaits()
                    + "] operations waited for room, so the time is that of the drain; make the bursts shorter");
        }
    }

    private static String ledger(TransportStatus status) {
        StringBuilder text = new StringBuilder();
        for (Lane lane : Lane.values()) {
            text.append(lane.token())
                    .append(": emitted [")
                    .append(status.emitted(lane))
                    .append("] written [")
                    .append(status.written(lane))
                    .append("] lost [")
                    .append(status.lost(lane))
                    .append("] ");
        }
        return text.toString();
    }

    private static void refuse(String message, Throwable cause) {
        throw new IllegalStateException(message, cause);
    }

    /** The bundle whose guard is measured. */
    private record Application() implements BundleIdentity {
        @Override
        public String symbolicName() {
            return "org.example.app";
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public String location() {
            return "file:/srv/app-1.0.0.jar";
        }

        @Override
        public String label() {
            return "org.example.app:1.0.0";
        }

        @Override
        public boolean matches(BundleMatch match) {
            return false;
        }
    }

    private static final class Discard implements EventSink {
        @Override
        public void append(byte[] event, int offset, int length) {}

        @Override
        public void flush() {}

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }
}

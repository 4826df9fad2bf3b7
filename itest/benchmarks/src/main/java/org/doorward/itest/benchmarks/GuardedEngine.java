package org.doorward.itest.benchmarks;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.core.BundleIdentity;
import org.doorward.core.Core;
import org.doorward.core.CoreSettings;
import org.doorward.core.DeployedModule;
import org.doorward.event.EventSink;
import org.doorward.event.KindTable;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/**
 * Core and transport without OSGi, draining into a sink that takes everything and keeps nothing: what is measured is the way to the sink,
 * not the disk. Closing it refuses figures that a lost event or a wait for room made.
 */
final class GuardedEngine implements AutoCloseable {
    /** Where relative names are taken from. */
    static final String WORKING_FOLDER = "/srv/doorward/work";

    private final Transport transport;
    private final Core core;

    GuardedEngine(List<DeployedModule> modules) {
        // One bundle is all there is: its bursts may have the whole backlog.
        TransportSettings settings = TransportSettings.defaults().withBundleBacklogShare(100);
        transport = new Transport(settings, new Discard(), GuardedEngine::refuse);
        transport.start();
        core = new Core(
                CoreSettings.defaults().withWorkingFolder(WORKING_FOLDER),
                KindTable.contract(),
                transport,
                owner -> owner);
        core.publish(modules);
    }

    OperationGuard guard() {
        return core.guard(new Application());
    }

    /** Waits until the drain has taken all that was emitted. */
    void drained() {
        if (!transport.sync()) {
            throw new IllegalStateException("the drain ended, or lost something: " + ledger(transport.status()));
        }
    }

    @Override
    public void close() {
        core.close();
        transport.close();
        TransportStatus status = transport.status();
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

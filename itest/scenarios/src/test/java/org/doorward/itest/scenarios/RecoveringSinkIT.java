package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.core.BundleIdentity;
import org.doorward.core.Core;
import org.doorward.core.CoreSettings;
import org.doorward.core.DeployedModule;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.module.Kind;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailLog;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink that fails for a while: guard, core, transport and trail without OSGi, and between transport and trail a sink that refuses when the
 * test says so, which no disk does on request.
 */
class RecoveringSinkIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private volatile boolean failing;
    private Path file;
    private TrailFile trail;
    private Transport transport;
    private Core core;
    private OperationGuard guard;

    private record Application(String symbolicName, String version, String location) implements BundleIdentity {
        @Override
        public String label() {
            return symbolicName + ":" + version;
        }

        @Override
        public boolean matches(BundleMatch match) {
            return match.matches(symbolicName, location, Optional.empty());
        }
    }

    /** The trail, behind a disk that fails on request. */
    private final class FlakySink implements EventSink {
        @Override
        public void append(byte[] event, int offset, int length) throws IOException {
            fail();
            trail.append(event, offset, length);
        }

        @Override
        public void flush() throws IOException {
            fail();
            trail.flush();
        }

        @Override
        public void sync() throws IOException {
            fail();
            trail.sync();
        }

        @Override
        public void close() throws IOException {
            trail.close();
        }

        private void fail() throws IOException {
            if (failing) {
                throw new IOException("No space left on device");
            }
        }
    }

    @BeforeEach
    void theWholePathWithoutOsgi() throws IOException {
        file = folder.resolve("audit/audit.log");
        trail = new TrailFile(
                new TrailSettings(file, 0, 5),
                new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[32]),
                TrailListener.NONE);
        transport = new Transport(
                TransportSettings.defaults().withFailureMode(FailureMode.DENY),
                new FlakySink(),
                (message, cause) -> {});
        transport.start();
        Application application = new Application("org.example.app", "1.0.0", "file:/srv/app.jar");
        core = new Core(CoreSettings.defaults(), KindTable.contract(), transport, owner -> owner);
        core.publish(List.of(new DeployedModule(
                "auditor",
                "1.0.0",
                List.of("file.delete"),
                0,
                Modules.flagging("audit"),
                "org.example.auditor:1.0.0",
                "",
                null)));
        guard = core.guard(application);
    }

    @AfterEach
    void theLedgerIsExact() throws IOException {
        failing = false;
        core.close();
        transport.close();
        trail.close();
        assertThat(core.control().status()).isExact();
    }

    private boolean deletes() {
        try {
            guard.file(Kind.FILE_DELETE, "/x", path -> null);
            return true;
        } catch (OperationDeniedException e) {
            return false;
        }
    }

    private List<TrailEvent> events() throws IOException {
        java.util.ArrayList<TrailEvent> events = new java.util.ArrayList<>();
        try (TrailLog log = new TrailLog(file)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                events.add(event);
            }
        }
        return events;
    }

    @Test
    void whileTheSinkFailsNothingAuditableHappensAndAfterwardsTheLossIsToldAndWorkGoesOn() throws IOException {
        assertThat(deletes()).isTrue();
        transport.sync();

        failing = true;
        await().atMost(LIMIT).until(() -> !deletes());
        assertThatThrownBy(() -> guard.file(Kind.FILE_DELETE, "/x", path -> null))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("audit cannot keep a record of it");
        long whenItFailed = core.control().status().written(Lane.RELIABLE);
        failing = false;
        await().atMost(LIMIT).until(this::deletes);

        await().atMost(LIMIT).until(() -> {
            transport.sync();
            long told = events().stream()
                    .map(event -> event.records().get(0))
                    .filter(record -> record.type().equals("DAEMON_ERR") && "lost".equals(record.raw("op")))
                    .mapToLong(record -> Long.parseLong(record.raw("count")))
                    .sum();
            return told == core.control().status().lost(Lane.RELIABLE, LossReason.DISK);
        });
        assertThat(core.control().status().lost(Lane.RELIABLE, LossReason.DISK)).isPositive();
        assertThat(core.control().status().written(Lane.RELIABLE)).isGreaterThan(whenItFailed);
        assertThat((long) events().size()).isEqualTo(core.control().status().written(Lane.RELIABLE));
    }
}

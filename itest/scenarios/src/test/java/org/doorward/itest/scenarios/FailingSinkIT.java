package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import org.doorward.audit.Lane;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LossReason;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.doorward.osgi.Engine;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.EngineOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/**
 * A disk that is full from the first byte: the trail is {@code /dev/full}, whose every write fails with ENOSPC. The engine is started without
 * the testkit, which would rightly complain of it after the test.
 */
class FailingSinkIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @TempDir
    Path folder;

    private EngineHome home;
    private EngineOptions options;

    @BeforeEach
    void aFullDisk() throws Exception {
        home = new EngineHome(folder.resolve("home"));
        home.create(folder.resolve("no-templates"));
        Files.createSymbolicLink(home.trail(), Path.of("/dev/full"));
        options = new EngineOptions(Files.createDirectory(folder.resolve("bundle")), Optional.empty(), "1.0.0");
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    private static OperationGuard auditedGuard(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "auditor");
        properties.put(SecurityModule.HOOKS, "file.delete");
        context.registerService(SecurityModule.class, Modules.flagging("audit"), properties);
        return service(context, OperationGuard.class);
    }

    private static void awaitLoss(AuditControl control, long atLeast) {
        await().atMost(LIMIT)
                .until(() -> control.status().lost(Lane.RELIABLE, LossReason.DISK) >= atLeast
                        && control.status().backlog() == 0);
    }

    private static void nothingWasWrittenAndEverythingIsCounted(AuditStatus ledger) {
        assertThat(ledger).isExact().hasWritten(Lane.RELIABLE, 0).hasWritten(Lane.LOSSY, 0);
        assertThat(ledger.emitted(Lane.RELIABLE)).isEqualTo(ledger.lost(Lane.RELIABLE, LossReason.DISK));
    }

    @Test
    void inFailureModeLogOperationsGoOnAndEveryRecordIsCountedAsLost() throws Exception {
        AuditControl control;
        try (Engine engine = Engine.start(home, options)) {
            control = service(engine.context(), AuditControl.class);
            OperationGuard guard = auditedGuard(engine.context());
            for (int i = 0; i < 10; i++) {
                guard.file(Kind.FILE_DELETE, "/x", path -> null);
            }
            awaitLoss(control, 10);
        }

        nothingWasWrittenAndEverythingIsCounted(control.status());
        assertThat(log.messages())
                .anyMatch(line -> line.startsWith("ERROR the trail did not take what was appended, which is lost"));
    }

    @Test
    void inFailureModeDenyAnOperationThatNeedsARecordIsRefusedAndOthersGoOn() throws Exception {
        Files.writeString(home.settings(), "failure_mode = deny\n");
        AuditControl control;
        try (Engine engine = Engine.start(home, options)) {
            control = service(engine.context(), AuditControl.class);
            OperationGuard guard = auditedGuard(engine.context());
            awaitLoss(control, 1);

            assertThatThrownBy(() -> guard.file(Kind.FILE_DELETE, "/x", path -> null))
                    .isInstanceOf(OperationDeniedException.class)
                    .hasMessageContaining("by doorward: audit cannot keep a record of it");
            assertThat(guard.<String, IOException>file(Kind.FILE_OPEN, "/x", path -> "opened"))
                    .isEqualTo("opened");
        }

        nothingWasWrittenAndEverythingIsCounted(control.status());
    }
}

package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
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
import org.doorward.trail.TrailReader;
import org.doorward.trail.read.TrailLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/**
 * A disk that is full: the trail's folder is a file system in memory that a test fills to the last byte. The engine is started without
 * the testkit, which would rightly complain of it after the test.
 */
@Tag("machine") // mounting needs root
class FailingSinkIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** More than fits into what a page that is written already has left. */
    private static final int OPERATIONS = 100;

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @TempDir
    Path folder;

    private EngineHome home;
    private EngineOptions options;

    @BeforeEach
    void aSmallDisk() throws Exception {
        home = new EngineHome(folder.resolve("home"));
        home.create(folder.resolve("no-templates"));
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=256k,mode=700",
                "tmpfs",
                home.auditFolder().toString());
        options = new EngineOptions(Files.createDirectory(folder.resolve("bundle")), Optional.empty(), "1.0.0");
    }

    @AfterEach
    void theDiskIsTakenAway() throws Exception {
        run("umount", home.auditFolder().toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private void fillTheDisk() throws IOException {
        try (OutputStream filler = Files.newOutputStream(home.auditFolder().resolve("filler"))) {
            byte[] page = new byte[4096];
            assertThatThrownBy(() -> {
                        while (true) {
                            filler.write(page);
                        }
                    })
                    .hasMessageContaining("No space left on device");
        }
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

    /** What is not lost is in the file, event by event. */
    private void everyRecordIsCounted(AuditStatus ledger) throws IOException {
        assertThat(ledger).isExact();
        long inTheFile = 0;
        try (TrailReader reader = new TrailLog(home.auditFolder())) {
            while (reader.next() != null) {
                inTheFile++;
            }
        }
        assertThat(inTheFile).isEqualTo(ledger.written(Lane.RELIABLE));
        assertThat(ledger.emitted(Lane.RELIABLE)).isEqualTo(inTheFile + ledger.lost(Lane.RELIABLE, LossReason.DISK));
    }

    @Test
    void inFailureModeLogOperationsGoOnAndEveryRecordIsCountedAsLost() throws Exception {
        AuditControl control;
        try (Engine engine = Engine.start(home, options)) {
            control = service(engine.context(), AuditControl.class);
            OperationGuard guard = auditedGuard(engine.context());
            fillTheDisk();
            for (int i = 0; i < OPERATIONS; i++) {
                guard.file(Kind.FILE_DELETE, "/x", path -> null);
            }
            awaitLoss(control, OPERATIONS / 2);
        }

        everyRecordIsCounted(control.status());
        assertThat(log.messages())
                .anyMatch(line -> line.startsWith("ERROR the trail did not take what was appended, which is lost"));
    }

    private static boolean isRefused(OperationGuard guard) {
        try {
            guard.file(Kind.FILE_DELETE, "/x", path -> null);
            return false;
        } catch (OperationDeniedException e) {
            return true;
        }
    }

    @Test
    void inFailureModeDenyAnOperationThatNeedsARecordIsRefusedAndOthersGoOn() throws Exception {
        Files.writeString(home.settings(), "failure_mode = deny\n");
        AuditControl control;
        try (Engine engine = Engine.start(home, options)) {
            control = service(engine.context(), AuditControl.class);
            OperationGuard guard = auditedGuard(engine.context());
            fillTheDisk();
            await().atMost(LIMIT).until(() -> isRefused(guard));
            awaitLoss(control, 1);

            assertThatThrownBy(() -> guard.file(Kind.FILE_DELETE, "/x", path -> null))
                    .isInstanceOf(OperationDeniedException.class)
                    .hasMessageContaining("by doorward: audit cannot keep a record of it");
            assertThat(guard.<String, IOException>file(Kind.FILE_OPEN, "/x", path -> "opened"))
                    .isEqualTo("opened");
        }

        everyRecordIsCounted(control.status());
    }
}

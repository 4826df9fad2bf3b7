package org.doorward.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.audit.Lane;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LossReason;
import org.doorward.osgi.Engine;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.EngineOptions;
import org.doorward.osgi.StartRefusedException;
import org.doorward.trail.TrailEvent;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** One running engine in a folder of its own, and all that has to be put away after it. */
final class Instance {
    private static final String VERSION = "1.0.0";

    private final Path folder;
    private final EngineHome home;
    private final Engine engine;
    private final AuditControl control;
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();

    private Instance(Path folder, EngineHome home, Engine engine) {
        this.folder = folder;
        this.home = home;
        this.engine = engine;
        BundleContext context = engine.context();
        this.control = context.getService(context.getServiceReference(AuditControl.class));
    }

    /** What a folder becomes before the engine starts in it. */
    interface Preparation {
        void prepare(EngineHome home) throws IOException;
    }

    /**
     * Starts an engine; blocks until it runs.
     *
     * @param bundles symbolic names of bundles of the class path that are started with it
     * @throws StartRefusedException if it refuses to; nothing is left behind
     */
    static Instance start(Set<String> bundles, Preparation preparation) throws IOException, StartRefusedException {
        Path folder = Files.createTempDirectory("doorward-test");
        try {
            Path bundleFolder = Files.createDirectory(folder.resolve("bundle"));
            for (String bundle : bundles) {
                Files.write(bundleFolder.resolve(bundle + ".jar"), ClassPathBundles.named(bundle));
            }
            EngineHome home = new EngineHome(folder.resolve("home"));
            home.create(folder.resolve("no-templates"));
            preparation.prepare(home);
            return new Instance(
                    folder, home, Engine.start(home, new EngineOptions(bundleFolder, Optional.empty(), VERSION)));
        } catch (IOException | StartRefusedException | RuntimeException | Error e) {
            delete(folder);
            throw e;
        }
    }

    EngineHome home() {
        return home;
    }

    BundleContext context() {
        return engine.context();
    }

    AuditControl control() {
        return control;
    }

    /** Closed with the instance. */
    <T> ServiceTracker<T, T> opened(ServiceTracker<T, T> tracker) {
        tracker.open();
        trackers.add(tracker);
        return tracker;
    }

    /** Writes under another name and renames, so that nobody reads the half of it. */
    static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.write(part, content);
        // As if it had been built a while ago: it counts at first sight, nobody can be at writing it still.
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(1)));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    // ---- after the test
    // --------------------------------------------------------------------------------------------------------

    /** Checks what must hold when a test is over, and stops. Every complaint is one in the list. Afterwards {@link #delete()} is due. */
    List<AssertionError> end(java.time.Duration timeout) {
        List<AssertionError> complaints = new ArrayList<>();
        trackers.forEach(ServiceTracker::close);
        check(complaints, this::everyBundleResolves);
        check(complaints, () -> Quiescence.await(control, timeout));
        engine.close();
        check(complaints, this::theTrailHoldsWhatTheLedgerSays);
        return complaints;
    }

    private static void check(List<AssertionError> complaints, Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            complaints.add(e);
        }
    }

    private void everyBundleResolves() {
        String unresolved = Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .map(bundle ->
                        bundle.getSymbolicName() + ":" + bundle.getVersion() + " (" + Bundles.whyNot(bundle) + ")")
                .collect(Collectors.joining(", "));
        if (!unresolved.isEmpty()) {
            throw new AssertionError("bundles that do not resolve: " + unresolved
                    + "; install what they import, or undeploy them before the test ends");
        }
    }

    private void theTrailHoldsWhatTheLedgerSays() {
        AuditStatus ledger = control.status();
        DoorwardAssertions.assertThat(ledger).isExact();
        Trail trail = Trail.read(home.auditFolder());
        if (trail.skipped() > 0) {
            throw new AssertionError("the trail has " + trail.skipped() + " lines that are no records");
        }
        long written = ledger.written(Lane.RELIABLE) + ledger.written(Lane.LOSSY);
        boolean complete = !trail.events().isEmpty()
                && trail.events().get(0).records().get(0).type().equals("DAEMON_START");
        if (complete && trail.events().size() != written) {
            throw new AssertionError("the trail holds " + trail.events().size() + " events, but the ledger says: "
                    + LedgerAssert.words(ledger));
        }
        for (Lane lane : Lane.values()) {
            for (LossReason reason : LossReason.values()) {
                theLossesAreTold(trail, ledger, lane, reason, complete);
            }
        }
    }

    /** A sink that fails to the end cannot be told about it. */
    private static void theLossesAreTold(
            Trail trail, AuditStatus ledger, Lane lane, LossReason reason, boolean complete) {
        long lost = ledger.lost(lane, reason);
        long told = trail.facts("DAEMON_ERR").stream()
                .map(TrailEvent::records)
                .map(records -> records.get(0))
                .filter(record -> "lost".equals(record.raw("op"))
                        && lane.token().equals(record.raw("lane"))
                        && reason.token().equals(record.raw("reason")))
                .mapToLong(record -> Long.parseLong(record.raw("count")))
                .sum();
        boolean sinkFailed =
                ledger.lost(Lane.RELIABLE, LossReason.DISK) + ledger.lost(Lane.RELIABLE, LossReason.SINK) > 0;
        boolean exact = complete && !sinkFailed;
        if (told > lost || exact && told < lost) {
            throw new AssertionError("records DAEMON_ERR op=lost tell of " + told + " events lost in lane ["
                    + lane.token() + "] by [" + reason.token() + "], but the ledger says: "
                    + LedgerAssert.words(ledger));
        }
    }

    /** Deletes the folder. */
    void delete() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

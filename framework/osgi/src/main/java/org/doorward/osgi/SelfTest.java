package org.doorward.osgi;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.doorward.core.Core;
import org.doorward.core.CoreSettings;
import org.doorward.core.DeployedModule;
import org.doorward.event.EventSink;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;

/**
 * Asks, before the first bundle is there, whether a DENY denies: in a core of its own with a sink that keeps nothing, so that the trail
 * holds no denial that nobody made.
 *
 * @param kinds how many kinds the contract has
 * @param woven how many methods of the JDK and of the framework are woven
 * @param unmediated how many of the kinds nothing enforces in this installation
 * @param unmediatedText which, for people
 * @param denied whether the probe was denied
 */
record SelfTest(int kinds, int woven, int unmediated, String unmediatedText, boolean denied) {
    private static final String WITHOUT_AGENT =
            "calls of the JDK and of the framework that do not go through the guard (no agent in this installation);"
                    + " that bundles are installed, updated, started, stopped and uninstalled is recorded afterwards";

    private static final String GUARDED = "file";

    /** @param interception what the agent brings, or {@code null} */
    static SelfTest run(Interception interception) {
        KindTable contract = KindTable.contract();
        Set<String> mediated = new TreeSet<>();
        if (interception != null) {
            mediated.addAll(interception.kinds());
        }
        List<String> missing = contract.all().stream()
                .filter(kind -> !kind.family().equals(GUARDED) && !mediated.contains(kind.name()))
                .map(KindSpec::name)
                .toList();
        String text = interception == null ? WITHOUT_AGENT : withAgent(interception, contract, mediated);
        int kinds = contract.all().size();
        return new SelfTest(
                kinds, interception == null ? 0 : interception.woven(), missing.size(), text, probe(contract));
    }

    private static String withAgent(Interception interception, KindTable contract, Set<String> mediated) {
        List<String> quiet = contract.all().stream()
                .map(KindSpec::name)
                .filter(kind -> !mediated.contains(kind))
                .toList();
        String text = "calls of the JDK and of the framework of kinds " + String.join(", ", quiet)
                + " (woven on request, or not at all)";
        if (!interception.leftOut().isEmpty()) {
            text += "; methods of modules that this JVM runs without: " + String.join(", ", interception.leftOut());
        }
        if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
            text +=
                    "; what processes do, among them javac: without module jdk.compiler libraries that compile start it";
        }
        return text;
    }

    private static boolean probe(KindTable contract) {
        TransportSettings small = TransportSettings.defaults().withBacklogLimitBytes(2L << 20);
        BundleSubject self = new BundleSubject("doorward", "0.0.0", "", java.util.Optional.empty(), false);
        try (Transport transport = new Transport(small, new Nothing(), (message, cause) -> {});
                Core core = new Core(CoreSettings.defaults(), contract, transport, owner -> owner)) {
            transport.start();
            core.publish(List.of(new DeployedModule(
                    "self-test",
                    "0.0.0",
                    List.of("selftest.probe"),
                    0,
                    (operation, audit) -> Decision.DENY,
                    "doorward",
                    "",
                    null)));
            core.guard(self).operation(Kind.of("selftest.probe")).enter().close();
            return false;
        } catch (OperationDeniedException e) {
            return true;
        }
    }

    private static final class Nothing implements EventSink {
        @Override
        public void append(byte[] event, int offset, int length) {
            // Not kept.
        }

        @Override
        public void flush() {
            // Nothing to flush.
        }

        @Override
        public void sync() {
            // Nothing to sync.
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}

package org.doorward.osgi;

import java.util.Map;
import org.doorward.core.AfterTheFact;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Without an agent: has the life of bundles recorded when the framework tells of it, in the thread and on the stack of whoever acts. That of the
 * framework itself is in the engine's own start and end. Safe for all threads.
 *
 * <p>The framework calls this object itself and no lambda of the engine's: who acts stands right below.
 */
final class BundleLife implements SynchronousBundleListener {
    private static final Map<Integer, String> KINDS = Map.of(
            BundleEvent.INSTALLED, "bundle.install",
            BundleEvent.UPDATED, "bundle.update",
            BundleEvent.STARTED, "bundle.start",
            BundleEvent.STOPPED, "bundle.stop",
            BundleEvent.UNINSTALLED, "bundle.uninstall");

    private final AfterTheFact records;
    private final BundleSubjects subjects;

    BundleLife(AfterTheFact records, BundleSubjects subjects) {
        this.records = records;
        this.subjects = subjects;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        String kind = KINDS.get(event.getType());
        if (kind != null && event.getBundle().getBundleId() != 0) {
            records.happened(kind, subjects.of(event.getBundle()));
        }
    }
}

package org.doorward.core;

import org.doorward.event.Facts;
import org.doorward.event.RecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of storms of denials: in the trail window by window, in the log once. */
final class StormRecords implements DenialStorms.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final String MANY = "(many)";

    private final Core core;

    StormRecords(Core core) {
        this.core = core;
    }

    @Override
    public void begins(String bundle, String kind, int threshold) {
        try {
            LOG.warn(
                    "bundle [{}] was denied more than [{}] operations of kind [{}] in a second: its exceptions have no stack trace until that is"
                            + " over",
                    bundle == null ? MANY : bundle,
                    threshold,
                    kind == null ? MANY : kind);
        } catch (RuntimeException | Error e) {
            core.report("a storm of denials could not be logged", e);
        }
    }

    /* At once: whoever ends the window has other things to look after. */
    @Override
    public boolean window(String bundle, String kind, long count, long millis) {
        try {
            return core.facts()
                    .writeAtOnce(RecordType.ANOM_MAX_MAC, fact -> Facts.denialStorm(fact, bundle, kind, count, millis));
        } catch (RuntimeException | Error e) {
            core.report("the record of a storm of denials could not be made", e);
            return false;
        }
    }
}

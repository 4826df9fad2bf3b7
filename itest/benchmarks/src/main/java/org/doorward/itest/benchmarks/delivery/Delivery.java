package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.util.Locale;

/** A measurement of transport and trail, by its word on the command line. */
public enum Delivery {
    /** Durable acknowledgements beside PostgreSQL and bare syncs. */
    DURABLE(DurableCommits::run),
    /** Records written beside log4j2. */
    WRITING(TrailWriting::run),
    /** The tail of what a flagged operation costs, beside a rival ring. */
    PACED(PacedCost::run),
    /** The lossy lane while the disk stands still. Root. */
    STALL(StandingDisk::run),
    /** Ten times what can be written. */
    OVERLOAD(Overload::run),
    /** The start over a trail of 1 GB, beside reading its last segment once. */
    RECOVERY(TrailRecovery::run),
    /** The reports on a trail of 300 MB, beside the real aureport. */
    REPORTS(ReportSpeed::run),
    /** Searches in a trail of 300 MB, beside the real ausearch. */
    SEARCHES(SearchSpeed::run);

    private final Measurement measurement;

    private interface Measurement {
        Figures run() throws IOException, InterruptedException;
    }

    Delivery(Measurement measurement) {
        this.measurement = measurement;
    }

    /** The word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of this word, or {@code null}. */
    public static Delivery of(String word) {
        for (Delivery one : values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return null;
    }

    /**
     * Measures; takes minutes.
     *
     * @throws MissingException if the machine lacks what it needs
     * @throws IllegalStateException if something was lost or counted wrong, so that the figures are none
     */
    public Figures run() throws IOException, InterruptedException {
        return measurement.run();
    }
}

package org.doorward.transport;

import java.util.concurrent.atomic.AtomicLongArray;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;

/**
 * What one subject emitted, what became of it, and what it holds of the backlog. Made by {@link Transport#account}; lives as long as the
 * transport, and holds names only: an account that outlives its bundle keeps no class loader.
 *
 * <p>Safe for all threads. Who calls needs it to say on whose behalf: the numbers are in {@link TransportStatus#accounts()}.
 *
 * <pre>
 *   producers   admitted, by lane | held, by budget      changed by compare-and-set, on cache lines of this account
 *   drain       written, by lane                         one writer
 *   the lock of the ledger   refused, by lane | lost, by lane and reason
 * </pre>
 */
public final class Account {
    private static final int LANES = Lane.values().length;
    /** In longs: two cache lines, because they are fetched in pairs. */
    private static final int STRIDE = 16;

    private static final int ADMITTED = STRIDE;
    private static final int HELD = ADMITTED + LANES;
    private static final int WRITTEN = 2 * STRIDE;

    private final int index;
    private final String label;
    private final String bundle;
    private final RateLimit rate;
    private final AtomicLongArray words = new AtomicLongArray(3 * STRIDE);
    private final long[] refused = new long[LANES];
    private final long[] lost = new long[LANES * LossReason.values().length];

    Account(int index, String label, String bundle, RateLimit rate) {
        this.index = index;
        this.label = label;
        this.bundle = bundle;
        this.rate = rate;
    }

    /** Its place in {@link Accounts}, small enough for a {@link Mark}. */
    int index() {
        return index;
    }

    /** Whose it is, as a subject is written in records; {@code (many)} for all that found no place in the table. */
    public String label() {
        return label;
    }

    /** What a record on its losses says in {@code bundle=}; null = several. */
    String bundle() {
        return bundle;
    }

    /** Its own bucket of the lossy lane. */
    RateLimit rate() {
        return rate;
    }

    // ---- producers

    void admitted(Lane lane, int change) {
        words.getAndAdd(ADMITTED + lane.ordinal(), change);
    }

    long admitted(Lane lane) {
        return words.get(ADMITTED + lane.ordinal());
    }

    /** What it holds of a budget, as a word of {@link Credits}. */
    long held(int budget) {
        return words.get(HELD + budget);
    }

    boolean held(int budget, long expected, long value) {
        return words.compareAndSet(HELD + budget, expected, value);
    }

    void hold(int budget, long more) {
        words.getAndAdd(HELD + budget, more);
    }

    // ---- drain

    void written(Lane lane, long count) {
        words.getAndAdd(WRITTEN + lane.ordinal(), count);
    }

    long written(Lane lane) {
        return words.get(WRITTEN + lane.ordinal());
    }

    // ---- under the lock of the ledger

    void refuse(Lane lane) {
        refused[lane.ordinal()]++;
    }

    long refused(Lane lane) {
        return refused[lane.ordinal()];
    }

    void lose(Lane lane, LossReason reason, long count) {
        lost[Ledger.cell(lane, reason)] += count;
    }

    long lost(Lane lane, LossReason reason) {
        return lost[Ledger.cell(lane, reason)];
    }
}

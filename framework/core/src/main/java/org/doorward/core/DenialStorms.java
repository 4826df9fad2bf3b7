package org.doorward.core;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/*
 *   a denial, any thread     count + 1; beyond the threshold, or if the window before was: no stack
 *   the watchdog, at the end of a window    takes every count, tells those of a storm, forgets pairs that were quiet
 *
 * The thread that is denied reads no clock, takes no lock and allocates nothing; but for the first denial of a pair after a quiet
 * window, which makes its cell. A window is what lies between two ends, about a second: how long it really was stands in the record.
 *
 * How this could lose, leak or block, and the test that shows that it does not (DenialStormsTest unless another is named):
 *   a denial is not recorded, or not counted of its module, because of a storm    DenialStormTest.everyDenialOfAStormIsRecordedAndCounted
 *   a storm fills the heap, by what its callers keep or the trail has not yet                                 SmallHeapTest
 *   a count gets lost between its thread and the end of a window      noDenialIsMissingFromTheRecordsHoweverManyThreadsMeetTheEndsOfWindows
 *   a count gets lost because its record found no room                whatCouldNotBeToldIsInTheNextRecord
 *   a count gets lost at the end of the engine                        whatIsUntoldAtTheEndIsToldThen
 *   the exceptions of one bundle lose their stacks for another's      pairsOfBundleAndKindAreCountedApart
 *   a count gets lost because its pair is forgotten meanwhile         the same
 *   a denied thread waits for the one that forgets its pair           a closed cell is passed over, and its place taken: the same
 *   a caller makes ever more pairs, to fill memory or to hide its own    pairsBeyondTheRoomShareOneCountThatIsTold
 *   the names of a bundle are kept when it is gone                    theNamesOfABundleAreForgottenAfterAQuietWindow
 *   the log is flooded                                                aStormIsSaidOnce
 *   the storm never ends                                              aStormEndsWithAWindowBelowTheThreshold
 *   one that is switched off goes on                                  neverMeansNever
 *   the record of a storm waits for room, and the watchdog with it    DenialStormTest.theRecordOfAStormWaitsForNobody
 * Not prevented here: while the watchdog stands still, its window is longer, so that fewer denials a second are a storm; the exceptions
 * are then without stack, which is the safe side. A bundle with colliding names of kinds of its own meets the shared count earlier. After
 * the end of the engine nobody ends a window: what is denied then loses its stack beyond the threshold.
 */
/** Counts the denials of each bundle and kind, so that a storm of them costs bounded memory and is told. Safe for all threads. */
final class DenialStorms {
    /** What counts until somebody {@linkplain #perWindow sets} it. */
    static final int DEFAULT = 1000;

    /** The threshold that nothing is beyond. */
    static final int NEVER = -1;

    static final int ROOM = 1024;
    private static final int TRIES = 16;
    /** Of a cell that takes no more counts: the pair has another one, or none. */
    private static final long CLOSED = Long.MIN_VALUE;

    /** Who is told: one call at a time, never in a thread that is denied. Does not throw. */
    interface Listener {
        /** A storm has begun. {@code bundle} and {@code kind} are {@code null} for several that share a count. */
        void begins(String bundle, String kind, int threshold);

        /** A window of a storm is over. @return false if this could not be kept, so that the next is to tell it, too */
        boolean window(String bundle, String kind, long count, long millis);
    }

    /** The count of one bundle and kind. */
    private static final class Cell {
        final BundleIdentity subject;
        final String kind;
        final AtomicLong count = new AtomicLong();
        /** Whether the window before was one of a storm. */
        volatile boolean storming;
        /** Of windows before, told to nobody; of the thread that ends windows, as is what follows. */
        long untold;

        long untoldMillis;
        boolean said;

        Cell(BundleIdentity subject, String kind) {
            this.subject = subject;
            this.kind = kind;
        }

        boolean isOf(BundleIdentity bundle, String name) {
            return subject == bundle && kind.equals(name) && !isClosed();
        }

        boolean isClosed() {
            return count.get() < 0;
        }
    }

    private final Listener listener;
    private final LongSupplier nanos;
    private final AtomicReferenceArray<Cell> cells = new AtomicReferenceArray<>(ROOM);
    private final Object ends = new Object();
    private final Cell many = new Cell(null, null);
    private volatile int threshold = DEFAULT;
    private long windowStart;

    /** @param nanos a monotonic clock, read at the ends of windows only */
    DenialStorms(Listener listener, LongSupplier nanos) {
        this.listener = listener;
        this.nanos = nanos;
        this.windowStart = nanos.getAsLong();
    }

    /** Sets how many denials of one bundle and kind in a window are no storm yet. */
    void perWindow(int denials) {
        threshold = denials;
    }

    /** Counts a denial. @return whether its exception is to go without a stack */
    boolean denied(BundleIdentity subject, String kind) {
        int limit = threshold;
        if (limit == NEVER) {
            return false;
        }
        while (true) {
            Cell cell = cell(subject, kind);
            long count = cell.count.incrementAndGet();
            if (count > 0) {
                return count > limit || cell.storming;
            }
        }
    }

    // ---- cells
    // -----------------------------------------------------------------------------------------------------------------

    private static int home(BundleIdentity subject, String kind) {
        int hash = (System.identityHashCode(subject) * 31 + kind.hashCode()) * 0x9E3779B9;
        return hash >>> 16;
    }

    private Cell cell(BundleIdentity subject, String kind) {
        int home = home(subject, kind);
        for (int i = 0; i < TRIES; i++) {
            Cell cell = cells.get(home + i & ROOM - 1);
            if (cell != null && cell.isOf(subject, kind)) {
                return cell;
            }
        }
        return add(subject, kind, home);
    }

    /* Under the lock, so that a pair has one cell. Not a lock with a method to let go of it: the caller may stand at the end of its stack. */
    private synchronized Cell add(BundleIdentity subject, String kind, int home) {
        int free = -1;
        for (int i = TRIES - 1; i >= 0; i--) {
            int place = home + i & ROOM - 1;
            Cell cell = cells.get(place);
            if (cell == null || cell.isClosed()) {
                free = place;
            } else if (cell.isOf(subject, kind)) {
                return cell;
            }
        }
        if (free < 0) {
            return many;
        }
        Cell cell = new Cell(subject, kind);
        cells.set(free, cell);
        return cell;
    }

    private synchronized void forget(Cell cell, int place) {
        if (cells.get(place) == cell) {
            cells.set(place, null);
        }
    }

    /** How many pairs are known. Takes its time. */
    int known() {
        int known = 0;
        for (int i = 0; i < ROOM; i++) {
            known += cells.get(i) == null ? 0 : 1;
        }
        return known;
    }

    // ---- windows
    // ---------------------------------------------------------------------------------------------------------------

    /** The window is over, and the next begins; the listener is told. */
    void endWindow() {
        synchronized (ends) {
            long now = nanos.getAsLong();
            long millis = Math.max(1, (now - windowStart) / 1_000_000);
            windowStart = now;
            for (int i = 0; i < ROOM; i++) {
                Cell cell = cells.get(i);
                if (cell != null && end(cell, millis) && cell.count.compareAndSet(0, CLOSED)) {
                    forget(cell, i);
                }
            }
            end(many, millis);
        }
    }

    /** Returns whether the pair was quiet. */
    private boolean end(Cell cell, long millis) {
        long count = cell.count.getAndSet(0);
        int limit = threshold;
        boolean before = cell.storming;
        cell.storming = limit != NEVER && count > limit;
        if (before || cell.storming) {
            cell.untold += count;
            cell.untoldMillis += millis;
        }
        if (cell.untold > 0) {
            tell(cell, limit);
        }
        cell.said &= cell.storming;
        return count == 0;
    }

    private void tell(Cell cell, int limit) {
        String bundle = cell.subject == null ? null : cell.subject.symbolicName();
        if (cell.storming && !cell.said) {
            cell.said = true;
            listener.begins(bundle, cell.kind, limit);
        }
        if (listener.window(bundle, cell.kind, cell.untold, cell.untoldMillis)) {
            cell.untold = 0;
            cell.untoldMillis = 0;
        }
    }
}

package org.doorward.transport;

import org.doorward.event.EventDecoder;

/** Losses of one lane for one reason that will be told in one record. Not safe for several threads: guarded by its owner. */
final class LossWindow {
    private static final String CORE = "doorward";

    private long count;
    private long first;
    private long last;
    private String bundle;

    /** Who loses if this event is lost; null = not known. Never throws: a loss is counted even when memory ran out. */
    static String bundle(byte[] event, int length) {
        try {
            String bundle = new EventDecoder().wrap(event, 0, length).bundle();
            return bundle == null ? CORE : bundle;
        } catch (RuntimeException | OutOfMemoryError e) {
            return null;
        }
    }

    /** Adds a lost event; loser null = not known, which counts as several. */
    void add(long serial, String loser) {
        add(1, serial, serial, loser);
    }

    void add(LossWindow other) {
        if (other.count > 0) {
            add(other.count, other.first, other.last, other.bundle);
        }
    }

    private void add(long more, long from, long to, String loser) {
        bundle = count == 0 ? loser : loser != null && loser.equals(bundle) ? bundle : null;
        first = count == 0 ? from : Math.min(first, from);
        last = Math.max(last, to);
        count += more;
    }

    void clear() {
        count = 0;
        first = 0;
        last = 0;
        bundle = null;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** The bundle that lost; null if there were several. */
    String bundle() {
        return bundle;
    }
}

package org.doorward.transport;

/** Losses of one lane for one reason that will be told in one record. Not safe for several threads: guarded by its owner. */
final class LossWindow {
    private long count;
    private long first;
    private long last;
    private String bundle;

    /** Adds a lost event. */
    void add(long serial, Account loser) {
        add(1, serial, serial, loser.bundle());
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

package org.doorward.core;

/** A kind as core knows it: its place in every snapshot, and its slots. One for each name, while the engine runs. Safe for all threads. */
final class KindEntry {
    private final int id;
    private final String name;
    private final boolean contract;
    private final boolean twoPaths;
    private final UnwantedEntry unwanted = new UnwantedEntry(this);
    private volatile Shape shape;

    KindEntry(int id, boolean contract, Shape shape) {
        this.id = id;
        this.name = shape.kind();
        this.contract = contract;
        this.twoPaths = shape.hasTwoPaths();
        this.shape = shape;
    }

    /** The index into a snapshot's plans. */
    int id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Whether the kind is one of Doorward's own. */
    boolean contract() {
        return contract;
    }

    /** Whether a kind of the contract has two paths. */
    boolean twoPaths() {
        return twoPaths;
    }

    /** What its operations are while nobody wants them. */
    UnwantedEntry unwanted() {
        return unwanted;
    }

    Shape shape() {
        return shape;
    }

    void shape(Shape replacement) {
        shape = replacement;
    }
}

package org.doorward.core;

import java.util.Objects;

/*
 * The same events as an agent's, so that rules, searches and reports need not know whether there was one. What is different:
 *  - nobody is asked and nothing is denied: it has happened
 *  - it is recorded although nobody flagged it: what nobody can stop is at least told; a rule of never keeps it out as always
 *  - what failed is not told: the framework tells of no attempts
 *
 * How a record could be lost here, and the test that shows what becomes of it:
 *  - there is no room, even after the wait     it is counted: AfterTheFactTest.withoutRoomItIsCountedAndTheFrameworkGoesOn
 *  - who acts cannot be found out              it is nobody's: AfterTheFactTest.whoCannotBeFoundOutIsNobody
 * Not prevented here: memory or stack that end on the way cost the record, which is logged and not counted.
 */
/**
 * Records the life of bundles where no agent mediates it, by what the framework tells afterwards. Safe for all threads, to be called in the one
 * that acts, while its stack is there. May wait for room in the backlog, and for the disk as {@code commit} says.
 */
public final class AfterTheFact {
    private static final String INSTALL = "bundle.install";

    private final Core core;

    /** Records in this core. */
    public AfterTheFact(Core core) {
        this.core = Objects.requireNonNull(core, "core");
    }

    /**
     * Records what was done with a bundle, and by whom. Does not throw.
     *
     * @param kind one of family bundle, of which a bundle is the object
     */
    public void happened(String kind, BundleIdentity bundle) {
        try {
            KindEntry entry = core.policy().kind(kind);
            Shape shape = entry.shape();
            Frame frame = core.frames().take();
            frame.open(shape, core.policy().snapshot().idle());
            frame.arguments().object(shape.indexOf(SlotType.BUNDLE), bundle);
            if (kind.equals(INSTALL)) {
                frame.arguments().text(shape.indexOf("location"), bundle.location());
            }
            core.sequence().happened(frame);
        } catch (Throwable t) {
            core.eventFailed(t);
        }
    }
}

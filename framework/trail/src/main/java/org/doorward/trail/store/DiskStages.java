package org.doorward.trail.store;

import java.util.EnumSet;
import java.util.Set;
import org.doorward.event.Facts;
import org.doorward.trail.store.DiskAction.Kind;

/*
 *  stage             entered when                              left when
 *  space-left        less is free than space_left              that much is free again
 *  admin-space-left  less is free than admin_space_left        that much is free again
 *  disk-full         a write finds no space                    a write succeeded, and there is room again
 *  disk-error        a call failed otherwise                   a sync succeeded
 *
 * Between admin-space-left and disk-full the trail writes on, whatever it is; with the action suspend it writes facts and the events of the
 * administrator alone, so that the space below admin_space_left is theirs.
 */
/** In which stages the disk is. Each acts once until it is left, rotation each time. Belongs to the drain's thread. */
final class DiskStages {
    /** What concerns the trail itself. */
    interface Reactions {
        /** Begin a new segment between two runs, and delete the oldest; {@code again}: the stage was not left since it was done. */
        void rotate(boolean again);

        void suspend(DiskStage stage);

        void resume(DiskStage stage);
    }

    private final TrailFacts facts;
    private final TrailListener listener;
    private final Reactions reactions;
    private final Set<DiskStage> reached = EnumSet.noneOf(DiskStage.class);
    private volatile long leftBytes;
    private volatile String worst = "";
    private long totalBytes;

    DiskStages(TrailFacts facts, TrailListener listener, Reactions reactions) {
        this.facts = facts;
        this.listener = listener;
        this.reactions = reactions;
    }

    boolean isIn(DiskStage stage) {
        return reached.contains(stage);
    }

    /** Any thread: what was free when somebody last looked. */
    long leftBytes() {
        return leftBytes;
    }

    /** Any thread: the token of the worst stage that it is in; empty if none. */
    String worst() {
        return worst;
    }

    /* The last one that is declared is the worst. */
    private void changed() {
        String last = "";
        for (DiskStage stage : reached) {
            last = stage.token();
        }
        worst = last;
    }

    /** Whether there is more than what a full disk has left in its corners: 1 MiB, or a sixteenth of a small disk. */
    boolean hasRoom() {
        return leftBytes >= Math.min(SpaceLimit.MEGABYTE, totalBytes / 16);
    }

    /** So much is free. */
    void look(DiskSettings settings, long left, long total) {
        leftBytes = left;
        totalBytes = total;
        space(DiskStage.SPACE_LEFT, settings, settings.spaceLeft().bytes(total));
        space(DiskStage.ADMIN_SPACE_LEFT, settings, settings.adminSpaceLeft().bytes(total));
    }

    private void space(DiskStage stage, DiskSettings settings, long limit) {
        if (leftBytes < limit) {
            enter(stage, settings, limit);
        } else {
            leave(stage);
        }
    }

    /** A write found no space ({@link DiskStage#DISK_FULL}), or a call failed otherwise ({@link DiskStage#DISK_ERROR}). */
    void failed(DiskStage stage, DiskSettings settings) {
        enter(stage, settings, 0);
    }

    private void enter(DiskStage stage, DiskSettings settings, long limit) {
        DiskAction action = settings.action(stage);
        if (reached.add(stage)) {
            changed();
            long left = leftBytes / SpaceLimit.MEGABYTE;
            long limitMegabytes = limit / SpaceLimit.MEGABYTE;
            facts.add(fact -> Facts.diskStage(fact, stage.token(), left, limitMegabytes, action.token()));
            if (action.kind() != Kind.IGNORE) {
                listener.error(
                        "the disk of the trail is in the stage [" + stage.token() + "], [" + left
                                + "] MiB are free, the limit is [" + limitMegabytes + "]: " + action.token(),
                        null);
            }
            act(stage, action, false);
        } else if (action.kind() == Kind.ROTATE || action.kind() == Kind.SUSPEND) {
            act(stage, action, true);
        }
    }

    private void act(DiskStage stage, DiskAction action, boolean again) {
        switch (action.kind()) {
            case ROTATE -> reactions.rotate(again);
            case SUSPEND -> reactions.suspend(stage);
            case EXEC -> listener.exec(action.program());
            case HALT -> listener.halt("the disk of the trail is in the stage [" + stage.token() + "]");
            default -> {} // the record and the message are all
        }
    }

    void leave(DiskStage stage) {
        if (reached.remove(stage)) {
            changed();
            reactions.resume(stage);
        }
    }
}

package org.doorward.core;

import java.util.Arrays;

/** The views of one frame, for each module its own: never those of another one. One thread at a time. */
final class ViewTable {
    /** Modules that were undeployed leave theirs behind; what does not fit any more is dropped. */
    private static final int MOST = 64;

    private final Frame frame;
    private HookViews[] views = new HookViews[4];

    ViewTable(Frame frame) {
        this.frame = frame;
    }

    /**
     * The views for a module.
     *
     * @param place where the module stands among those of the kind: its views are looked for there first
     */
    HookViews of(ActiveModule module, int place) {
        if (place >= views.length) {
            views = Arrays.copyOf(views, Math.max(place + 1, views.length * 2));
        }
        HookViews found = views[place];
        return found != null && found.moduleNumber() == module.number() ? found : move(module, place);
    }

    /* A module has different places on different kinds: what is there already is moved, not made again. */
    private HookViews move(ActiveModule module, int place) {
        for (int i = 0; i < views.length; i++) {
            HookViews other = views[i];
            if (other != null && other.moduleNumber() == module.number()) {
                views[i] = views[place];
                views[place] = other;
                return other;
            }
        }
        HookViews made = new HookViews(frame, module);
        HookViews moved = views[place];
        views[place] = made;
        if (moved != null) {
            keep(moved);
        }
        return made;
    }

    private void keep(HookViews moved) {
        for (int i = 0; i < views.length; i++) {
            if (views[i] == null) {
                views[i] = moved;
                return;
            }
        }
        if (views.length < MOST) {
            int place = views.length;
            views = Arrays.copyOf(views, 2 * place);
            views[place] = moved;
        }
    }
}

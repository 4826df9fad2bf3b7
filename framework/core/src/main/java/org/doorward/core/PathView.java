package org.doorward.core;

import org.doorward.module.PathMatch;
import org.doorward.module.PathValue;

/** One path of a frame, as one module sees it. */
final class PathView implements PathValue {
    private final HookViews views;
    private final PathName path;

    PathView(HookViews views, PathName path) {
        this.views = views;
        this.path = path;
    }

    @Override
    public boolean matches(PathMatch folders) {
        views.check();
        return path.isIn(folders);
    }

    /** The name as records write it. */
    CharSequence name() {
        views.check();
        return path.absolute();
    }

    @Override
    public String toString() {
        return name().toString();
    }
}

package org.doorward.core;

import org.doorward.module.BundleMatch;
import org.doorward.module.Subject;

/** Who acts, as one module sees it: the first property that is read looks it up. */
final class SubjectView implements Subject {
    private final HookViews views;
    private final Frame frame;

    SubjectView(HookViews views, Frame frame) {
        this.views = views;
        this.frame = frame;
    }

    private BundleIdentity identity() {
        views.check();
        return frame.identity();
    }

    @Override
    public String bundle() {
        return identity().symbolicName();
    }

    @Override
    public String version() {
        return identity().version();
    }

    @Override
    public String location() {
        return identity().location();
    }

    @Override
    public String label() {
        return identity().label();
    }

    @Override
    public boolean matches(BundleMatch bundle) {
        return identity().matches(bundle);
    }

    @Override
    public String toString() {
        return label();
    }
}

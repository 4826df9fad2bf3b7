package org.doorward.core;

import java.util.List;
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
        return frame.acting().identity();
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
    public String principal() {
        return identity() == null || frame.acting().assumption() == null
                ? null
                : frame.acting().assumption().principal();
    }

    @Override
    public String tenant() {
        return identity() == null || frame.acting().assumption() == null
                ? null
                : frame.acting().assumption().tenant();
    }

    @Override
    public boolean matches(BundleMatch bundle) {
        return identity().matches(bundle);
    }

    @Override
    public boolean isCoveredBy(List<BundleMatch> bundles) {
        if (!isCovered(identity(), bundles)) {
            return false;
        }
        if (frame.acting().everybodyAnswers()) {
            List<BundleIdentity> others = frame.acting().via();
            for (int i = 0; i < others.size(); i++) {
                if (!isCovered(others.get(i), bundles)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isCovered(BundleIdentity identity, List<BundleMatch> bundles) {
        if (identity.own()) {
            return true;
        }
        for (int i = 0; i < bundles.size(); i++) {
            if (identity.matches(bundles.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return label();
    }
}

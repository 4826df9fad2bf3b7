package org.doorward.core;

import org.doorward.module.BundleMatch;
import org.doorward.module.BundleOperation;

/** One operation of family bundle, as one module sees it. */
final class BundleOperationView extends OperationView implements BundleOperation {
    BundleOperationView(HookViews views, Frame frame) {
        super(views, frame);
    }

    private int slot() {
        views.check();
        return arguments.shape().indexOf(SlotType.BUNDLE);
    }

    @Override
    public String target() {
        return arguments.bundles(slot());
    }

    @Override
    public String targetLocation() {
        if (arguments.object(slot()) instanceof BundleIdentity bundle) {
            return bundle.location();
        }
        int location = arguments.shape().indexOf("location");
        return location < 0 ? null : arguments.text(location);
    }

    @Override
    public boolean targets(BundleMatch match) {
        Object bundles = arguments.object(slot());
        return bundles instanceof BundleGroup group
                ? group.matches(match)
                : bundles != null && ((BundleIdentity) bundles).matches(match);
    }
}

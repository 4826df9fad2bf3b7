package org.doorward.core;

import org.doorward.module.BundleMatch;
import org.doorward.module.BundleOperation;

/** One operation of family bundle, as one module sees it. */
final class BundleOperationView extends OperationView implements BundleOperation {
    BundleOperationView(HookViews views, Frame frame) {
        super(views, frame);
    }

    private BundleIdentity bundle() {
        views.check();
        return (BundleIdentity) arguments.object(arguments.shape().indexOf(SlotType.BUNDLE));
    }

    @Override
    public String target() {
        BundleIdentity bundle = bundle();
        return bundle == null ? null : bundle.label();
    }

    @Override
    public String targetLocation() {
        BundleIdentity bundle = bundle();
        if (bundle != null) {
            return bundle.location();
        }
        int slot = arguments.shape().indexOf("location");
        return slot < 0 ? null : arguments.text(slot);
    }

    @Override
    public boolean targets(BundleMatch match) {
        BundleIdentity bundle = bundle();
        return bundle != null && bundle.matches(match);
    }
}

package org.doorward.osgi;

import org.doorward.core.Core;
import org.doorward.guard.OperationGuard;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives every bundle an enforcement point of its own. */
final class GuardFactory implements ServiceFactory<OperationGuard> {
    private final Core core;
    private final BundleSubjects subjects;

    GuardFactory(Core core, BundleSubjects subjects) {
        this.core = core;
        this.subjects = subjects;
    }

    @Override
    public OperationGuard getService(Bundle bundle, ServiceRegistration<OperationGuard> registration) {
        return core.guard(subjects.of(bundle));
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<OperationGuard> registration, OperationGuard guard) {
        // A guard holds nothing that would have to be given back.
    }
}

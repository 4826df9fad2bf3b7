package org.doorward.osgi;

import java.util.Optional;
import org.doorward.module.PathMatch;

/** Subjects of a framework on the class path of a test. */
final class Subjects {
    private Subjects() {}

    static BundleSubjects of(Installer installer) {
        return of(installer, new BundleSubject("doorward", "1.0.0", "", Optional.empty(), true));
    }

    static BundleSubjects of(Installer installer, BundleSubject engine) {
        return new BundleSubjects(
                installer, engine, installer.framework().getClass().getModule(), PathMatch.none());
    }
}

package org.doorward.osgi;

import java.util.Optional;
import org.doorward.module.PathMatch;

/** Subjects of a framework on the class path of a test. */
final class Subjects {
    private Subjects() {}

    static BundleSubjects of(Installer installer) {
        return new BundleSubjects(
                installer,
                new BundleSubject("doorward", "1.0.0", "", Optional.empty(), true),
                installer.framework().getClass().getModule(),
                PathMatch.none());
    }
}

package org.doorward.control;

import java.util.List;
import org.doorward.module.BundleMatch;
import org.osgi.annotation.versioning.ProviderType;

/** A bundle as policy sees it when it acts. Immutable. */
@ProviderType
public interface SubjectStatus {
    /** {@code NAME:VERSION}, as {@code subj=} in records. */
    String label();

    /** Where it was installed from; empty for what is no bundle. */
    String location();

    /** The ways in which configuration can name it; empty if there is none. */
    List<BundleMatch> matches();

    /** Whether it acts for its callers, so that the next bundle on the stack is the subject. */
    boolean transparent();
}

package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/** Who acts: a bundle, and for whom. A flyweight as {@link Operation}: reading any property looks the bundle up, once for an operation. */
@ProviderType
public interface Subject {
    /** The symbolic name of the acting bundle; {@code unattributed} if no bundle is on the stack, {@code doorward} for the engine. */
    String bundle();

    /** The version of the bundle, {@code 0.0.0} where there is none. */
    String version();

    /** Where the bundle was installed from. */
    String location();

    /** {@code NAME:VERSION}, as {@code subj=} in records. */
    String label();

    /** Whether the acting bundle is the one meant. Allocates nothing after the first look at a bundle. */
    boolean matches(BundleMatch bundle);
}

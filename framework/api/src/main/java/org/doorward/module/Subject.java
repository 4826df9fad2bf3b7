package org.doorward.module;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Who acts: a bundle, and for whom. A flyweight as {@link Operation}: reading any property looks the bundle up, once for an operation. */
@ProviderType
public interface Subject {
    /** The symbolic name of the acting bundle; {@code unattributed} if no bundle is on the stack, {@code doorward} for the engine. */
    String bundle();

    /** The version of the bundle, {@code 0.0.0} where there is none. */
    String version();

    /** Where the bundle was installed from; empty if it is no bundle, and never empty for one. */
    String location();

    /** {@code NAME:VERSION}, as {@code subj=} in records. */
    String label();

    /** Who the bundle acts for, as {@link org.doorward.guard.OperationGuard#as} was told; {@code null} if nobody said. */
    String principal();

    /** The tenant that it acts for, as {@link org.doorward.guard.OperationGuard#as} was told; {@code null} if nobody said. */
    String tenant();

    /** Whether the acting bundle is the one meant. Allocates nothing after the first look at a bundle. */
    boolean matches(BundleMatch bundle);

    /**
     * Whether everybody who has to answer for the operation is among these bundles. For process execution, JVM exit and halt, native code,
     * new class loaders and attach that is every bundle on the stack, because the first one may be a library that acts for another;
     * for other kinds the subject alone. The distribution's own bundles are not counted. Allocates nothing after the first look at a bundle.
     */
    boolean isCoveredBy(List<BundleMatch> bundles);
}

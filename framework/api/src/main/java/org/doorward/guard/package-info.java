/**
 * For applications that put their own operations under mediation: the enforcement point.
 *
 * <p>{@link org.doorward.guard.OperationGuard} is a bundle-scoped service: the bundle that gets it is the enforcement point, and
 * the subject of an operation is the first bundle below it on the stack (itself, if there is none).
 *
 * <p>The null rule is that of {@code org.doorward.module}.
 */
@Export
@Version("1.0.0")
package org.doorward.guard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * For those who read trails: events and records as they stand in the trail, in the words of {@code ausearch(8)}.
 *
 * <p>The null rule is that of {@code org.doorward.module}.
 */
@Export
@Version("1.0.0")
package org.doorward.trail;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

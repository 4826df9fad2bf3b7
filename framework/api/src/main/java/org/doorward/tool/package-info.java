/**
 * For modules that bring commands of their own to the shell and the command line.
 *
 * <p>The null rule is that of {@code org.doorward.module}.
 */
@Export
@Version("1.0.0")
package org.doorward.tool;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

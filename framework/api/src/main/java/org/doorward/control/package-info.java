/**
 * For operators and their tools: what the engine is doing, and the switches that may be turned while it runs.
 *
 * <p>The null rule is that of {@code org.doorward.module}.
 */
@Export
@Version("1.0.0")
package org.doorward.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

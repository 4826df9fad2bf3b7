/**
 * For those who decide what is recorded: flag an operation, write down the arguments that were judged, look at its outcome.
 *
 * <p>A flag does not emit a record. The framework emits one event at the exit of the operation, when its outcome is known;
 * nothing is emitted for an operation that nobody flagged, denied or selected by a rule.
 *
 * <p>The null rule and the lifetime of flyweights are those of {@code org.doorward.module}.
 */
@Export
@Version("1.0.0")
package org.doorward.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * For those who write security modules: the hook, what it is asked about, and who acts.
 *
 * <pre>
 *   operation -----> SecurityModule.decide(operation, audit) -----> PASS | DENY
 *    kind, arguments,       asked by the framework,                  one DENY denies;
 *    subject                every module of the kind                 a module can only restrict
 * </pre>
 *
 * <h2>Flyweights</h2>
 * {@link org.doorward.module.Operation}, {@link org.doorward.module.Subject}, {@link org.doorward.module.PathValue} and the
 * context and buffer of {@code org.doorward.audit} are views of one frame. They are valid during the call that hands
 * them out and in its thread only; a call on one that was kept throws {@link java.lang.IllegalStateException}. Copy what is to be
 * kept ({@code toString()}).
 *
 * <h2>Null</h2>
 * No method takes or returns {@code null} unless it says so.
 */
@Export
@Version("1.0.0")
package org.doorward.module;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

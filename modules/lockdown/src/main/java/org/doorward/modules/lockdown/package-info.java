/**
 * Module {@code lockdown}: the ways out of the JVM are closed to every bundle that is not allowed.
 *
 * <pre>
 *   JudgedKind: what is asked about ----- Concern: which allow lists count ----- Settings: conf/lockdown.cfg
 *   process.exec, runtime.exit, ...       exec, exit, native, loader, ...        allow, allow.exec, ...
 *                      \                              |                              /
 *                       +------------------ LockdownModule: PASS or DENY -----------+
 * </pre>
 *
 * Everything is settled before the first operation but the subject: a decision is one look at each of them.
 */
package org.doorward.modules.lockdown;

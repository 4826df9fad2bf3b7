package org.doorward.control;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine's switches, which are the operator's: a service, present while the engine runs, that with the agent nobody gets but the
 * bundles of the distribution; the attempt of another is denied and recorded. Without the agent the registry hands it to every bundle.
 * What can be read stands in {@link AuditControl}. Safe for all threads; whatever changes something emits a record and may wait for room
 * in the backlog, at most the backlog wait time.
 */
@ProviderType
public interface OperatorControl {
    /**
     * Sets the lost counter to zero, as {@code auditctl --reset-lost}. The ledger's own counters go on.
     *
     * @return the value before, which a CONFIG_CHANGE record says, too
     */
    long resetLost();

    /**
     * Sets the time that operations waited for room to zero, as {@code auditctl --reset_backlog_wait_time_actual}.
     *
     * @return the milliseconds before, which a USYS_CONFIG record says, too
     */
    long resetBacklogWait();
}

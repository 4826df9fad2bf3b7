package org.doorward.control;

import org.doorward.audit.Lane;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one subject emitted, what became of it, and what it holds of the backlog, at one moment. Immutable, safe for all threads.
 *
 * <p>At every quiescent point {@code emitted == written + lost}, for each lane. The account of a bundle stays when the bundle is gone.
 */
@ProviderType
public interface AccountStatus {
    /**
     * Whose it is: {@code NAME:VERSION} as in {@code subj=}; {@code doorward} for the engine's own facts; {@code (many)} for all that found
     * no place in the table.
     */
    String label();

    /** Events that it emitted in this lane. */
    long emitted(Lane lane);

    /** Of these, those that the sink has. */
    long written(Lane lane);

    /** Of these, those that were lost for this reason. */
    long lost(Lane lane, LossReason reason);

    /** Events for which it holds room in the backlog: waiting to be written, or reserved for operations that run. */
    long backlog();

    /** Bytes of the backlog that it holds. */
    long backlogBytes();
}

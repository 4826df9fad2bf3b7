package org.doorward.audit;

import org.doorward.module.Operation;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link org.doorward.module.SecurityModule} implements besides, in the same service object, if the outcome decides whether an
 * operation is worth a record: it is called at exit of each operation of its kinds that was not denied.
 *
 * <p>Called in the thread that ended the operation, many at once. What it throws is a module fault: recorded, without effect on the
 * operation, which has happened.
 */
@ConsumerType
@FunctionalInterface
public interface ExitAuditor {
    /**
     * Looks at the outcome and flags the operation if it is worth a record.
     *
     * @param operation as it was judged; valid during this call
     * @param outcome how it ended; valid during this call
     * @param audit where to flag; reason and rule have no effect here; valid during this call
     */
    void exited(Operation operation, Outcome outcome, AuditContext audit);
}

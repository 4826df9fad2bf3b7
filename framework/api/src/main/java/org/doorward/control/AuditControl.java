package org.doorward.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The engine's controls: a service, present while the engine runs. Safe for all threads; nothing blocks on the disk. */
@ProviderType
public interface AuditControl {
    /** The state now. */
    AuditStatus status();

    /** The rules in force, in the form of {@code auditctl -l}, in order. */
    List<String> rules();

    /** The rules in force with the count of their hits, in order: those of {@link #rules}. */
    List<RuleStatus> ruleStatus();

    /** The deployed modules in the order in which they are asked. */
    List<ModuleStatus> modules();

    /**
     * What policy sees when a bundle acts.
     *
     * @param bundle the symbolic name or the number of an installed bundle
     * @return one for each installed bundle of that name; empty if there is none
     */
    List<SubjectStatus> whoami(String bundle);

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

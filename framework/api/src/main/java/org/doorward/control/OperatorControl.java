package org.doorward.control;

import java.util.List;
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
     * Changes the rules, and {@code conf/audit.rules} with them: there is no change that does not outlast the process. Blocks on the disk.
     *
     * @param line one line in the grammar of {@code auditctl(8)}, beginning with -a, -A, -d, -D, -w or -W
     * @throws ChangeRefusedException if it is wrong, the rule is there or is not there, the rules are locked or the file cannot be written
     */
    void changeRules(String line) throws ChangeRefusedException;

    /**
     * Carries out the lines of a file, as {@code auditctl -R}, in one step: all of them or none. They change rules, or are {@code -e},
     * {@code -f}, {@code -b}, {@code -r} or {@code --backlog_wait_time}; blank lines and those that begin with {@code #} are passed over.
     * Settings count first, then rules, {@code -e} last. Blocks on the disk.
     *
     * @param source the file, for messages
     * @throws ChangeRefusedException naming source, line and what is wrong with it, as the methods for single changes
     */
    void load(String source, List<String> lines) throws ChangeRefusedException;

    /**
     * Turns recording on or off, as {@code auditctl -e}: until the process ends, or until it is told otherwise.
     *
     * @throws ChangeRefusedException if it is {@link Enabled#LOCKED}
     */
    void setEnabled(Enabled enabled) throws ChangeRefusedException;

    /** Sets {@code failure_mode} in {@code conf/doorward.cfg}. @throws ChangeRefusedException as {@link #setBacklogLimit} */
    void setFailureMode(FailureMode mode) throws ChangeRefusedException;

    /**
     * Sets {@code backlog_limit} in {@code conf/doorward.cfg}. Blocks on the disk.
     *
     * @throws ChangeRefusedException if the value is out of range, the settings are locked, or the file is wrong or cannot be written
     */
    void setBacklogLimit(long events) throws ChangeRefusedException;

    /** Sets {@code rate_limit} in {@code conf/doorward.cfg}. @throws ChangeRefusedException as {@link #setBacklogLimit} */
    void setRateLimit(long eventsPerSecond) throws ChangeRefusedException;

    /** Sets {@code backlog_wait_time} in {@code conf/doorward.cfg}. @throws ChangeRefusedException as {@link #setBacklogLimit} */
    void setBacklogWaitTimeMillis(long millis) throws ChangeRefusedException;

    /** Writes a USER record with this text, as {@code auditctl -m}. @return whether it is kept; else it is lost and counted, or a rule keeps it out */
    boolean message(String text);

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

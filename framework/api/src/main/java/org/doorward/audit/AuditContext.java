package org.doorward.audit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit context of one operation, as one module sees it. A flyweight: valid during the call that hands it out and in that
 * thread only; afterwards every method throws {@link IllegalStateException} and the module is named in an anomaly record.
 * Nothing here allocates or blocks.
 */
@ProviderType
public interface AuditContext {
    /**
     * Flags the operation: its event goes to the reliable lane, under this key.
     *
     * @param key as in {@code auditctl -k}: no control characters, at most 255 bytes; cut beyond that
     * @return where to write the arguments that were judged; valid as long as this context
     */
    AuditBuffer flag(String key);

    /**
     * Flags the operation for the lossy lane: a record for debugging, the first to give way. If anybody flags the same
     * operation with {@link #flag}, its one event is reliable.
     *
     * @param key as for {@link #flag}
     * @return where to write arguments; valid as long as this context
     */
    AuditBuffer trace(String key);

    /** Gives the reason of a {@code DENY}, for people: {@code info=} in the record and in the exception's message. Untrusted text is welcome. */
    AuditContext reason(CharSequence text);

    /** Names the rule of the module's policy that decided: {@code rule=} in the record. */
    AuditContext rule(CharSequence name);

    /**
     * If this module denies now, or would in mode complain, that is no reason for a record: {@code dontaudit} of SELinux's policy, for what is
     * denied again and again and tells nobody anything. The denial stands. It is counted under its {@linkplain #rule rule}, which
     * {@code aa-status}, {@code semodule -l -v} and {@code auditctl -s} show: never silent. If there is a record for another reason, because
     * somebody flagged the operation, another module denied it or a rule of the operator's selects it, the denial stands in it. For
     * {@link org.doorward.module.SecurityModule#decide} only; says nothing if the vote is {@code PASS}, and nothing about faults of the
     * module.
     */
    AuditContext dontAudit();
}

package org.doorward.module;

/** The vote of a security module. One {@link #DENY} of an enforcing module denies; there is no vote that grants what another denies. */
public enum Decision {
    /** This module has no objection. */
    PASS,
    /**
     * The operation must not start. Recorded, unless the module says {@link org.doorward.audit.AuditContext#dontAudit}: then counted. The
     * reason is given by {@link org.doorward.audit.AuditContext#reason}.
     */
    DENY
}

package org.doorward.module;

/** The vote of a security module. One {@link #DENY} of an enforcing module denies; there is no vote that grants what another denies. */
public enum Decision {
    /** This module has no objection. */
    PASS,
    /** The operation must not start. Always recorded. The reason is given by {@link org.doorward.audit.AuditContext#reason}. */
    DENY
}

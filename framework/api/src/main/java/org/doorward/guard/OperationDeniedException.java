package org.doorward.guard;

/**
 * The operation was denied; it did not start. Most often a security module denied it; if no record of it can be kept, this is an {@link
 * AuditUnavailableException}. The event is in the trail, unless the message says that it was lost.
 *
 * <p>The message names kind, subject, module, reason and event: {@code denied file.rename for org.example:1.0.0 by module [secrets]:
 * not the vault; event audit(1750000000.105:1015)}.
 */
public class OperationDeniedException extends SecurityException {
    private static final long serialVersionUID = 1;

    private final String kind;
    private final String module;
    private final String eventId;

    /** Made by the framework. {@code eventId} may be {@code null}. */
    public OperationDeniedException(String message, String kind, String module, String eventId) {
        super(message);
        this.kind = kind;
        this.module = module;
        this.eventId = eventId;
    }

    /** The kind, {@code family.verb}. */
    public String kind() {
        return kind;
    }

    /** The name of the first module that denied; {@code doorward} for the framework itself. */
    public String module() {
        return module;
    }

    /** {@code audit(SEC.MMM:SERIAL)}, to look up with {@code ausearch -a SERIAL}; {@code null} if no event was emitted. */
    public String eventId() {
        return eventId;
    }
}

package org.doorward.guard;

/**
 * The operation was denied; it did not start. Most often a security module denied it; if no record of it can be kept, this is an {@link
 * AuditUnavailableException}. The event is in the trail, unless the message says that it was lost.
 *
 * <p>The message names kind, subject, module, reason and event: {@code denied file.rename for org.example:1.0.0 by module [secrets]:
 * not the vault; event audit(1750000000.105:1015)}.
 *
 * <p><strong>Stack.</strong> While a bundle is denied more operations of one kind in a second than the setting {@code denial_storm} says,
 * its exceptions for that kind have no stack trace: {@link #getStackTrace} is empty and {@link #isStackless} true. Each is an object of its own
 * all the same, with the id of its own event. An exception that a method of the JDK throws in the stead of such a one has no stack trace either.
 *
 * <p><strong>Thread-safety.</strong> As any exception: what it says is immutable.
 */
public class OperationDeniedException extends SecurityException {
    private static final long serialVersionUID = 1;

    private final String kind;
    private final String module;
    private final String eventId;
    /** While the superclass is made it is false; the stack is filled in when that is over. */
    private final boolean traced;

    /** Made by the framework; it has a stack trace. {@code eventId} may be {@code null}. */
    public OperationDeniedException(String message, String kind, String module, String eventId) {
        this(message, kind, module, eventId, false);
    }

    /** Made by the framework. {@code eventId} may be {@code null}; {@code stackless}: without a stack trace, for good. */
    public OperationDeniedException(String message, String kind, String module, String eventId, boolean stackless) {
        super(message);
        this.kind = kind;
        this.module = module;
        this.eventId = eventId;
        this.traced = !stackless;
        fillInStackTrace();
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

    /** Whether it was made without a stack trace, because of a storm of denials. */
    public boolean isStackless() {
        return !traced;
    }

    /** Fills in the stack trace, unless it {@linkplain #isStackless is to have none}. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return traced ? super.fillInStackTrace() : this;
    }
}

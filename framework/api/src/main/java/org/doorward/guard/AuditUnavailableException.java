package org.doorward.guard;

/**
 * The operation did not start because no record of it can be kept, and {@code failure_mode = deny}: the backlog is full, or the trail takes
 * nothing. Nobody objects to the operation itself: unlike after any other denial it makes sense to try again later. Made by the framework.
 *
 * <p>A method of the JDK that is denied so throws what {@code docs/hooks.md} lists for its kind, with this as its cause.
 */
public final class AuditUnavailableException extends OperationDeniedException {
    private static final long serialVersionUID = 1;

    /** Made by the framework. {@code eventId} may be {@code null}; {@code stackless}: without a stack trace, for good. */
    public AuditUnavailableException(String message, String kind, String eventId, boolean stackless) {
        super(message, kind, "doorward", eventId, stackless);
    }
}

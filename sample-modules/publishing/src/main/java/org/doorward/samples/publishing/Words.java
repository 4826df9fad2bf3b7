package org.doorward.samples.publishing;

import java.io.IOException;
import org.doorward.guard.OperationDeniedException;

/** How this application tells people that something was not done. */
final class Words {
    private Words() {}

    static String denied(OperationDeniedException e) {
        String event = e.eventId() == null ? "no event was kept" : "event " + e.eventId();
        return "not done: module [" + e.module() + "] denied " + e.kind() + ", " + event + " (" + e.getMessage() + ")";
    }

    static String failed(IOException e) {
        return "not done: " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}

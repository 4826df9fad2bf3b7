package org.doorward.audit;

import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link org.doorward.module.SecurityModule} implements besides, in the same service object, if it knows what an operator could
 * change so that a denied operation passes. {@code why SERIAL} asks it; without it {@code why} says what can be said of any module.
 *
 * <p>Called in a thread of the operator's, never while an operation waits; may block for a moment. What it throws is said to the operator.
 */
@ConsumerType
@FunctionalInterface
public interface Advisor {
    /**
     * What would allow the operation, by the configuration of now.
     *
     * @param event the event as it stands in the trail; its texts come from outside
     * @param denial the record of type AVC in it that is this module's
     * @return lines to be written, each with the file it belongs into; empty if nothing would. Never {@code null}
     */
    List<String> whatWouldAllow(TrailEvent event, TrailRecord denial);
}

package org.doorward.control;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** One deployed security module at one moment. Immutable. */
@ProviderType
public interface ModuleStatus {
    /** The module's name. */
    String name();

    /** The version of its bundle. */
    String version();

    /** The SHA-256 of its jar, in lower-case hex; empty if Doorward has not installed it itself. */
    String sha256();

    /** The mode that is in force. */
    Mode mode();

    /** The hooks that it declared. */
    List<String> hooks();

    /** In how many operations it was asked; those count, too, that it missed because it hung in another. */
    long calls();

    /**
     * How long it takes to decide, in nanoseconds: the mean of a sample, the first operation of each frame and every 64th from there; -1 if
     * none was timed yet.
     */
    long meanNanos();

    /** How often it denied. */
    long denied();

    /** How often it would have denied, in mode complain. */
    long wouldDeny();

    /**
     * How many of its denials, in mode complain too, were no reason for a record, by the rule that it named (empty: none). At most 256
     * rules; what comes later shares {@code (many)}. Unmodifiable.
     */
    Map<String, Long> dontaudited();

    /** How often it flagged. */
    long flagged();

    /** How often it threw, returned null or kept a flyweight. */
    long faults();
}

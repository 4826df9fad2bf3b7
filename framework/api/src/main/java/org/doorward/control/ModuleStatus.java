package org.doorward.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One deployed security module at one moment. Immutable. */
@ProviderType
public interface ModuleStatus {
    /** The module's name. */
    String name();

    /** The version of its bundle. */
    String version();

    /** The mode that is in force. */
    Mode mode();

    /** The hooks that it declared. */
    List<String> hooks();

    /** How often it denied. */
    long denied();

    /** How often it would have denied, in mode complain. */
    long wouldDeny();

    /** How often it flagged. */
    long flagged();

    /** How often it threw, returned null or kept a flyweight. */
    long faults();
}

package org.doorward.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A rule in force, and what it did. Immutable. */
@ProviderType
public interface RuleStatus {
    /** The rule in the form of {@code auditctl -l}. */
    String text();

    /** The keys that it gives, possibly none. */
    List<String> keys();

    /**
     * How many operations it decided on at their exit, as the first rule that matched, whatever its action. Counted from the moment it
     * came into force; a rule that stays when others change counts on.
     */
    long hits();
}

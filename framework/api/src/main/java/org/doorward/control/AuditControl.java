package org.doorward.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the engine is doing: a service for every bundle, present while the engine runs. Nothing is changed here: that is
 * {@link OperatorControl}. Safe for all threads; nothing blocks on the disk.
 */
@ProviderType
public interface AuditControl {
    /** The state now. */
    AuditStatus status();

    /** The rules in force, in the form of {@code auditctl -l}, in order. */
    List<String> rules();

    /** The rules in force with the count of their hits, in order: those of {@link #rules}. */
    List<RuleStatus> ruleStatus();

    /** The mode of all modules: {@link Mode#ENFORCE}, each is in its own; {@link Mode#COMPLAIN}, none enforces. {@code getenforce(8)}. */
    Mode globalMode();

    /** The deployed modules in the order in which they are asked. */
    List<ModuleStatus> modules();

    /** The names of {@code required_modules} that are not deployed: while there is one, operations are denied. Most often empty. */
    List<String> missingModules();

    /**
     * What policy sees when a bundle acts.
     *
     * @param bundle the symbolic name or the number of an installed bundle
     * @return one for each installed bundle of that name; empty if there is none
     */
    List<SubjectStatus> whoami(String bundle);
}

package org.doorward.module;

import org.doorward.audit.AuditContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A security module: asked about every operation of the kinds that it hooks, before the operation starts.
 *
 * <p>A module is an OSGi service under this interface with the properties {@value #NAME} and {@value #HOOKS}, and optionally
 * {@value #MODE}. It takes part as long as it is registered. Modules are asked in the order of {@code service.ranking}, highest
 * first; all of them are always asked, so the order changes neither the verdict nor the records.
 *
 * <p><strong>Thread-safety.</strong> {@link #decide} is called by many threads at once and must be safe for that. It should not
 * block: the caller of the operation waits for it. It should allocate nothing.
 *
 * <p><strong>Failure.</strong> What {@code decide} throws, any {@code Throwable}, and a {@code null} are module faults: the operation is
 * denied if the module is in mode enforce, and passes its vote if it is in mode complain; either way a record names the module. A
 * call that does not return is found by a watchdog: the caller stays where it is, later operations of that kind are denied
 * (enforce) or skip the module (complain) until it returns.
 *
 * <p><strong>Recursion.</strong> Operations of the module inside its hook are not mediated again. This covers the hook's own
 * execution only, not threads that it starts.
 */
@ConsumerType
@FunctionalInterface
public interface SecurityModule {
    /** Service property: the module's name, unique, {@code [A-Za-z0-9._-]+}, at most 64 characters. Required. */
    String NAME = "doorward.module.name";

    /**
     * Service property: the hooked kinds, a String or String[] of {@code family.verb} or {@code family.*}. Required. A kind of a family of
     * Doorward's own that does not exist is refused; any other family is an application's and may be defined later.
     */
    String HOOKS = "doorward.module.hooks";

    /** Service property: {@code enforce} or {@code complain}, the mode in which a newly deployed module starts. Configuration overrules it. */
    String MODE = "doorward.module.mode";

    /**
     * Judges one operation, and flags it if it is worth a record.
     *
     * @param operation what is about to happen; valid during this call and in this thread only
     * @param audit where to flag; valid during this call and in this thread only
     * @return the vote, never {@code null}
     */
    Decision decide(Operation operation, AuditContext audit);
}

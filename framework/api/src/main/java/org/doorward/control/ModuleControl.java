package org.doorward.control;

import java.nio.file.Path;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The operator's hand on security modules: a service that is given to the same bundles as {@link OperatorControl}. What is changed here
 * stands in the files of the instance, too, and lasts. Safe for all threads; everything blocks on the disk, and what changes the deploy
 * folder until the deployer has done it.
 */
@ProviderType
public interface ModuleControl {
    /**
     * Sets {@code global_mode} in {@code conf/doorward.cfg}, as {@code setenforce(8)}.
     *
     * @throws ChangeRefusedException if the configuration is locked, or the file is wrong or cannot be written
     */
    void setGlobalMode(Mode mode) throws ChangeRefusedException;

    /**
     * Sets {@code mode.NAME} in {@code conf/doorward.cfg}.
     *
     * @param module the name of a module that is deployed
     * @throws ChangeRefusedException as {@link #setGlobalMode}, or if there is no such module
     */
    void setMode(String module, Mode mode) throws ChangeRefusedException;

    /**
     * Puts a copy of a jar into the deploy folder and waits until it is deployed. If it is not, the folder is as it was before.
     *
     * @param jar an absolute path
     * @return the names of its modules, sorted, or of its policy; empty for a bundle without either
     * @throws ChangeRefusedException if it is no file that can be deployed, with why, or modules are locked
     */
    List<String> install(Path jar) throws ChangeRefusedException;

    /**
     * Deletes the jar of a module or a policy from the deploy folder, deployed or {@linkplain #disable disabled}.
     *
     * @return the names of all modules that go with it, sorted
     * @throws ChangeRefusedException if there is no such module, it did not come through the deploy folder, or modules are locked
     */
    List<String> remove(String module) throws ChangeRefusedException;

    /** Keeps the jar of a module or a policy, and does not deploy it: its file gets another name. @see #remove */
    List<String> disable(String module) throws ChangeRefusedException;

    /** The policies that came through the deploy folder and are in force, in the order of their names. */
    List<PolicyStatus> policies();

    /** The names of the modules and policies that are {@linkplain #disable disabled}, sorted; empty, too, if the folder cannot be read. */
    List<String> disabled();

    /** Deploys the jar of a disabled module or policy again. @see #install */
    List<String> enable(String module) throws ChangeRefusedException;

    /**
     * Asks a module what would allow an operation that it denied: see {@link org.doorward.audit.Advisor}. Changes nothing.
     *
     * @param event as it stands in the trail
     * @param denial the record of type AVC in it
     * @return what it says, one line in words if it failed; empty if the module is not deployed or has nothing to say
     */
    List<String> whatWouldAllow(TrailEvent event, TrailRecord denial);
}

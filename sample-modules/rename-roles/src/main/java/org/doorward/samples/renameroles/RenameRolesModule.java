package org.doorward.samples.renameroles;

import java.util.Map;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/**
 * Flags renames and hard links that touch the configured folders, and writes down which path is which. Optionally denies
 * moves out of a folder.
 *
 * <p>Safe for all threads: an operation reads the settings once, and settings never change; a new configuration is another
 * object. Deciding allocates nothing unless it denies.
 */
@Component(
        immediate = true,
        configurationPid = "rename.roles",
        property = {
            SecurityModule.NAME + "=rename-roles",
            SecurityModule.HOOKS + "=file.rename",
            SecurityModule.HOOKS + "=file.link"
        })
public final class RenameRolesModule implements SecurityModule {
    private volatile Settings settings;

    /**
     * Starts with this configuration, or takes over a new one. If it throws when the component is active, the settings before stay
     * in force.
     *
     * @throws IllegalArgumentException if a value is wrong, naming file, key, value and what is expected
     */
    @Activate
    @Modified
    void configure(Map<String, ?> configuration) {
        settings = Settings.of(configuration);
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        Settings now = settings;
        FileOperation file = (FileOperation) operation;
        boolean rename = file.is(Kind.FILE_RENAME);
        if (file.touches(now.folders())) {
            audit.flag(rename ? "renames" : "links").field("old", file.source()).field("new", file.target());
        }
        return rename && leavesKeptFolder(file, now, audit) ? Decision.DENY : Decision.PASS;
    }

    private static boolean leavesKeptFolder(FileOperation file, Settings now, AuditContext audit) {
        for (int i = 0; i < now.keep().size(); i++) { // not for-each: its iterator would be an allocation
            PathMatch kept = now.keep().get(i);
            if (file.source().matches(kept) && !file.target().matches(kept)) {
                audit.rule("keep").reason("a move out of " + kept.names().get(0));
                return true;
            }
        }
        return false;
    }
}

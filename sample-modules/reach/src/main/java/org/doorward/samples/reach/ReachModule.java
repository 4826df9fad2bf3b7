package org.doorward.samples.reach;

import java.util.Map;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.NetworkOperation;
import org.doorward.module.OpenFlags;
import org.doorward.module.Operation;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.doorward.module.Subject;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/**
 * Lets bundles connect to the addresses and write in the folders that the configuration names, and to no others. The engine and the
 * framework are not restricted.
 *
 * <p>Safe for all threads: an operation reads the settings once, and settings never change; a new configuration is another
 * object. Deciding allocates nothing unless it denies.
 */
@Component(
        immediate = true,
        configurationPid = "reach",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {
            SecurityModule.NAME + "=reach",
            SecurityModule.HOOKS + "=network.connect",
            SecurityModule.HOOKS + "=file.open",
            SecurityModule.HOOKS + "=file.create",
            SecurityModule.HOOKS + "=file.mkdir",
            SecurityModule.HOOKS + "=file.rename",
            SecurityModule.HOOKS + "=file.link",
            SecurityModule.HOOKS + "=file.symlink",
            SecurityModule.HOOKS + "=file.delete",
            SecurityModule.HOOKS + "=file.copy",
            SecurityModule.HOOKS + "=file.setattr"
        })
public final class ReachModule implements SecurityModule {
    private static final int WRITING = OpenFlags.WRITE
            | OpenFlags.APPEND
            | OpenFlags.CREATE
            | OpenFlags.CREATE_NEW
            | OpenFlags.TRUNCATE
            | OpenFlags.DELETE_ON_CLOSE;

    private volatile Settings settings;

    /**
     * Starts with this configuration, or takes over a new one. If it throws when the component is active, the settings before stay
     * in force.
     *
     * @throws IllegalArgumentException if a key or a value is wrong, naming file, key, value and what is expected
     */
    @Activate
    @Modified
    void configure(Map<String, ?> configuration) {
        settings = Settings.of(configuration);
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        Settings now = settings;
        String key;
        if (operation instanceof NetworkOperation connect) {
            if (now.peers() == null || now.peers().hold(connect)) {
                return Decision.PASS;
            }
            key = Settings.CONNECT;
        } else {
            if (now.folders() == null || staysIn(now.folders(), (FileOperation) operation)) {
                return Decision.PASS;
            }
            key = Settings.WRITE;
        }
        if (isOwn(operation.subject())) {
            return Decision.PASS;
        }
        audit.rule(key).reason("not in " + key + " of " + Settings.FILE);
        if (now.dontaudit().contains(key)) {
            audit.dontAudit();
        } else {
            audit.flag("reach");
        }
        return Decision.DENY;
    }

    /** Whether nothing outside these folders is changed. Of a copy that is the target; of a link the other end, too: it could be written through. */
    private static boolean staysIn(PathMatch folders, FileOperation file) {
        if (file.is(Kind.FILE_OPEN) && (file.flags() & WRITING) == 0) {
            return true;
        }
        return file.target().matches(folders)
                && (file.is(Kind.FILE_COPY) || file.source().matches(folders));
    }

    /** By the location, which no bundle can have: any jar may carry a name. */
    private static boolean isOwn(Subject subject) {
        String location = subject.location();
        return location.isEmpty()
                ? subject.bundle().equals("doorward")
                : location.equals(Constants.SYSTEM_BUNDLE_LOCATION);
    }
}

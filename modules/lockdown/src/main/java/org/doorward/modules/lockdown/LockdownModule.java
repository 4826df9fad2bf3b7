package org.doorward.modules.lockdown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.doorward.audit.Advisor;
import org.doorward.audit.AuditContext;
import org.doorward.module.BundleMatch;
import org.doorward.module.Decision;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.doorward.module.Subject;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/*
 * Who passes, in this order
 *
 *   a concern that is switched off                       PASS, not flagged: it is as if the module did not hook it
 *   the engine or the framework itself                   PASS, not flagged: they make a loader for each bundle, and end the JVM
 *   no bundle on the stack                               DENY: whatever the lists say, nobody can be meant
 *   every bundle that has to answer is allowed           PASS, flagged: the use of a privilege is worth a record
 *   anybody else                                         DENY, flagged
 *
 * Whose own an operation is cannot go by the name, which any jar may carry. It goes by the location. That of the system bundle is taken:
 * Felix answers an installation from there with the system bundle itself. An empty one it does accept of a bundle, so the engine never
 * shows it as such: Subject.location() is empty for subjects that are no bundle, and for no other. FelixLocationsTest has what Felix does,
 * SubjectIT.onlyWhatIsNoBundleHasAnEmptyLocation what the engine makes of it.
 * The subject alone is asked here, not the whole stack. This relies on the engine: it names itself or the framework only where no bundle is
 * to answer for what they do.
 *
 * How an operation could pass that must not, and the test that shows that it does not
 *  - a bundle allowed with another, not allowed, behind it:  LockdownModuleTest.anAllowedBundleThatActsForOneThatIsNot...
 *  - nobody on the stack:                                    .anOperationOfNobodyIsDeniedEvenIfEverybody...
 *  - a bundle that calls itself as the engine does:          .aBundleThatBearsTheNameOf...
 *  - a kind that is hooked and not judged:                   .theHooksOfTheComponentAreTheJudgedKinds, .aKindThatItDoesNotJudge...
 *  - a misspelt setting that closes nothing:                 LockdownSettingsTest.aSettingThatDoesNotExistIsRefused...
 */
/**
 * Denies what leads out of the JVM, or ends it, to bundles that are not allowed: processes, exit, native code, class loaders,
 * agents, and if wished shutdown hooks.
 *
 * <p>Safe for all threads: an operation reads the settings once, and settings never change; a new configuration is another
 * object. Deciding allocates nothing unless it denies, and blocks nobody.
 */
@Component(
        immediate = true,
        service = SecurityModule.class,
        configurationPid = "lockdown",
        property = {
            SecurityModule.NAME + "=lockdown",
            SecurityModule.HOOKS + "=process.exec",
            SecurityModule.HOOKS + "=process.kill",
            SecurityModule.HOOKS + "=runtime.exit",
            SecurityModule.HOOKS + "=runtime.halt",
            SecurityModule.HOOKS + "=runtime.loadlibrary",
            SecurityModule.HOOKS + "=runtime.foreign",
            SecurityModule.HOOKS + "=runtime.newloader",
            SecurityModule.HOOKS + "=runtime.loadagent",
            SecurityModule.HOOKS + "=runtime.shutdownhook"
        })
public final class LockdownModule implements SecurityModule, Advisor {
    /** Key of what is denied. */
    static final String DENIED = "lockdown";
    /** Key of what an allowed bundle did. */
    static final String ALLOWED = "lockdown-allowed";

    private static final String ENGINE = "doorward";
    private static final String NOBODY = "unattributed";

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
        JudgedKind judged = JudgedKind.of(operation);
        if (!now.restricts(judged.concern())) {
            return Decision.PASS;
        }
        Subject subject = operation.subject();
        if (isOwn(subject)) {
            return Decision.PASS;
        }
        List<BundleMatch> allowed = now.allowed(judged.concern());
        // No fields: argv, status, library, loader and target are arguments of the kind, which the event holds anyway.
        if (!isNobody(subject) && subject.isCoveredBy(allowed)) {
            audit.flag(ALLOWED);
            audit.rule(judged.concern().word());
            return Decision.PASS;
        }
        audit.flag(DENIED);
        audit.rule(judged.concern().word()).reason(reason(judged, subject, allowed));
        return Decision.DENY;
    }

    @Override
    public List<String> whatWouldAllow(TrailEvent event, TrailRecord denial) {
        TrailRecord call = event.records().stream()
                .filter(record -> record.type().equals("SYSCALL"))
                .findFirst()
                .orElse(null);
        if (call == null || NOBODY.equals(call.text("bundle")) || denial.text("rule") == null) {
            return List.of();
        }
        String key = Settings.ALLOW + "." + denial.text("rule");
        String file = call.text("exe");
        List<String> lines = new ArrayList<>();
        lines.add(
                file != null && file.startsWith("/")
                        ? "add " + call.text("bundle") + "@location="
                                + Path.of(file).toUri() + " to " + key + " in " + Settings.FILE
                        : add(call.text("bundle"), key));
        if (call.text("via") != null) {
            Arrays.stream(call.text("via").split(",")).forEach(via -> lines.add(add(via.split(":")[0], key)));
        }
        return lines;
    }

    private static String add(String bundle, String key) {
        return "add what [whoami " + bundle + "] prints behind match to " + key + " in " + Settings.FILE;
    }

    private static boolean isOwn(Subject subject) {
        String location = subject.location();
        return location.isEmpty() ? subject.bundle().equals(ENGINE) : location.equals(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    private static boolean isNobody(Subject subject) {
        return subject.location().isEmpty() && subject.bundle().equals(NOBODY);
    }

    private static String reason(JudgedKind judged, Subject subject, List<BundleMatch> allowed) {
        if (isNobody(subject)) {
            return "no bundle on the stack, and nobody may " + judged.deed() + ": let a bundle do it that is in "
                    + lists(judged);
        }
        if (isAmong(subject, allowed)) {
            return "bundle " + subject.bundle() + " may " + judged.deed()
                    + ", but not for every bundle that is named in via=: add" + " those to " + lists(judged);
        }
        return "bundle " + subject.bundle() + " may not " + judged.deed() + ": add it to " + lists(judged);
    }

    private static boolean isAmong(Subject subject, List<BundleMatch> bundles) {
        for (BundleMatch bundle : bundles) {
            if (subject.matches(bundle)) {
                return true;
            }
        }
        return false;
    }

    private static String lists(JudgedKind judged) {
        return judged.concern().key() + " in " + Settings.FILE;
    }
}

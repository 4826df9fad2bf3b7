package org.doorward.status;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.Supplier;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The health check: OK, WARN or CRITICAL by the worst {@link Ailment} that is found, with a message for each. Safe for all threads; does not
 * wait for the disk.
 */
final class EngineHealth implements HealthCheck {
    static final String CHECK = "Doorward";
    static final String[] TAGGED = {"doorward", "audit", "security"};

    private final Supplier<AuditControl> controls;

    /** {@code controls}: whom to ask; {@code null} while there is no engine. */
    EngineHealth(Supplier<AuditControl> controls) {
        this.controls = controls;
    }

    static Offer.Service register(BundleContext context, Supplier<AuditControl> controls) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(NAME, CHECK);
        properties.put(TAGS, TAGGED);
        ServiceRegistration<HealthCheck> registration =
                context.registerService(HealthCheck.class, new EngineHealth(controls), properties);
        return registration::unregister;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        AuditControl control = controls.get();
        if (control == null) {
            log.critical("{}", "the engine does not run; start Doorward anew");
            return new Result(log);
        }
        AuditStatus status = control.status();
        for (Ailment ailment : Ailment.values()) {
            String found = ailment.found(control, status);
            if (found != null && ailment.isCritical()) {
                log.critical("{}", found);
            } else if (found != null) {
                log.warn("{}", found);
            }
        }
        log.info(
                "{} modules, global mode {}, backlog {}, lost {}",
                control.modules().size(),
                control.globalMode().token(),
                status.backlog(),
                status.lost());
        return new Result(log);
    }
}

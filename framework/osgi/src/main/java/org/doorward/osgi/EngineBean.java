package org.doorward.osgi;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.ObjectName;
import org.doorward.audit.Lane;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.EngineMXBean;
import org.doorward.control.LatencyStatus;
import org.doorward.control.LossReason;
import org.doorward.control.ModuleStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The platform's MBean server outlives an engine and holds what is registered: a bean that stayed would keep the engine and, through its
 * modules, their class loaders (EngineBeanTest.afterTheEngineNothingIsLeft).
 */
/** The state of an engine for JMX, from its construction to {@link #close}. Safe for all threads. */
final class EngineBean implements EngineMXBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineBean.class);

    private final AuditControl control;
    private final ObjectName name;

    private EngineBean(AuditControl control, ObjectName name) {
        this.control = control;
        this.name = name;
    }

    /**
     * Has the JDK make its server. Before calls are mediated: it loads native code for it through reflection, which is nobody's then and
     * denied. What fails here is said by {@link #register}.
     */
    static void prepare() {
        try {
            ManagementFactory.getPlatformMBeanServer();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            LOG.debug("no MBean server", e);
        }
    }

    /** Registers the bean of the engine of this home; an engine that nobody can watch runs all the same: {@code null}, and it is said. */
    static EngineBean register(AuditControl control, EngineHome home) {
        try {
            EngineBean bean = new EngineBean(
                    control,
                    new ObjectName("org.doorward:type=Engine,home="
                            + ObjectName.quote(home.confFolder().getParent().toString())));
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, bean.name);
            return bean;
        } catch (JMException | RuntimeException | LinkageError | ServiceConfigurationError e) {
            LOG.warn("JMX does not show this engine: {}; look with auditctl -s", e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            LOG.warn("JMX has lost sight of this engine before its end: {}", e.toString());
        }
    }

    private AuditStatus status() {
        return control.status();
    }

    @Override
    public String getEnabled() {
        return status().enabled().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getFailureMode() {
        return status().failureMode().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isRefusing() {
        return status().refusing();
    }

    @Override
    public long getBacklog() {
        return status().backlog();
    }

    @Override
    public long getBacklogHighWater() {
        return status().backlogHighWater();
    }

    @Override
    public long getBacklogBytes() {
        return status().backlogBytes();
    }

    @Override
    public long getBacklogHighWaterBytes() {
        return status().backlogHighWaterBytes();
    }

    @Override
    public long getBacklogWaits() {
        return status().backlogWaits();
    }

    @Override
    public long getBacklogWaitMillis() {
        return status().backlogWaitMillis();
    }

    @Override
    public Map<String, Long> getEmitted() {
        return byLane(status()::emitted);
    }

    @Override
    public Map<String, Long> getWritten() {
        return byLane(status()::written);
    }

    private static Map<String, Long> byLane(ToLongFunction<Lane> count) {
        Map<String, Long> counts = new TreeMap<>();
        for (Lane lane : Lane.values()) {
            counts.put(lane.token(), count.applyAsLong(lane));
        }
        return counts;
    }

    @Override
    public Map<String, Long> getLost() {
        AuditStatus status = status();
        Map<String, Long> lost = new TreeMap<>();
        for (Lane lane : Lane.values()) {
            for (LossReason reason : LossReason.values()) {
                lost.put(lane.token() + "." + reason.token(), status.lost(lane, reason));
            }
        }
        return lost;
    }

    @Override
    public String getTrailState() {
        return status().trail().state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getTrailDiskStage() {
        return status().trail().diskStage();
    }

    @Override
    public long getTrailFreeMegabytes() {
        return status().trail().freeMegabytes();
    }

    @Override
    public long getTrailStalledMillis() {
        return status().trail().stalledMillis();
    }

    @Override
    public Map<String, Long> getTrailWriteTime() {
        return times(status().trail().writeTime());
    }

    @Override
    public Map<String, Long> getTrailSyncTime() {
        return times(status().trail().syncTime());
    }

    private static Map<String, Long> times(LatencyStatus time) {
        return new TreeMap<>(Map.of(
                "count", time.count(),
                "p50_us", time.p50Micros(),
                "p99_us", time.p99Micros(),
                "max_us", time.maxMicros()));
    }

    @Override
    public String getGlobalMode() {
        return control.globalMode().token();
    }

    @Override
    public List<String> getMissingModules() {
        return control.missingModules();
    }

    @Override
    public Map<String, String> getModules() {
        Map<String, String> modes = new TreeMap<>();
        control.modules()
                .forEach(module -> modes.put(module.name(), module.mode().token()));
        return modes;
    }

    @Override
    public Map<String, Map<String, Long>> getDontaudited() {
        Map<String, Map<String, Long>> denials = new TreeMap<>();
        control.modules().forEach(module -> denials.put(module.name(), module.dontaudited()));
        return denials;
    }

    @Override
    public Map<String, Map<String, Long>> getModuleFigures() {
        Map<String, Map<String, Long>> figures = new TreeMap<>();
        for (ModuleStatus module : control.modules()) {
            figures.put(
                    module.name(),
                    Map.of(
                            "calls", module.calls(),
                            "denied", module.denied(),
                            "would_deny", module.wouldDeny(),
                            "flagged", module.flagged(),
                            "faults", module.faults(),
                            "mean_ns", module.meanNanos()));
        }
        return figures;
    }
}

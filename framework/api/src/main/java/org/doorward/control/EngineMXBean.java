package org.doorward.control;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What monitoring reads of a running engine over JMX: {@code org.doorward:type=Engine,home=DIR} of the platform's MBean server, while it
 * runs. Each attribute is the state when it is read, by the names of {@link AuditStatus}; nothing can be changed here. Safe for all threads.
 */
@ProviderType
public interface EngineMXBean {
    /** {@code off}, {@code on} or {@code locked}. */
    String getEnabled();

    /** What happens when a record cannot be kept: {@code silent}, {@code log} or {@code deny}. */
    String getFailureMode();

    /** Whether operations that need a record are denied now, since none can be kept. */
    boolean isRefusing();

    /** Events in the backlog now. */
    long getBacklog();

    /** The most that they have been. */
    long getBacklogHighWater();

    /** Bytes that they take. */
    long getBacklogBytes();

    /** The most that these have been. */
    long getBacklogHighWaterBytes();

    /** How often an operation waited for room. */
    long getBacklogWaits();

    /** For how long, all together, in milliseconds. */
    long getBacklogWaitMillis();

    /** Events emitted, by lane. */
    Map<String, Long> getEmitted();

    /** Events written, by lane. */
    Map<String, Long> getWritten();

    /** Events lost since the start, by lane and reason, as {@code reliable.disk}. */
    Map<String, Long> getLost();

    /** The state of the trail: {@code ok}, {@code stalled}, {@code suspended} or {@code failed}. */
    String getTrailState();

    /** The worst {@linkplain TrailStatus#diskStage() stage} that its disk is in; empty if none. */
    String getTrailDiskStage();

    /** Mebibytes that were free on its disk when the trail last looked. */
    long getTrailFreeMegabytes();

    /** For how long a call of the disk has been hanging, in milliseconds; 0 unless it is stalled. */
    long getTrailStalledMillis();

    /** The times of {@link TrailStatus#writeTime()}: count, p50_us, p99_us, max_us (-1: there was none in the last minute). */
    Map<String, Long> getTrailWriteTime();

    /** The same of {@link TrailStatus#syncTime()}. */
    Map<String, Long> getTrailSyncTime();

    /** The mode of all modules, {@code enforce} or {@code complain}. */
    String getGlobalMode();

    /** The names of required modules that are not deployed. */
    List<String> getMissingModules();

    /** The modes of the modules that are asked, by name. */
    Map<String, String> getModules();

    /** Their figures by name: calls, denied, would_deny, flagged, faults, mean_ns (-1: not known). */
    Map<String, Map<String, Long>> getModuleFigures();

    /** Their denials that were no reason for a record, by name and by {@linkplain ModuleStatus#dontaudited() rule}. */
    Map<String, Map<String, Long>> getDontaudited();
}

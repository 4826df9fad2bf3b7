package org.doorward.core;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.doorward.audit.Lane;
import org.doorward.control.AccountStatus;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.control.RuleStatus;
import org.doorward.control.SubjectStatus;
import org.doorward.control.TrailStatus;
import org.doorward.module.BundleMatch;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportStatus;

/** What operators see of core and transport. */
final class Control implements AuditControl {
    private final Policy policy;
    private final Transport transport;
    private final SubjectResolver resolver;
    private final Supplier<Lock> lock;
    private final String unmediated;
    private volatile Supplier<TrailStatus> trail = () -> null;

    Control(Policy policy, Transport transport, SubjectResolver resolver, Supplier<Lock> lock, String unmediated) {
        this.policy = policy;
        this.transport = transport;
        this.resolver = resolver;
        this.lock = lock;
        this.unmediated = unmediated;
    }

    @Override
    public AuditStatus status() {
        Lock now = lock.get();
        return new Status(
                transport.status(), ProcessHandle.current().pid(), now.enabled(), now.by(), unmediated, trail.get());
    }

    /** Where the state of the trail comes from. */
    void trail(Supplier<TrailStatus> source) {
        trail = source;
    }

    @Override
    public List<String> rules() {
        return policy.snapshot().rules().print();
    }

    @Override
    public List<RuleStatus> ruleStatus() {
        return policy.snapshot().rules().rules().stream()
                .<RuleStatus>map(rule -> new OfRule(rule.text(), rule.keys(), rule.hits()))
                .toList();
    }

    @Override
    public Mode globalMode() {
        return policy.globalMode();
    }

    @Override
    public List<ModuleStatus> modules() {
        Snapshot now = policy.snapshot(); // what operations go by, not what is about to be put in place
        return now.modules().stream()
                .<ModuleStatus>map(module -> new Deployed(
                        module.name(),
                        module.deployed().version(),
                        module.deployed().sha256(),
                        now.modes().get(module),
                        module.deployed().hooks(),
                        module.calls(),
                        module.time().mean(),
                        module.denied().sum(),
                        module.wouldDeny().sum(),
                        module.unaudited().byRule(),
                        module.flagged().sum(),
                        module.faults().sum()))
                .toList();
    }

    @Override
    public List<String> missingModules() {
        return policy.missingModules();
    }

    @Override
    public List<SubjectStatus> whoami(String bundle) {
        return resolver.installed(bundle).stream()
                .<SubjectStatus>map(subject -> new Subject(
                        subject.label(), subject.location(), subject.proofs(), resolver.isTransparent(subject)))
                .toList();
    }

    private record Subject(String label, String location, List<BundleMatch> matches, boolean transparent)
            implements SubjectStatus {}

    private record OfRule(String text, List<String> keys, long hits) implements RuleStatus {}

    private record Deployed(
            String name,
            String version,
            String sha256,
            Mode mode,
            List<String> hooks,
            long calls,
            long meanNanos,
            long denied,
            long wouldDeny,
            Map<String, Long> dontaudited,
            long flagged,
            long faults)
            implements ModuleStatus {}

    private record OfAccount(org.doorward.transport.AccountStatus account) implements AccountStatus {
        @Override
        public String label() {
            return account.label();
        }

        @Override
        public long emitted(Lane lane) {
            return account.emitted(lane);
        }

        @Override
        public long written(Lane lane) {
            return account.written(lane);
        }

        @Override
        public long lost(Lane lane, LossReason reason) {
            return account.lost(lane, reason);
        }

        @Override
        public long backlog() {
            return account.reservedEvents();
        }

        @Override
        public long backlogBytes() {
            return account.reservedBytes();
        }
    }

    private record Status(
            TransportStatus transport, long pid, Enabled enabled, String lockedBy, String unmediated, TrailStatus trail)
            implements AuditStatus {
        @Override
        public FailureMode failureMode() {
            return transport.failureMode();
        }

        @Override
        public boolean refusing() {
            return transport.refusing();
        }

        @Override
        public int rateLimit() {
            return transport.rateLimit();
        }

        @Override
        public int backlogLimit() {
            return transport.backlogLimit();
        }

        @Override
        public long backlogLimitBytes() {
            return transport.backlogLimitBytes();
        }

        @Override
        public long backlog() {
            return transport.backlog();
        }

        @Override
        public long backlogHighWater() {
            return transport.backlogHighWater();
        }

        @Override
        public long backlogWaitTimeMillis() {
            return transport.backlogWaitTimeMillis();
        }

        @Override
        public long backlogWaits() {
            return transport.backlogWaits();
        }

        @Override
        public int bundleRateLimit() {
            return transport.bundleRateLimit();
        }

        @Override
        public int bundleBacklogShare() {
            return transport.bundleBacklogShare();
        }

        @Override
        public long backlogBytes() {
            return transport.backlogBytes();
        }

        @Override
        public long backlogHighWaterBytes() {
            return transport.backlogHighWaterBytes();
        }

        @Override
        public long backlogWaitMillis() {
            return transport.backlogWaitMillis();
        }

        @Override
        public List<AccountStatus> accounts() {
            return transport.accounts().stream()
                    .<AccountStatus>map(OfAccount::new)
                    .toList();
        }

        @Override
        public long emitted(Lane lane) {
            return transport.emitted(lane);
        }

        @Override
        public long written(Lane lane) {
            return transport.written(lane);
        }

        @Override
        public long lost(Lane lane, LossReason reason) {
            return transport.lost(lane, reason);
        }

        @Override
        public long lost() {
            return transport.lost();
        }

        @Override
        public long lastSerial() {
            return transport.lastSerial();
        }
    }
}

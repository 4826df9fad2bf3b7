package org.doorward.modules.lockdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.module.Argument;
import org.doorward.module.BooleanArgument;
import org.doorward.module.BundleMatch;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Decision;
import org.doorward.module.FlagsArgument;
import org.doorward.module.Kind;
import org.doorward.module.LongArgument;
import org.doorward.module.Operation;
import org.doorward.module.PathArgument;
import org.doorward.module.PathValue;
import org.doorward.module.Subject;
import org.doorward.module.TextArgument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a decision that passes allocates: nothing, with doubles that allocate nothing themselves. The control allocates the least
 * that there is and must be seen by the same meter.
 */
class LockdownAllocationTest {
    private static final int OPERATIONS = 1 << 10;
    private static final int RUNS = 100;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LockdownModule module = new LockdownModule();
    private final Audit audit = new Audit();
    private Object escaped;

    @ParameterizedTest
    @EnumSource
    void anAllowedBundlesOperationAllocatesNothing(JudgedKind judged) {
        module.configure(Map.of(
                "allow", "org.acme.other@location=file:/srv/other.jar,org.acme.jobs@location=file:/srv/jobs.jar",
                "shutdown_hooks", "true"));

        assertAllocatesNothing(new Call(judged.kind(), new Actor("org.acme.jobs", "file:/srv/jobs.jar")));
        assertThat(audit.flags).isGreaterThanOrEqualTo(RUNS * OPERATIONS);
    }

    @ParameterizedTest
    @EnumSource
    void anOperationOfTheFrameworkAllocatesNothing(JudgedKind judged) {
        module.configure(Map.of("shutdown_hooks", "true"));

        assertAllocatesNothing(new Call(judged.kind(), new Actor("org.apache.felix.framework", "System Bundle")));
    }

    private void assertAllocatesNothing(Operation operation) {
        assertThat(module.decide(operation, audit)).isEqualTo(Decision.PASS);
        long least = leastBytes(() -> module.decide(operation, audit));
        long control = leastBytes(() -> {
            module.decide(operation, audit);
            escaped = new Object();
        });

        assertThat(control).as("bytes of the control").isGreaterThanOrEqualTo(8L * OPERATIONS);
        assertThat(least).as("bytes of %d decisions", OPERATIONS).isZero();
    }

    /** The least of many runs: a compilation or a class that is loaded late belongs to none of them. */
    private static long leastBytes(Runnable decision) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < OPERATIONS; i++) {
                decision.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private record Actor(String bundle, String location) implements Subject {
        private static final Optional<String> NO_HASH = Optional.empty();

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public String label() {
            return bundle;
        }

        @Override
        public String principal() {
            return null;
        }

        @Override
        public String tenant() {
            return null;
        }

        @Override
        public boolean matches(BundleMatch match) {
            return match.matches(bundle, location, NO_HASH);
        }

        @Override
        public boolean isCoveredBy(List<BundleMatch> bundles) {
            for (int i = 0; i < bundles.size(); i++) {
                if (matches(bundles.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** An operation without arguments: the module reads none. */
    private record Call(Kind of, Subject subject) implements Operation {
        @Override
        public String kind() {
            return of.name();
        }

        @Override
        public boolean is(Kind kind) {
            return of.name().equals(kind.name());
        }

        @Override
        public boolean has(Argument argument) {
            throw new IllegalArgumentException(argument.name());
        }

        @Override
        public String get(TextArgument argument) {
            throw new IllegalArgumentException(argument.name());
        }

        @Override
        public long get(LongArgument argument) {
            throw new IllegalArgumentException(argument.name());
        }

        @Override
        public long get(DecimalArgument argument) {
            throw new IllegalArgumentException(argument.name());
        }

        @Override
        public boolean get(BooleanArgument argument) {
            throw new IllegalArgumentException(argument.name());
        }

        @Override
        public int get(FlagsArgument argument) {
            throw new IllegalArgumentException(argument.name());
        }

        @Override
        public PathValue get(PathArgument argument) {
            throw new IllegalArgumentException(argument.name());
        }
    }

    /** Counts flags; the module writes no fields, so there is no buffer. */
    private static final class Audit implements AuditContext {
        private int flags;

        @Override
        public AuditBuffer flag(String key) {
            flags++;
            return null;
        }

        @Override
        public AuditBuffer trace(String key) {
            return null;
        }

        @Override
        public AuditContext reason(CharSequence text) {
            return this;
        }

        @Override
        public AuditContext rule(CharSequence name) {
            return this;
        }

        @Override
        public AuditContext dontAudit() {
            return this;
        }
    }
}

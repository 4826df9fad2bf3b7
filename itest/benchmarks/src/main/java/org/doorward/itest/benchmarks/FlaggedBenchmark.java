package org.doorward.itest.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PathBody;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An operation that a module flags: what it costs its caller, with commit=none, while the drain works on another core. In bursts that
 * the backlog holds with room to spare, drained in between: a longer one would measure the drain.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlaggedBenchmark {
    private static final int BURST = 1000;

    /** One module that flags everything for a lane. */
    public abstract static class Flagged {
        private GuardedEngine engine;
        private OperationGuard guard;

        abstract SecurityModule module();

        @Setup
        public void open() {
            engine = new GuardedEngine(List.of(Modules.deployed("flagging", module(), "file.open")));
            guard = engine.guard();
        }

        @Setup(Level.Invocation)
        public void drain() {
            engine.drained();
        }

        @TearDown
        public void close() {
            engine.close();
        }

        void burst(Names names, Bodies bodies, Blackhole results) {
            for (int i = 0; i < BURST; i++) {
                PathBody<String, String, RuntimeException> body = bodies.next();
                results.consume(guard.<String, RuntimeException>file(Kind.FILE_OPEN, names.next(), body));
            }
        }
    }

    @State(Scope.Benchmark)
    public static class Reliable extends Flagged {
        @Override
        SecurityModule module() {
            return (operation, audit) -> {
                audit.flag("bench");
                return Decision.PASS;
            };
        }
    }

    @State(Scope.Benchmark)
    public static class Lossy extends Flagged {
        @Override
        SecurityModule module() {
            return (operation, audit) -> {
                audit.trace("bench");
                return Decision.PASS;
            };
        }
    }

    /** The rival ring of the same size with a consumer of its own, and an event that is ready to be copied. */
    @State(Scope.Benchmark)
    public static class Rival {
        private RivalRing ring;
        private final UnsafeBuffer event = new UnsafeBuffer(new byte[RivalRing.EVENT]);

        @Setup
        public void open() {
            ring = new RivalRing();
        }

        @Setup(Level.Invocation)
        public void drain() {
            ring.drained();
        }

        @TearDown
        public void close() throws InterruptedException {
            ring.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void reliable(Reliable lane, Names names, Bodies bodies, Blackhole results) {
        lane.burst(names, bodies, results);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void lossy(Lossy lane, Names names, Bodies bodies, Blackhole results) {
        lane.burst(names, bodies, results);
    }

    /** Floor: the copy of a finished event into a ring, without deciding, encoding, stamping or accounting. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void rivalRing(Rival rival) {
        for (int i = 0; i < BURST; i++) {
            rival.ring.offer(rival.event);
        }
    }
}

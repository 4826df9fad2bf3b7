package org.doorward.itest.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.doorward.core.DeployedModule;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An operation that nobody flags: what most operations of a running system are. The subject is not read. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UnflaggedBenchmark {
    /** Eight modules, none of which hooks the kind that is run. */
    @State(Scope.Benchmark)
    public static class Unwanted {
        private GuardedEngine engine;
        private OperationGuard guard;

        @Setup
        public void open() {
            engine = new GuardedEngine(Modules.comparing(8, "file.delete"));
            guard = engine.guard();
        }

        @TearDown
        public void close() {
            engine.close();
        }
    }

    /** So many modules that compare; {@code 4of64}: sixty more are registered for another kind. */
    @State(Scope.Benchmark)
    public static class Judged {
        @Param({"0", "1", "4", "8", "4of64"})
        public String modules;

        private GuardedEngine engine;
        private OperationGuard guard;

        @Setup
        public void open() {
            List<DeployedModule> deployed = new ArrayList<>();
            if (modules.equals("4of64")) {
                deployed.addAll(Modules.comparing(60, "file.delete"));
                deployed.addAll(Modules.comparing(4, "file.open"));
            } else {
                deployed.addAll(Modules.comparing(Integer.parseInt(modules), "file.open"));
            }
            engine = new GuardedEngine(deployed);
            guard = engine.guard();
        }

        @TearDown
        public void close() {
            engine.close();
        }
    }

    /** Names as bytes, made beforehand. */
    @State(Scope.Thread)
    public static class Encoded {
        private final PathMatch rules = Modules.rules("floor");
        private final byte[][] names = new byte[1 << 12][];
        private int at;

        public Encoded() {
            Names given = new Names();
            for (int i = 0; i < names.length; i++) {
                names[i] = (GuardedEngine.WORKING_FOLDER + "/" + given.next()).getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    /** Floor: the same name, the same three bodies, no guard. */
    @Benchmark
    public String bareCall(Names names, Bodies bodies) {
        return bodies.next().call(names.next());
    }

    /** Floor: twenty rules against a name that is absolute and encoded already. */
    @Benchmark
    public boolean twentyRules(Encoded encoded) {
        encoded.at = encoded.at + 1 & encoded.names.length - 1;
        byte[] name = encoded.names[encoded.at];
        return encoded.rules.matches(name, name.length);
    }

    @Benchmark
    public String nobodyWants(Unwanted unwanted, Names names, Bodies bodies) {
        return unwanted.guard.file(Kind.FILE_OPEN, names.next(), bodies.next());
    }

    @Benchmark
    public String judged(Judged judged, Names names, Bodies bodies) {
        return judged.guard.file(Kind.FILE_OPEN, names.next(), bodies.next());
    }
}

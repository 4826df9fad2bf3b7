package org.doorward.itest.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An operation that none of the operator's rules matches, and no module hooks. With no rules nobody wants the kind; one rule is what it costs
 * that there are rules at all.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesBenchmark {
    /** So many rules on the kind that is run: by file, by folder, by bundle, in turn. */
    @State(Scope.Benchmark)
    public static class Ruled {
        @Param({"0", "1", "1000"})
        public int rules;

        private GuardedEngine engine;
        private OperationGuard guard;

        @Setup
        public void open() {
            engine = new GuardedEngine(List.of());
            engine.rules(lines());
            guard = engine.guard();
        }

        private List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < rules; i++) {
                String field = switch (i % 3) {
                    case 0 -> "path=" + GuardedEngine.WORKING_FOLDER + "/reports/2026/none-" + i + ".txt";
                    case 1 -> "dir=" + GuardedEngine.WORKING_FOLDER + "/reports/none-" + i;
                    default -> "bundle=org.example.none" + i;
                };
                lines.add("-a always,exit -S file.open -F " + field + " -F success=1 -k none");
            }
            return lines;
        }

        @TearDown
        public void close() {
            engine.close();
        }
    }

    @Benchmark
    public String noneMatches(Ruled ruled, Names names, Bodies bodies) {
        return ruled.guard.file(Kind.FILE_OPEN, names.next(), bodies.next());
    }
}

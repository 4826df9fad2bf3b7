package org.doorward.itest.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What the meter of allocated bytes shows when there is nothing to see, and when there is one object. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeterBenchmark {
    /** Nothing: the meter's own noise. */
    @Benchmark
    public void nothing() {}

    /** The smallest object that a JVM of 64 bits makes: 16 bytes. */
    @Benchmark
    public Object oneObject() {
        return new Object();
    }
}

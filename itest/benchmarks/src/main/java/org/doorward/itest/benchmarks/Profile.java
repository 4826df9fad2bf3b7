package org.doorward.itest.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.itest.benchmarks.delivery.Delivery;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long a run takes and what it holds. */
enum Profile {
    /** Tells bytes, in half a minute. Its times are worth nothing. */
    SHORT(1, 2, 3, 200),
    /** Tells times. */
    FULL(3, 5, 5, 1000),
    /** Tells what the operator's rules cost, in a minute. */
    RULES(2, 5, 5, 1000),
    /** The rival alone, beside intercepted calls, which are not measured with JMH. */
    INTERCEPTED(2, 3, 3, 500);

    /** What may be asked for. */
    static final String WORDS = Stream.concat(
                    Stream.of(values()).map(Profile::word),
                    Stream.of(Delivery.values()).map(Delivery::word))
            .collect(Collectors.joining("|"));

    /** JEP 486: from here on a security manager is refused. */
    private static final int WITHOUT_SECURITY_MANAGER = 24;

    private final int forks;
    private final int warmups;
    private final int measurements;
    private final int millis;

    Profile(int forks, int warmups, int measurements, int millis) {
        this.forks = forks;
        this.warmups = warmups;
        this.measurements = measurements;
        this.millis = millis;
    }

    static Profile of(String word) {
        for (Profile profile : values()) {
            if (profile.word().equals(word)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("profile [" + word + "]: expected one of " + WORDS);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The benchmark classes of this profile on this version of the JDK. */
    List<Class<?>> benchmarks(int jdk) {
        if (this == RULES) {
            return List.of(RulesBenchmark.class);
        }
        List<Class<?>> classes = new ArrayList<>();
        if (this != INTERCEPTED) {
            classes.addAll(List.of(
                    MeterBenchmark.class, UnflaggedBenchmark.class, RulesBenchmark.class, FlaggedBenchmark.class));
        }
        if (this != SHORT && jdk < WITHOUT_SECURITY_MANAGER) {
            classes.add(SecurityManagerBenchmark.class);
        }
        return classes;
    }

    /** Options of JMH: every fork alike, whatever the JVM that starts them was given. */
    ChainedOptionsBuilder options() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(measurements)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .shouldDoGC(true)
                .jvmArgs(
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseG1GC",
                        "-Dslf4j.internal.verbosity=ERROR",
                        // the rival ring's own demand
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
        for (Class<?> type : benchmarks(Runtime.version().feature())) {
            options = options.include("\\Q" + type.getName() + "\\E\\..*");
        }
        return options;
    }
}

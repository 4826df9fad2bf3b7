package org.doorward.itest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.doorward.itest.benchmarks.delivery.Delivery;
import org.doorward.itest.benchmarks.delivery.Figures;
import org.doorward.itest.benchmarks.delivery.MissingException;
import org.doorward.itest.benchmarks.intercepted.Findings;
import org.doorward.itest.benchmarks.intercepted.Interception;
import org.doorward.itest.benchmarks.intercepted.Length;
import org.doorward.itest.benchmarks.intercepted.Starts;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.util.Version;

/** Runs the benchmarks and prints what they say of this machine: {@code Benchmarks NAME [RESULT.json]}. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs a profile. Exit 2: the machine lacks what it needs.
     *
     * @param args {@code short}, {@code full}, {@code rules}, {@code intercepted} or a word of {@link Delivery}, then where the JSON goes (default
     *     {@code target/benchmarks-NAME.json})
     */
    public static void main(String[] args) throws IOException, RunnerException, InterruptedException {
        if (args.length < 1 || args.length > 2) {
            throw new IllegalArgumentException(
                    "arguments " + java.util.Arrays.toString(args) + ": expected " + Profile.WORDS + " [RESULT.json]");
        }
        Path json = Path.of(args.length > 1 ? args[1] : "target/benchmarks-" + args[0] + ".json");
        Delivery delivery = Delivery.of(args[0]);
        if (delivery != null) {
            delivered(delivery, json);
            return;
        }
        Profile profile = Profile.of(args[0]);
        if (profile == Profile.INTERCEPTED) {
            intercepted(json);
            return;
        }
        Report report = run(profile, json);
        System.out.println();
        System.out.println(machine());
        System.out.println();
        System.out.println(report.table());
        System.out.println("JMH's own result: " + json.toAbsolutePath());
    }

    private static void delivered(Delivery delivery, Path json) throws IOException, InterruptedException {
        Figures figures;
        try {
            figures = delivery.run();
        } catch (MissingException e) {
            System.err.println("benchmark [" + delivery.word() + "] was not run: " + e.getMessage());
            System.exit(2);
            return;
        }
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, figures.json());
        System.out.println();
        System.out.println(machine());
        System.out.println();
        System.out.println(figures.table());
        System.out.println("all rounds: " + json.toAbsolutePath());
    }

    /** The calls, the starts, and where the JDK still has one, the rival. */
    private static void intercepted(Path json) throws IOException, RunnerException, InterruptedException {
        Path distribution =
                Path.of(System.getProperty("doorward.distribution", "../../framework/dist/target/doorward"));
        Path work = Files.createTempDirectory("doorward-benchmark");
        Findings findings = new Interception(distribution, work, Length.FULL).run();
        Starts starts = Starts.of(distribution, work, Length.FULL.starts());
        Files.delete(work);
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, findings.json());
        List<Class<?>> rivals = Profile.INTERCEPTED.benchmarks(Runtime.version().feature());
        Report report = rivals.isEmpty()
                ? null
                : new Report(new Runner(Profile.INTERCEPTED.options().build()).run());
        System.out.println();
        System.out.println(machine());
        System.out.println();
        System.out.println(findings.table());
        System.out.println(starts.table());
        if (report != null) {
            System.out.println(report.table());
        }
        System.out.println("all rounds: " + json.toAbsolutePath());
    }

    static Report run(Profile profile, Path json) throws IOException, RunnerException {
        Files.createDirectories(json.toAbsolutePath().getParent());
        return new Report(new Runner(profile.options()
                        .resultFormat(ResultFormatType.JSON)
                        .result(json.toString())
                        .build())
                .run());
    }

    /** What the figures belong to. */
    static String machine() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " visible");
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("JMH", Version.getPlainVersion());
        StringBuilder text = new StringBuilder();
        facts.forEach((name, fact) -> text.append(String.format(Locale.ROOT, "%-10s %s%n", name, fact)));
        return text.toString().stripTrailing();
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}

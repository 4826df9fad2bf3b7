package org.doorward.itest.benchmarks.intercepted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.itest.benchmarks.calls.Call;
import org.doorward.itest.benchmarks.calls.CallsActivator;
import org.doorward.itest.benchmarks.judge.JudgeActivator;
import org.doorward.itest.benchmarks.judge.Way;
import org.doorward.testkit.TestBundle;
import org.osgi.framework.Constants;

/*
 * One instance of the distribution for each variant, in turns, so that an hour that is slower for one is slower for all. In it, the module's
 * bundle first, then the one that is measured, which begins as soon as it starts. Files that are opened lie outside of the instance's
 * home, which the engine defends.
 *
 * Why not JMH: it needs jdk.unsupported, which the distribution leaves out, and its own work on files and threads would be mediated,
 * too.
 */
/** Measures intercepted calls. For one thread. */
public final class Interception {
    /** The calls come from a bundle whose stack is so deep: below them is nothing but more of the same. */
    static final List<Integer> DEPTHS = List.of(10, 100);

    private static final String MEASURED = "measured-calls";

    /** Room for a burst of events, so that none waits for the drain. */
    private static final String SETTINGS =
            "backlog_limit = 65536\nbacklog_limit_bytes = 134217728\nflush = none\nmax_log_file = 512\n";

    private final Path distribution;
    private final Path work;
    private final Length length;
    private final List<Measured> measured = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();

    /**
     * Nothing runs yet.
     *
     * @param distribution the folder of the distribution
     * @param work an existing folder for homes and files
     */
    public Interception(Path distribution, Path work, Length length) {
        this.distribution = distribution.toAbsolutePath().normalize();
        this.work = work.toAbsolutePath();
        this.length = length;
    }

    /** Runs all variants. Blocks for as long as {@link Length} says. */
    public Findings run() throws IOException, InterruptedException {
        try (Peer peer = new Peer()) {
            for (int i = 0; i < length.instances(); i++) {
                for (Variant variant : Variant.values()) {
                    run(variant, i, peer.port());
                }
            }
        }
        return new Findings(List.copyOf(measured), List.copyOf(tallies));
    }

    private void run(Variant variant, int number, int port) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve(variant + "-" + number));
        Path home = folder.resolve("home");
        Path files = Files.createDirectories(folder.resolve("files"));
        Path file = Files.writeString(files.resolve("measured.txt"), "Opened, and closed again.\n");
        Path result = folder.resolve("result");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/doorward.cfg"), SETTINGS);
        try (RunningInstance instance = new RunningInstance(distribution, home, variant.agent())) {
            if (variant.hasModule()) {
                instance.deploy(module(variant.way(), files, port));
                instance.await("module", () -> counts(instance) != null);
            }
            instance.deploy(calls(variant, file, port, result));
            instance.await("result", () -> Files.exists(result));
            List<Measured> found = Files.readAllLines(result).stream()
                    .map(line -> Measured.parse(variant, line))
                    .toList();
            measured.addAll(found);
            String counted = variant.hasModule() ? counts(instance) : "";
            if (instance.status("backlog_waits") + instance.status("lost") > 0) {
                throw new IllegalStateException(
                        "variant [" + variant + "]: callers waited for the trail, or events were"
                                + " lost: the times are those of the disk; make the bursts shorter");
            }
            instance.close();
            counted.lines().map(line -> tally(line, variant, found, home)).forEach(tallies::add);
        } finally {
            delete(folder);
        }
    }

    private static String counts(RunningInstance instance) {
        try {
            return instance.exec("judged");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /* Of an instance that has ended: all that it had to write is written. */
    private static Tally tally(String line, Variant variant, List<Measured> found, Path home) {
        String[] words = line.split(" ");
        long called = found.stream()
                .filter(one -> words[0].equals(Tally.kind(one.call())))
                .mapToLong(Measured::calls)
                .sum();
        return new Tally(
                variant,
                words[0],
                called,
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                recorded(home.resolve("audit/audit.log"), words[0]));
    }

    private static long recorded(Path trail, String kind) {
        try (Stream<String> lines = Files.lines(trail)) {
            return lines.filter(line -> line.startsWith("type=SYSCALL ")
                            && line.contains(" kind=" + kind + " ")
                            && line.contains(" key=\"" + Way.KEY + "\""))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestBundle module(Way way, Path files, int port) throws IOException {
        Properties plan = new Properties();
        plan.setProperty("way", way.name());
        plan.setProperty("folder", files.toString());
        plan.setProperty("port", Integer.toString(port));
        plan.setProperty("label", MEASURED + ":1.0.0");
        plan.setProperty(
                "kinds",
                Arrays.stream(Call.values())
                        .map(Tally::kind)
                        .filter(Objects::nonNull)
                        .distinct()
                        .collect(Collectors.joining(",")));
        return withPackageOf(TestBundle.named("judge").activator(JudgeActivator.class), JudgeActivator.class)
                .header(
                        Constants.IMPORT_PACKAGE,
                        "org.doorward.audit,org.doorward.module,org.doorward.tool,org.osgi.framework")
                .entry("judge.properties", bytes(plan));
    }

    private TestBundle calls(Variant variant, Path file, int port, Path result) throws IOException {
        Properties plan = new Properties();
        plan.setProperty("warmup.millis", Integer.toString(length.warmupMillis()));
        plan.setProperty("rounds", Integer.toString(length.rounds()));
        plan.setProperty("round.millis", Integer.toString(length.roundMillis()));
        plan.setProperty("burst", Integer.toString(length.burst()));
        plan.setProperty("pause.millis", Integer.toString(variant.pauseMillis()));
        plan.setProperty("file", file.toString());
        plan.setProperty("port", Integer.toString(port));
        plan.setProperty("result", result.toString());
        plan.setProperty("depths", DEPTHS.stream().map(String::valueOf).collect(Collectors.joining(",")));
        plan.setProperty("calls", Arrays.stream(Call.values()).map(Call::name).collect(Collectors.joining(",")));
        return withPackageOf(TestBundle.named(MEASURED).activator(CallsActivator.class), CallsActivator.class)
                .header(Constants.IMPORT_PACKAGE, "javax.management,org.osgi.framework")
                .entry("calls.properties", bytes(plan));
    }

    /** The bundle with the classes of the activator's package, none of which another bundle needs. */
    private static TestBundle withPackageOf(TestBundle bundle, Class<?> activator) throws IOException {
        TestBundle all = bundle;
        String folder = activator.getPackageName().replace('.', '/');
        Path classes = Path.of(
                activator.getProtectionDomain().getCodeSource().getLocation().getPath(), folder);
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                all = all.entry(folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    private static byte[] bytes(Properties plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        plan.store(out, null);
        return out.toString(UTF_8).getBytes(UTF_8);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

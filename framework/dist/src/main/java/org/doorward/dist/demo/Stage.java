package org.doorward.dist.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorward.dist.instance.Distribution;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.StartRefusedException;
import org.doorward.trail.TrailEvent;

/**
 * Where a demo takes place: its home, its narrator, the trail of this run, and what every demo does with them. What it does to the
 * instance it also says. For one thread.
 */
final class Stage {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern SERIAL = Pattern.compile("audit\\([0-9]+\\.[0-9]{3}:([0-9]+)\\)");

    private final DemoHome home;
    private final Distribution distribution;
    private final Narrator narrator;
    private final Shell shell;
    private final TrailWatch trail;
    private final List<String> prepared = new ArrayList<>();
    private long begun;

    private Stage(DemoHome home, Distribution distribution, Narrator narrator, TrailWatch trail) {
        this.home = home;
        this.distribution = distribution;
        this.narrator = narrator;
        this.shell = new Shell(home.home().controlSocket());
        this.trail = trail;
    }

    /**
     * A stage in a home that is empty but for its trail.
     *
     * @throws StartRefusedException if the home is somebody's
     */
    static Stage prepare(EngineHome home, Distribution distribution, Narrator narrator)
            throws StartRefusedException, IOException {
        DemoHome demoHome = new DemoHome(home, distribution);
        demoHome.prepare();
        return new Stage(demoHome, distribution, narrator, TrailWatch.from(home.auditFolder()));
    }

    /** Puts the operator's rules there; the instance is started next. */
    void begin(List<String> rules) throws IOException {
        home.addRules(rules);
        rules.forEach(rule -> prepared.add("echo '" + rule + "' >> DIR/conf/audit.rules"));
        begun = System.nanoTime();
    }

    /** Takes away what the demo put there. */
    void clear() throws IOException {
        home.clear();
    }

    // ---- what it consists of

    DemoHome home() {
        return home;
    }

    Distribution distribution() {
        return distribution;
    }

    Narrator narrator() {
        return narrator;
    }

    Shell shell() {
        return shell;
    }

    TrailWatch trail() {
        return trail;
    }

    // ---- steps that every demo has

    /** Says that the instance runs, and checks that the trail says so. Returns the record of the start. */
    TrailEvent started() throws IOException, InterruptedException, StepFailedException {
        narrator.typed("doorward run --home " + home.home());
        narrator.seen("ready after " + millisSince(begun) + " ms; the trail is "
                + home.home().trail());
        TrailEvent start = trail.await("the start of the engine", 0, TrailWatch.fact("DAEMON_START", "op=start"));
        narrator.records(start, List.of("DAEMON_START"));
        prepared.forEach(narrator::typed);
        narrator.records(
                trail.await("the rule", 0, TrailWatch.fact("CONFIG_CHANGE", "op=add_rule")), List.of("CONFIG_CHANGE"));
        return start;
    }

    /** As {@link #started}, and the agent must be there: without it nobody asks about what the database does. */
    void startedWithAgent() throws IOException, InterruptedException, StepFailedException {
        TrailEvent start = started();
        expect("on".equals(TrailWatch.record(start, "DAEMON_START").raw("agent")), "the agent is not there");
    }

    /** The ledger of the instance, in which nothing may be lost. The application must have stopped. */
    void ledger() throws IOException, InterruptedException, StepFailedException {
        narrator.typed("doorward auditctl -s");
        long deadline = deadline();
        Map<String, Long> status = status();
        while (status.get("emitted_reliable") > status.get("written_reliable") + lost(status)
                && System.nanoTime() - deadline < 0) {
            Thread.sleep(PAUSE.toMillis()); // the drain is behind
            status = status();
        }
        for (String name : List.of("emitted_reliable", "written_reliable", "lost")) {
            narrator.seen(name + " " + status.get(name));
        }
        expect(lost(status) == 0, "records were lost: " + status);
        expect(
                status.get("emitted_reliable").equals(status.get("written_reliable")),
                "the ledger is not exact: " + status);
    }

    private static long lost(Map<String, Long> status) {
        return status.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("lost_"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private Map<String, Long> status() throws IOException, StepFailedException {
        Shell.Result result = shell.run("auditctl -s");
        expect(result.exit() == 0, "auditctl -s: " + result.text());
        return result.out()
                .lines()
                .filter(line -> line.matches("[a-z_]+ [0-9]+"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
    }

    /** Counts to be compared with the trail of this run. */
    Agreement agreement() {
        return new Agreement(home.home().auditFolder(), trail.before());
    }

    /** Compares them, and leaves the searches behind for whoever wants to repeat them. */
    void check(Agreement agreement) throws IOException, InterruptedException, StepFailedException {
        agreement.check(narrator, home.scratch().resolve("trail.expect"));
    }

    /** The command of this distribution. */
    Path command() {
        return distribution.folder().resolve("bin").resolve("doorward");
    }

    /** Ends the demo with command lines. */
    void whatNext(List<String> lines) {
        narrator.line("");
        narrator.line("Every step did what it says. What to try next:");
        lines.forEach(line -> narrator.line("  " + line));
    }

    // ---- what an operator does

    /** Copies a jar into {@code deploy/}. */
    void deploy(Path jar) throws IOException {
        deploy(jar, jar.getFileName().toString());
    }

    /** Copies a jar over another one. */
    void deploy(Path jar, String as) throws IOException {
        String target = jar.getFileName().toString().equals(as) ? "" : as;
        narrator.typed("cp " + jar + " DIR/deploy/" + target);
        home.deploy(jar, as);
    }

    /** Deletes a jar from {@code deploy/}, and waits for the end of its module. Returns the record of that. */
    TrailEvent remove(String jar, String module) throws IOException, InterruptedException, StepFailedException {
        long from = trail.lastSerial();
        narrator.typed("rm DIR/deploy/" + jar);
        home.undeploy(jar);
        TrailEvent unloaded =
                trail.await("the end of " + module, from, TrailWatch.fact("SERVICE_STOP", "module=\"" + module + "\""));
        narrator.records(unloaded, List.of("SERVICE_STOP"));
        return unloaded;
    }

    /** Waits for the load of a module. Returns its record. */
    TrailEvent awaitModule(String module, long from) throws IOException, InterruptedException, StepFailedException {
        return trail.await(
                "the load of " + module, from, TrailWatch.fact("SERVICE_START", "module=\"" + module + "\""));
    }

    /** Writes a line into a file of {@code conf/}; what is written before the instance starts is told with its start. */
    void configure(String file, String line) throws IOException {
        String typed = "echo '" + line + "' > DIR/conf/" + file;
        if (begun == 0) {
            prepared.add(typed);
        } else {
            narrator.typed(typed);
        }
        home.configure(file, line + "\n");
    }

    /** Runs a line in the instance, and shows both. */
    Shell.Result exec(String line) throws IOException {
        typed(line);
        Shell.Result result = shell.run(line);
        narrator.seen(result.text());
        return result;
    }

    /** A line that gave the exit code that was waited for, after some that did not. */
    record Waited(Shell.Result result, int before) {}

    /** Shows a line as an operator would have it run. */
    void typed(String line) {
        narrator.typed("doorward exec " + ShellLine.typed(line));
    }

    /** Runs a line again and again, in silence, until it gives this exit code. */
    Waited awaitExit(int exit, String line, String otherwise)
            throws IOException, InterruptedException, StepFailedException {
        long deadline = deadline();
        int before = 0;
        Shell.Result result = shell.run(line);
        while (result.exit() != exit) {
            expect(
                    System.nanoTime() - deadline < 0,
                    otherwise + " within " + PATIENCE.toSeconds() + " s: " + result.text());
            before++;
            Thread.sleep(PAUSE.toMillis());
            result = shell.run(line);
        }
        return new Waited(result, before);
    }

    /** The event that the failure of a line names: of a denial. */
    TrailEvent denial(Shell.Result result) throws IOException, InterruptedException, StepFailedException {
        Matcher id = SERIAL.matcher(result.text());
        expect(
                result.exit() == 1 && id.find(),
                "expected a denial with its event, got exit code " + result.exit() + ": " + result.text());
        long serial = Long.parseLong(id.group(1));
        TrailEvent event = trail.await("the denial", 0, candidate -> candidate.serial() == serial);
        expect(TrailWatch.record(event, "AVC") != null, "the denial has no AVC record: " + event.records());
        return event;
    }

    static void expect(boolean condition, String otherwise) throws StepFailedException {
        if (!condition) {
            throw new StepFailedException(otherwise);
        }
    }

    static long millisSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }
}

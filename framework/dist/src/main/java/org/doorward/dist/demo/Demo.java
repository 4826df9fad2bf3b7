package org.doorward.dist.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorward.dist.instance.Distribution;
import org.doorward.dist.instance.Instance;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.StartRefusedException;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/**
 * The script of the demo. It does nothing that an operator could not do with a shell: it copies files into {@code deploy/} and
 * {@code conf/}, and runs lines as {@code doorward exec} does. Each step checks what it says by its effect and by its record. One use, one
 * thread.
 */
public final class Demo {
    private static final int STEPS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String RULE_KEY = "moves";
    private static final String RENAMES = "renames";
    private static final String PAYMENT = "payment.transfer";
    private static final String NEXT_VERSION = "1.0.1";
    private static final Pattern SERIAL = Pattern.compile("audit\\([0-9]+\\.[0-9]{3}:([0-9]+)\\)");

    private final DemoHome home;
    private final Distribution distribution;
    private final Optional<Map<?, ?>> agent;
    private final Path originals;
    private final Narrator narrator;
    private final Shell shell;
    private TrailWatch trail;
    private WorkFolder work;
    private Workload workload;
    private int denied;

    /**
     * @param agent what the agent handed over to the launcher
     * @param originals a folder with files, which are only read
     */
    public Demo(
            EngineHome home, Distribution distribution, Optional<Map<?, ?>> agent, Path originals, PrintWriter out) {
        this.home = new DemoHome(home, distribution);
        this.distribution = distribution;
        this.agent = agent;
        this.originals = originals;
        this.narrator = new Narrator(out, STEPS);
        this.shell = new Shell(home.controlSocket());
    }

    /**
     * Runs the demo. Blocks for some ten seconds.
     *
     * @throws StartRefusedException if the home is somebody's or cannot be used; nothing was done then
     * @throws StepFailedException if a step did not do what it says
     */
    public void run() throws StartRefusedException, IOException, InterruptedException, StepFailedException {
        home.prepare();
        trail = TrailWatch.from(home.home().auditFolder());
        work = WorkFolder.copyOf(originals, home.scratch().resolve("work"));
        long begun = System.nanoTime();
        try {
            home.addRule("-a always,exit -S file.rename -k " + RULE_KEY);
            try (Instance instance = Instance.start(home.home(), distribution, agent, false)) {
                started(begun);
                withoutModules();
                dropInRenameRoles();
                failedRename();
                dropInTransferLimits();
                update();
                liveConfiguration();
                remove();
                ledger();
            }
        } finally {
            home.clear();
        }
        agreement();
        whatNext();
    }

    private void started(long begun) throws IOException, InterruptedException, StepFailedException {
        narrator.step("A container starts, and an application works on real files");
        narrator.typed("doorward run --home " + home.home());
        narrator.seen("ready after " + millisSince(begun) + " ms; the trail is "
                + home.home().trail());
        narrator.records(
                trail.await("the start of the engine", 0, TrailWatch.fact("DAEMON_START", "op=start")),
                List.of("DAEMON_START"));
        narrator.typed("echo '-a always,exit -S file.rename -k " + RULE_KEY + "' >> DIR/conf/audit.rules");
        narrator.records(
                trail.await("the rule", 0, TrailWatch.fact("CONFIG_CHANGE", "op=add_rule")), List.of("CONFIG_CHANGE"));
        deploy(DemoHome.PUBLISHING);
        awaitCommand();
        workload = Workload.start(shell, work.path());
        workload.awaitRound();
        narrator.seen("it publishes " + work.describe() + " of " + originals + " in " + work.path()
                + ", over and over: drafts, renames, links, deletes, transfers");
    }

    private void awaitCommand() throws IOException, InterruptedException, StepFailedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (shell.run("work").exit() != 2) { // wrong usage: but it is there
            if (System.nanoTime() - deadline > 0) {
                throw new StepFailedException("the application was not deployed within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void withoutModules() throws IOException, InterruptedException, StepFailedException {
        narrator.step("Nobody objects: a transfer of any size goes through, and leaves no record");
        long from = trail.lastSerial();
        transfer("5000.00", "bob has 5000.00");
        trail.await("a rename after the transfer", from, TrailWatch.operation("file.rename", RULE_KEY));
        expect(
                trail.events().stream().noneMatch(TrailWatch.operation(PAYMENT, null)),
                "a transfer was recorded that nobody wanted");
    }

    private void dropInRenameRoles() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A module is dropped in: it tells the two paths of a rename apart");
        long from = trail.lastSerial();
        long begun = System.nanoTime();
        deploy(DemoHome.RENAME_ROLES);
        trail.await("the load of the module", from, TrailWatch.fact("SERVICE_START", "module=\"rename-roles\""));
        TrailEvent rename = trail.await(
                "a rename that the module flagged",
                from,
                TrailWatch.operation("file.rename", RENAMES).and(TrailWatch::succeeded));
        narrator.seen("in the trail " + millisSince(begun) + " ms later, what was moved where, and that it succeeded:");
        narrator.records(rename, List.of("SYSCALL", "PATH", "KERNEL_OTHER"));
    }

    private void failedRename() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A rename fails: the record says so, because it is made when the outcome is known");
        TrailEvent failed = trail.await(
                "a failed rename",
                0,
                TrailWatch.operation("file.rename", RENAMES).and(event -> !TrailWatch.succeeded(event)));
        expect(
                "-2".equals(TrailWatch.record(failed, "SYSCALL").raw("exit")),
                "the failed rename should say exit=-2 (ENOENT): " + failed.records());
        narrator.records(failed, List.of("SYSCALL"));
    }

    private void dropInTransferLimits() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A second module decides: transfers above 1000.00 are denied");
        long from = trail.lastSerial();
        deploy(DemoHome.TRANSFER_LIMITS);
        trail.await("the load of the module", from, TrailWatch.fact("SERVICE_START", "module=\"transfer-limits\""));
        TrailEvent event = denied("5000.00");
        narrator.records(event, List.of("AVC", "KERNEL_OTHER"));
        transfer("1000.00", "bob has 6000.00"); // what was denied was not moved
    }

    private void update() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A module is updated while the application works: no rename passes it by");
        Path next = home.scratch().resolve("rename-roles-" + NEXT_VERSION + ".jar");
        ModuleJar.reversion(home.sample(DemoHome.RENAME_ROLES), next, NEXT_VERSION);
        long from = trail.lastSerial();
        narrator.typed("cp " + next + " DIR/deploy/" + DemoHome.RENAME_ROLES);
        home.deploy(next, DemoHome.RENAME_ROLES);
        TrailEvent loaded = trail.await(
                "the load of version " + NEXT_VERSION,
                from,
                TrailWatch.fact("SERVICE_START", "version=" + NEXT_VERSION));
        TrailEvent unloaded = trail.await(
                "the end of the version before", from, TrailWatch.fact("SERVICE_STOP", "module=\"rename-roles\""));
        expect(loaded.serial() < unloaded.serial(), "the old version was gone before the new one was there");
        narrator.records(loaded, List.of("SERVICE_START"));
        narrator.records(unloaded, List.of("SERVICE_STOP"));
        workload.awaitRound();
        List<TrailEvent> renames = trail.events().stream()
                .filter(TrailWatch.operation("file.rename", RULE_KEY))
                .toList();
        List<TrailEvent> flagged = renames.stream()
                .filter(TrailWatch.operation("file.rename", RENAMES))
                .toList();
        long first = flagged.get(0).serial();
        long passedBy =
                renames.stream().filter(rename -> rename.serial() > first).count() - (flagged.size() - 1);
        expect(passedBy == 0, passedBy + " renames were not seen by the module");
        narrator.seen(flagged.size() + " renames flagged since the module is there, 0 passed it by");
    }

    private void liveConfiguration() throws IOException, InterruptedException, StepFailedException {
        narrator.step("Its configuration changes while it runs: the limit is 10000.00 now");
        narrator.typed("echo 'limit = 10000.00' > DIR/conf/" + DemoHome.TRANSFER_LIMITS_SETTINGS);
        home.configure(DemoHome.TRANSFER_LIMITS_SETTINGS, "limit = 10000.00\n");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Shell.Result result = shell.run(line("5000.00"));
        while (result.exit() == 1 && System.nanoTime() - deadline < 0) {
            denied++;
            Thread.sleep(PAUSE.toMillis());
            result = shell.run(line("5000.00"));
        }
        narrator.typed("doorward exec '" + line("5000.00") + "'");
        check(result, "bob has 11000.00");
        denied("10000.01");
    }

    private void remove() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The modules are removed: their decisions go with them, the operator's rule stays");
        long from = trail.lastSerial();
        for (String jar : List.of(DemoHome.RENAME_ROLES, DemoHome.TRANSFER_LIMITS)) {
            narrator.typed("rm DIR/deploy/" + jar);
            home.undeploy(jar);
        }
        long gone = from;
        for (String module : List.of("rename-roles", "transfer-limits")) {
            TrailEvent unloaded = trail.await(
                    "the end of " + module, from, TrailWatch.fact("SERVICE_STOP", "module=\"" + module + "\""));
            narrator.records(unloaded, List.of("SERVICE_STOP"));
            gone = Math.max(gone, unloaded.serial());
        }
        transfer("50000.00", "bob has 61000.00");
        trail.await(
                "a rename that only the rule records",
                gone,
                TrailWatch.operation("file.rename", RULE_KEY)
                        .and(TrailWatch.operation("file.rename", RENAMES).negate()));
        for (TrailEvent event : trail.events()) {
            expect(
                    event.serial() <= gone
                            || !TrailWatch.operation(PAYMENT, null).test(event),
                    "a transfer was recorded although its module is gone since serial " + gone + ": "
                            + event.records());
        }
    }

    private void ledger() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The application stops; the ledger: emitted = written + lost");
        workload.stop();
        narrator.seen(workload.describe());
        narrator.typed("doorward auditctl -s");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
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

    private void agreement() throws IOException, InterruptedException, StepFailedException {
        narrator.step("What the application counted is what the readers of the trail find");
        Agreement agreement = new Agreement(home.home().auditFolder(), trail.before());
        agreement.expect(workload.count("renamed"), "-m", "SYSCALL", "-k", RULE_KEY, "-sv", "yes");
        agreement.expect(workload.count("failed"), "-m", "SYSCALL", "-k", RULE_KEY, "-sv", "no");
        agreement.expect(denied, "-m", "AVC");
        agreement.expect(denied, "-k", "payment", "-sv", "no");
        agreement.expect(Agreement.UNKNOWN, "-k", "payment", "-sv", "yes");
        agreement.expect(Agreement.UNKNOWN, "-k", RENAMES);
        agreement.expect(Agreement.UNKNOWN, "-c", "publishing");
        TrailEvent rename = trail.await(
                "a rename", 0, TrailWatch.operation("file.rename", RENAMES).and(TrailWatch::succeeded));
        for (TrailRecord path : rename.records()) {
            if (path.type().equals("PATH") && path.raw("role") != null) {
                agreement.expect(Agreement.UNKNOWN, "-f", path.text("name"));
            }
        }
        agreement.check(narrator, home.scratch().resolve("trail.expect"));
    }

    private void whatNext() {
        Path bin = distribution.folder().resolve("bin").resolve("doorward");
        narrator.line("");
        narrator.line("Every step did what it says. What to try next:");
        narrator.line("  " + bin + " ausearch --home " + home.home() + " -k " + RENAMES);
        narrator.line("  ausearch -i -if " + home.home().auditFolder() + " -m AVC");
        narrator.line("  aureport -if " + home.home().auditFolder() + " --summary");
        narrator.line("  " + bin + " run --home " + home.home() + "   and drop " + distribution.samples()
                + "/*.jar into " + home.home().deployFolder());
        narrator.line("  " + bin + " demo FOLDER   with files of your own: a copy is worked on");
    }

    // ---- what an operator does
    // -------------------------------------------------------------------------------------------------

    private void deploy(String sample) throws IOException {
        narrator.typed("cp " + home.sample(sample) + " DIR/deploy/");
        home.deploy(home.sample(sample), sample);
    }

    private void transfer(String amount, String result) throws IOException, StepFailedException {
        narrator.typed("doorward exec '" + line(amount) + "'");
        check(shell.run(line(amount)), result);
    }

    private void check(Shell.Result result, String expected) throws StepFailedException {
        expect(
                result.exit() == 0 && result.out().contains(expected),
                "expected [" + expected + "], got exit code " + result.exit() + ": " + result.text());
        narrator.seen(result.text());
    }

    /** A transfer that must be denied. Returns its event. */
    private TrailEvent denied(String amount) throws IOException, InterruptedException, StepFailedException {
        narrator.typed("doorward exec '" + line(amount) + "'");
        Shell.Result result = shell.run(line(amount));
        narrator.seen(result.text());
        Matcher id = SERIAL.matcher(result.text());
        expect(
                result.exit() == 1 && id.find(),
                "expected a denial with its event, got exit code " + result.exit() + ": " + result.text());
        denied++;
        long serial = Long.parseLong(id.group(1));
        TrailEvent event = trail.await("the denial", 0, candidate -> candidate.serial() == serial);
        expect(TrailWatch.record(event, "AVC") != null, "the denial has no AVC record: " + event.records());
        return event;
    }

    private static String line(String amount) {
        return "transfer alice bob " + amount;
    }

    private static void expect(boolean condition, String otherwise) throws StepFailedException {
        if (!condition) {
            throw new StepFailedException(otherwise);
        }
    }

    private static long millisSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }
}

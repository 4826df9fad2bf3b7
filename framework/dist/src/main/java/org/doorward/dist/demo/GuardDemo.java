package org.doorward.dist.demo;

import static org.doorward.dist.demo.Stage.expect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** {@code doorward demo --guard}: a publishing application, whose operations run through the guard. One use, one thread. */
final class GuardDemo implements Script {
    static final int STEPS = 10;

    private static final String APPLICATION = "publishing";
    private static final String RULE_KEY = "moves";
    private static final String RENAMES = "renames";
    private static final String PAYMENT = "payment.transfer";
    private static final String NEXT_VERSION = "1.0.1";

    private final Stage stage;
    private final DemoHome home;
    private final Narrator narrator;
    private final TrailWatch trail;
    private final Path originals;
    private WorkFolder work;
    private Workload workload;
    private int denied;

    /**
     * The demo on a stage that is prepared.
     *
     * @param originals a folder with files, which are only read
     */
    GuardDemo(Stage stage, Path originals) {
        this.stage = stage;
        this.home = stage.home();
        this.narrator = stage.narrator();
        this.trail = stage.trail();
        this.originals = originals;
    }

    @Override
    public List<String> rules() throws IOException {
        work = WorkFolder.copyOf(originals, home.scratch().resolve("work"));
        return List.of("-a always,exit -S file.rename -k " + RULE_KEY);
    }

    @Override
    public void perform() throws IOException, InterruptedException, StepFailedException {
        started();
        withoutModules();
        dropInRenameRoles();
        failedRename();
        dropInTransferLimits();
        update();
        liveConfiguration();
        remove();
        stop();
    }

    @Override
    public void conclude() throws IOException, InterruptedException, StepFailedException {
        agreement();
        whatNext();
    }

    private void started() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A container starts, and an application works on real files");
        stage.started();
        stage.deploy(home.sample(DemoHome.PUBLISHING));
        stage.awaitExit(2, "work", "the application was not deployed"); // 2 is wrong usage: but it is there
        workload =
                Workload.start(stage.shell(), ShellLine.of("work", work.path().toString(), "1"));
        workload.awaitRound();
        narrator.seen("it publishes " + work.describe() + " of " + originals + " in " + work.path()
                + ", over and over: drafts, renames, links, deletes, transfers");
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
        stage.deploy(home.sample(DemoHome.RENAME_ROLES));
        stage.awaitModule("rename-roles", from);
        TrailEvent rename = trail.await(
                "a rename that the module flagged",
                from,
                TrailWatch.operation("file.rename", RENAMES).and(TrailWatch::succeeded));
        narrator.seen(
                "in the trail " + Stage.millisSince(begun) + " ms later, what was moved where, and that it succeeded:");
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
        stage.deploy(home.sample(DemoHome.TRANSFER_LIMITS));
        stage.awaitModule("transfer-limits", from);
        TrailEvent event = denied("5000.00");
        narrator.records(event, List.of("AVC", "KERNEL_OTHER"));
        transfer("1000.00", "bob has 6000.00"); // what was denied was not moved
    }

    private void update() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A module is updated while the application works: no rename passes it by");
        Path next = home.scratch().resolve("rename-roles-" + NEXT_VERSION + ".jar");
        ModuleJar.reversion(home.sample(DemoHome.RENAME_ROLES), next, NEXT_VERSION);
        long from = trail.lastSerial();
        stage.deploy(next, DemoHome.RENAME_ROLES);
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
        stage.configure(DemoHome.TRANSFER_LIMITS_SETTINGS, "limit = 10000.00");
        Stage.Waited waited = stage.awaitExit(0, line("5000.00"), "the new limit does not count");
        denied += waited.before();
        stage.typed(line("5000.00"));
        narrator.seen(waited.result().text());
        check(waited.result(), "bob has 11000.00");
        denied("10000.01");
    }

    private void remove() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The modules are removed: their decisions go with them, the operator's rule stays");
        stage.remove(DemoHome.RENAME_ROLES, "rename-roles");
        stage.remove(DemoHome.TRANSFER_LIMITS, "transfer-limits");
        workload.awaitRound(); // a transfer that began before is recorded when it ends
        long gone = trail.lastSerial();
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

    private void stop() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The application stops; the ledger: emitted = written + lost");
        workload.stop();
        narrator.seen(workload.describe());
        stage.ledger();
    }

    private void agreement() throws IOException, InterruptedException, StepFailedException {
        narrator.step("What the application counted is what the readers of the trail find");
        Agreement agreement = stage.agreement();
        agreement.expect(workload.count("renamed"), "-c", APPLICATION, "-k", RULE_KEY, "-sv", "yes");
        agreement.expect(workload.count("failed"), "-c", APPLICATION, "-k", RULE_KEY, "-sv", "no");
        agreement.expect(denied, "-m", "AVC");
        agreement.expect(denied, "-k", "payment", "-sv", "no");
        agreement.expect(Agreement.UNKNOWN, "-k", "payment", "-sv", "yes");
        agreement.expect(Agreement.UNKNOWN, "-k", RENAMES);
        agreement.expect(Agreement.UNKNOWN, "-c", APPLICATION);
        TrailEvent rename = trail.await(
                "a rename", 0, TrailWatch.operation("file.rename", RENAMES).and(TrailWatch::succeeded));
        for (TrailRecord path : rename.records()) {
            if (path.type().equals("PATH") && path.raw("role") != null) {
                agreement.expect(Agreement.UNKNOWN, "-f", path.text("name"));
            }
        }
        stage.check(agreement);
    }

    private void whatNext() {
        Path samples = stage.distribution().samples();
        stage.whatNext(List.of(
                stage.command() + " ausearch --home " + home.home() + " -k " + RENAMES,
                "ausearch -i -if " + home.home().auditFolder() + " -m AVC",
                "aureport -if " + home.home().auditFolder() + " --summary",
                stage.command() + " run --home " + home.home() + "   and drop " + samples + "/*.jar into "
                        + home.home().deployFolder(),
                stage.command() + " demo --guard FOLDER   with files of your own: a copy is worked on"));
    }

    // ---- what an operator does

    private void transfer(String amount, String result) throws IOException, StepFailedException {
        check(stage.exec(line(amount)), result);
    }

    private static void check(Shell.Result result, String expected) throws StepFailedException {
        expect(
                result.exit() == 0 && result.out().contains(expected),
                "expected [" + expected + "], got exit code " + result.exit() + ": " + result.text());
    }

    /** A transfer that must be denied. Returns its event. */
    private TrailEvent denied(String amount) throws IOException, InterruptedException, StepFailedException {
        TrailEvent event = stage.denial(stage.exec(line(amount)));
        denied++;
        return event;
    }

    private static String line(String amount) {
        return "transfer alice bob " + amount;
    }
}

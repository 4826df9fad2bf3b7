package org.doorward.dist.demo;

import static org.doorward.dist.demo.Stage.expect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/**
 * {@code doorward demo}: a database that knows nothing of Doorward, at work, and under attack by those who may write SQL. What a
 * process would do to the disk is looked for on the disk. One use, one thread.
 */
final class SqlDemo implements Script {
    static final int STEPS = 10;

    private static final String RENAMES = "renames";
    private static final String LOCKDOWN = "lockdown";
    /** The database of the background, whose rounds shut it down, and the one for statements in between. */
    private static final String DOCUMENTS = "documents";

    private static final String TOOLS = "tools";

    private final Stage stage;
    private final Narrator narrator;
    private final TrailWatch trail;
    private final Path originals;
    private DatabaseFolder work;
    private Database database;
    private Workload workload;
    private int started;
    private int refused;
    private int attacks;

    /**
     * The demo on a stage that is prepared.
     *
     * @param originals a folder with files, which are only read
     */
    SqlDemo(Stage stage, Path originals) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.trail = stage.trail();
        this.originals = originals;
    }

    @Override
    public List<String> rules() throws IOException {
        work = DatabaseFolder.copyOf(originals, stage.home().scratch().resolve("work"));
        database = new Database(stage, work);
        return database.configure();
    }

    @Override
    public void perform() throws IOException, InterruptedException, StepFailedException {
        started();
        underItsOwnName();
        aProcessFromSql();
        dropInRenameRoles();
        dropInLockdown();
        stopTheModule();
        nullTheHook();
        remove();
        stop();
    }

    @Override
    public void conclude() throws IOException, InterruptedException, StepFailedException {
        agreement();
        whatNext();
    }

    private void started() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A container starts with the agent, and a database is installed, as it was released");
        stage.startedWithAgent();
        database.install();
        String round = database.script(DOCUMENTS, stage.home().database("documents.sql"));
        stage.typed(round);
        workload = Workload.start(stage.shell(), round);
        workload.awaitRound();
        narrator.seen(database.label() + " takes in " + work.files().describe() + " of " + originals
                + ", over and over: insert, script, backup, compact, reconnect");
    }

    private void underItsOwnName() throws IOException, InterruptedException, StepFailedException {
        narrator.step("It knows nothing of Doorward: what it does is recorded, with the outcome, under its name");
        Path backup = work.out("documents.zip");
        Path script = work.out("documents.sql");
        for (Path file : List.of(script, backup)) {
            expect(Files.size(file) > 0, "[" + file + "] is empty");
            TrailEvent written = trail.await(
                    "the opening of " + file,
                    0,
                    ofDatabase("file.open", Database.ALL).and(TrailWatch.on(file)));
            narrator.records(written, List.of("SYSCALL"));
        }
        TrailEvent compacted =
                trail.await("the rename of SHUTDOWN COMPACT", 0, ofDatabase("file.rename", Database.MOVES));
        expect(TrailWatch.succeeded(compacted), "the rename of SHUTDOWN COMPACT failed: " + compacted.records());
        narrator.records(compacted, List.of("SYSCALL", "PATH"));
        String readBack = "FILES=" + work.files().names().size() + " BYTES="
                + work.files().bytes();
        expect(
                workload.said().contains(readBack),
                "expected [" + readBack + "] after the reconnect: " + workload.said());
        narrator.seen("after the reconnect: " + readBack + ", as on the disk");
    }

    private void aProcessFromSql() throws IOException, InterruptedException, StepFailedException {
        narrator.step("SQL brings Java along, and Java starts a process: nobody objects");
        database.run(TOOLS, "touch.sql");
        touch("before");
    }

    private void dropInRenameRoles() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A module is dropped in while the database works: it tells the two paths of a rename apart");
        TrailEvent loaded = database.renameRoles();
        TrailEvent rename =
                trail.await("a rename that the module flagged", loaded.serial(), ofDatabase("file.rename", RENAMES));
        narrator.records(rename, List.of("PATH", "KERNEL_OTHER"));
    }

    private void dropInLockdown() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A second module is dropped in: no processes any more; the SQL fails, and the database goes on");
        narrator.records(database.lockdown(), List.of("SERVICE_START"));
        narrator.records(touchInVain("locked"), List.of("AVC", "SYSCALL", "EXECVE"));
        String insert = database.sql(TOOLS, "INSERT INTO attempt VALUES (@file)", "file=locked");
        expect(stage.exec(insert).out().contains("1 row changed"), "the database does not go on");
        workload.awaitRound();
    }

    private void stopTheModule() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The attacker's next step: stop the module through a bundle context");
        database.run(TOOLS, "attack.sql");
        attack(
                "bundle.stop",
                "CALL stop_bundle(@name)",
                "name=" + ModuleJar.symbolicName(stage.home().module(DemoHome.LOCKDOWN)));
        touchInVain("stopped");
    }

    private void nullTheHook() throws IOException, InterruptedException, StepFailedException {
        narrator.step("And the next: null the hook in the JDK's own methods by reflection");
        attack("runtime.setaccessible", "CALL null_hook()");
        touchInVain("nulled");
    }

    private void remove() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The operator removes the module: the process starts again");
        stage.remove(DemoHome.LOCKDOWN, LOCKDOWN);
        touch("after");
    }

    private void stop() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The database stops; the ledger: emitted = written + lost");
        workload.stop();
        narrator.seen(workload.describe());
        expect(stage.exec(database.sql(TOOLS, "SHUTDOWN")).exit() == 0, "SHUTDOWN failed");
        stage.ledger();
    }

    private void agreement() throws IOException, InterruptedException, StepFailedException {
        narrator.step("What the application counted is what the readers of the trail find");
        Agreement agreement = stage.agreement();
        String name = database.symbolicName();
        agreement.expect(workload.count("shutdown"), "-m", "SYSCALL", "-k", Database.MOVES, "-sv", "yes");
        agreement.expect(started, "-m", "EXECVE", "-c", name, "-sv", "yes");
        agreement.expect(refused, "-m", "EXECVE", "-c", name, "-sv", "no");
        agreement.expect(refused + attacks, "-m", "AVC");
        agreement.expect(Agreement.UNKNOWN, "-c", name);
        agreement.expect(Agreement.UNKNOWN, "-su", database.label(), "-w");
        agreement.expect(Agreement.UNKNOWN, "-k", RENAMES);
        agreement.expect(Agreement.UNKNOWN, "-f", work.out("documents.zip").toString());
        TrailEvent rename = trail.await("a rename", 0, ofDatabase("file.rename", RENAMES));
        for (TrailRecord path : rename.records()) {
            if (path.type().equals("PATH") && path.raw("role") != null) {
                agreement.expect(Agreement.UNKNOWN, "-m", "SYSCALL", "-k", RENAMES, "-f", path.text("name"));
            }
        }
        stage.check(agreement);
    }

    private void whatNext() {
        String search = "ausearch -i -if " + stage.home().home().auditFolder();
        stage.whatNext(List.of(
                search + " -m EXECVE -sv no",
                search + " -c " + database.symbolicName() + " -k " + Database.MOVES,
                stage.command() + " demo --sql FILE.sql   with statements of your own",
                stage.command() + " demo --guard   an application that asks for its decisions itself"));
    }

    // ---- statements, and what must come of them

    private Predicate<TrailEvent> ofDatabase(String kind, String key) {
        return TrailWatch.operation(kind, key).and(TrailWatch.by(database.symbolicName()));
    }

    /** A process that must start: its file is there. */
    private void touch(String name) throws IOException, InterruptedException, StepFailedException {
        Path file = work.out(name);
        long from = trail.lastSerial();
        Shell.Result result = callTouch(file);
        expect(result.exit() == 0 && Files.exists(file), "no process was started: [" + file + "] is not there");
        started++;
        TrailEvent event = trail.await("the start of the process", from, ofDatabase("process.exec", Database.ALL));
        expect(TrailWatch.succeeded(event), "the start of the process is recorded as failed: " + event.records());
        narrator.records(event, List.of("EXECVE"));
        narrator.seen("[" + file + "] is there");
    }

    /** A process that must not start: its file is not there. Returns the event. */
    private TrailEvent touchInVain(String name) throws IOException, InterruptedException, StepFailedException {
        Path file = work.out(name);
        Shell.Result result = callTouch(file);
        expect(Files.notExists(file), "a process was started: [" + file + "] is there");
        TrailEvent event = stage.denial(result);
        refused++;
        TrailRecord argv = TrailWatch.record(event, "EXECVE");
        expect(
                argv != null && file.toString().equals(argv.text("a1")),
                "the denial does not say what was to be started: " + event.records());
        narrator.seen("[" + file + "] is not there");
        return event;
    }

    private Shell.Result callTouch(Path file) throws IOException {
        return stage.exec(database.sql(TOOLS, "CALL touch(@file)", "file=" + file));
    }

    /** A statement that must be denied, and recorded as an operation of this kind. */
    private void attack(String kind, String statement, String... variables)
            throws IOException, InterruptedException, StepFailedException {
        TrailEvent event = stage.denial(stage.exec(database.sql(TOOLS, statement, variables)));
        expect(ofDatabase(kind, null).test(event), "expected a denied " + kind + ": " + event.records());
        attacks++;
        narrator.records(event, List.of("AVC"));
    }
}

package org.doorward.dist.demo;

import static org.doorward.dist.demo.Stage.expect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/**
 * {@code doorward demo --sql FILE}: the database and the modules of {@link SqlDemo}, with statements that nobody here has seen. What
 * they do is told from the trail alone. One use, one thread.
 */
final class UserSqlDemo implements Script {
    static final int STEPS = 4;

    private final Stage stage;
    private final Narrator narrator;
    private final Path script;
    private final Path originals;
    private Database database;

    /**
     * The demo on a stage that is prepared.
     *
     * @param script a readable file with SQL
     * @param originals a folder with files, which are only read
     */
    UserSqlDemo(Stage stage, Path script, Path originals) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.script = script;
        this.originals = originals;
    }

    @Override
    public List<String> rules() throws IOException {
        DatabaseFolder work =
                DatabaseFolder.copyOf(originals, stage.home().scratch().resolve("work"));
        database = new Database(stage, work);
        return database.configure();
    }

    @Override
    public void perform() throws IOException, InterruptedException, StepFailedException {
        narrator.step("A container starts with the agent, a database and two modules");
        stage.startedWithAgent();
        database.install();
        database.renameRoles();
        database.lockdown();
        long from = stage.trail().lastSerial();

        narrator.step("Your statements, with their results");
        Shell.Result result = stage.exec(database.script("user", script));
        expect(result.exit() == 0, "the script did not run, exit code " + result.exit());

        narrator.step("What the database did, as it stands in the trail; the ledger");
        stage.ledger();
        tell(from);
    }

    private void tell(long from) throws IOException, StepFailedException {
        Map<String, int[]> outcomes = new TreeMap<>();
        int denials = 0;
        for (TrailEvent event : database.operations()) {
            if (event.serial() > from) {
                TrailRecord call = TrailWatch.record(event, "SYSCALL");
                outcomes.computeIfAbsent(call.raw("kind"), kind -> new int[2])[TrailWatch.succeeded(event) ? 0 : 1]++;
                if (TrailWatch.record(event, "AVC") != null) {
                    denials++;
                    narrator.records(event, List.of("AVC", "EXECVE"));
                }
            }
        }
        expect(!outcomes.isEmpty(), "there is no record of " + database.label() + " in the trail");
        outcomes.forEach((kind, counts) ->
                narrator.seen(String.format("%-24s %5d succeeded %5d failed", kind, counts[0], counts[1])));
        narrator.seen(denials + " denied");
    }

    @Override
    public void conclude() throws IOException, InterruptedException, StepFailedException {
        narrator.step("The readers of the trail agree");
        Agreement agreement = stage.agreement();
        agreement.expect(Agreement.UNKNOWN, "-c", database.symbolicName());
        agreement.expect(Agreement.UNKNOWN, "-su", database.label(), "-w");
        agreement.expect(Agreement.UNKNOWN, "-c", database.symbolicName(), "-sv", "no");
        agreement.expect(Agreement.UNKNOWN, "-m", "AVC");
        stage.check(agreement);
        String search = "ausearch -i -if " + stage.home().home().auditFolder();
        stage.whatNext(List.of(search + " -c " + database.symbolicName(), search + " -m AVC"));
    }
}

package org.doorward.dist.demo;

import static org.doorward.dist.demo.Stage.expect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.trail.TrailEvent;

/** H2 on the stage, its client, and lines for it. H2 is the jar of its release; neither it nor its client knows of Doorward. */
final class Database {
    /** Key of the operator's rule for its renames. */
    static final String MOVES = "moves";
    /** Key of the operator's rule for all else that it does. */
    static final String ALL = "h2";

    private final Stage stage;
    private final DatabaseFolder work;
    private final String symbolicName;
    private final String version;

    Database(Stage stage, DatabaseFolder work) throws IOException {
        this.stage = stage;
        this.work = work;
        Path jar = stage.home().database(DemoHome.H2);
        this.symbolicName = ModuleJar.symbolicName(jar);
        this.version = ModuleJar.version(jar);
    }

    /** As records name it: {@code NAME:VERSION}. */
    String label() {
        return symbolicName + ":" + version;
    }

    String symbolicName() {
        return symbolicName;
    }

    /**
     * What the operator has in {@code conf/} before the instance starts: lockdown's settings, which the module then finds, and the rules:
     * files, processes and connections of the database are worth a record, whatever modules say.
     *
     * @return the rules
     */
    List<String> configure() throws IOException {
        stage.configure(DemoHome.LOCKDOWN_SETTINGS, "allow.loader = " + compilers());
        return List.of(
                "-a always,exit -S file.rename -F subj=" + label() + " -k " + MOVES,
                "-a always,exit -S file.*,process.*,network.* -F subj=" + label() + " -k " + ALL);
    }

    /* Functions in Java are compiled inside the JVM, by loaders that the database makes for its client, which the shell calls. */
    private String compilers() throws IOException {
        List<String> bundles = new ArrayList<>();
        for (Path jar : List.of(
                stage.home().database(DemoHome.H2),
                stage.home().database(DemoHome.SQL_WORKLOAD),
                stage.distribution().bundles().resolve("org.apache.felix.gogo.runtime.jar"))) {
            bundles.add(ModuleJar.identity(jar));
        }
        return String.join(",", bundles);
    }

    /** Installs it, with what it imports and its client, and waits until the client's commands are there. */
    void install() throws IOException, InterruptedException, StepFailedException {
        for (String jar : List.of(DemoHome.JDBC, DemoHome.H2, DemoHome.SQL_WORKLOAD)) {
            stage.deploy(stage.home().database(jar));
        }
        stage.awaitExit(0, sql("first", "VALUES 1"), "the database was not deployed");
    }

    /** Deploys the module lockdown. */
    TrailEvent lockdown() throws IOException, InterruptedException, StepFailedException {
        long from = stage.trail().lastSerial();
        stage.deploy(stage.home().module(DemoHome.LOCKDOWN));
        return stage.awaitModule("lockdown", from);
    }

    /** Deploys the module rename-roles. */
    TrailEvent renameRoles() throws IOException, InterruptedException, StepFailedException {
        long from = stage.trail().lastSerial();
        stage.deploy(stage.home().sample(DemoHome.RENAME_ROLES));
        return stage.awaitModule("rename-roles", from);
    }

    /** A line that executes one statement. */
    String sql(String name, String statement, String... variables) {
        return line("sql", name, statement, variables);
    }

    /** A line that executes a file, in which {@code @folder} is where the database works. */
    String script(String name, Path file) {
        return line("script", name, file.toString(), "folder=" + work.path());
    }

    private String line(String command, String name, String what, String... variables) {
        List<String> words = new ArrayList<>(List.of(command, work.url(name), what));
        words.addAll(List.of(variables));
        return ShellLine.of(words.toArray(String[]::new));
    }

    /** Executes one of the files of the distribution, of which no statement may fail. */
    void run(String name, String file) throws IOException, StepFailedException {
        Shell.Result result = stage.exec(script(name, stage.home().database(file)));
        expect(
                result.exit() == 0 && result.out().contains(" failed=0"),
                "a statement of " + file + " failed, exit code " + result.exit());
    }

    /** Its operations in the trail of this run. */
    List<TrailEvent> operations() throws IOException {
        return stage.trail().events().stream()
                .filter(TrailWatch.by(symbolicName))
                .toList();
    }
}

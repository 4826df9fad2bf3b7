package org.doorward.dist.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.doorward.dist.instance.Distribution;
import org.doorward.dist.instance.Instance;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.StartRefusedException;

/**
 * Runs a demo in a home that it may play with, and leaves the home as it was, but for its trail. A demo does nothing that an operator
 * could not do with a shell: it copies files into {@code deploy/} and {@code conf/}, and runs lines as {@code doorward exec} does. Each
 * step checks what it says by its effect and by its record. One use, one thread.
 *
 * <p>Each method blocks for some ten seconds, and throws a {@link StartRefusedException} if the home is somebody's or cannot be used
 * (nothing was done then), a {@link StepFailedException} if a step did not do what it says.
 */
public final class Demo {
    private final EngineHome home;
    private final Distribution distribution;
    private final Optional<Map<?, ?>> agent;
    private final PrintWriter out;

    /**
     * A demo that has not begun.
     *
     * @param agent what the agent handed over to the launcher
     */
    public Demo(EngineHome home, Distribution distribution, Optional<Map<?, ?>> agent, PrintWriter out) {
        this.home = home;
        this.agent = agent;
        this.distribution = distribution;
        this.out = out;
    }

    /**
     * An application that is its own enforcement point: the guard decides and records.
     *
     * @param originals a folder with files, which are only read
     */
    public void guard(Path originals)
            throws StartRefusedException, IOException, InterruptedException, StepFailedException {
        Stage stage = stage(GuardDemo.STEPS);
        run(stage, new GuardDemo(stage, originals));
    }

    /**
     * A database that knows nothing of Doorward: the agent decides and records.
     *
     * @param originals a folder with files, which are only read
     */
    public void database(Path originals)
            throws StartRefusedException, IOException, InterruptedException, StepFailedException {
        Stage stage = stage(SqlDemo.STEPS);
        run(stage, new SqlDemo(stage, originals));
    }

    /**
     * The same database with statements of the user.
     *
     * @param script a readable file with SQL
     * @param originals as above
     */
    public void statements(Path script, Path originals)
            throws StartRefusedException, IOException, InterruptedException, StepFailedException {
        Stage stage = stage(UserSqlDemo.STEPS);
        run(stage, new UserSqlDemo(stage, script, originals));
    }

    private Stage stage(int steps) throws StartRefusedException, IOException {
        return Stage.prepare(home, distribution, new Narrator(out, steps));
    }

    private void run(Stage stage, Script script)
            throws StartRefusedException, IOException, InterruptedException, StepFailedException {
        try {
            stage.begin(script.rules());
            try (Instance instance = Instance.start(home, distribution, agent, false)) {
                script.perform();
            }
        } finally {
            stage.clear();
        }
        script.conclude();
    }
}

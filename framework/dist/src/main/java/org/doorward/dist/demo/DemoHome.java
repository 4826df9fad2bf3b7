package org.doorward.dist.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.dist.instance.Distribution;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.StartRefusedException;

/**
 * The home as the demo uses it. What the demo puts there has names that it knows, and goes away with {@link #clear}; what a demo
 * that was killed left behind goes away before the next. Any other jar in {@code deploy/} is somebody's work: the demo refuses such a
 * home. The trail stays.
 */
final class DemoHome {
    static final String PUBLISHING = "publishing.jar";
    static final String RENAME_ROLES = "rename-roles.jar";
    static final String TRANSFER_LIMITS = "transfer-limits.jar";
    static final String TRANSFER_LIMITS_SETTINGS = "transfer.limits.cfg";

    static final String JDBC = "org.osgi.service.jdbc.jar";
    static final String H2 = "h2.jar";
    static final String SQL_WORKLOAD = "sql-workload.jar";
    static final String LOCKDOWN = "lockdown.jar";
    static final String LOCKDOWN_SETTINGS = "lockdown.cfg";

    private static final List<String> JARS =
            List.of(PUBLISHING, RENAME_ROLES, TRANSFER_LIMITS, JDBC, H2, SQL_WORKLOAD, LOCKDOWN);
    private static final List<String> SETTINGS = List.of(TRANSFER_LIMITS_SETTINGS, LOCKDOWN_SETTINGS);
    private static final String MARK = "## Of 'doorward demo', which takes it away again:";

    private final EngineHome home;
    private final Distribution distribution;

    DemoHome(EngineHome home, Distribution distribution) {
        this.home = home;
        this.distribution = distribution;
    }

    /**
     * Creates the home, and empties it of what an earlier demo left behind.
     *
     * @throws StartRefusedException if the home is somebody's
     */
    void prepare() throws StartRefusedException, IOException {
        home.create(distribution.templates());
        List<String> strangers = new ArrayList<>();
        try (Stream<Path> files = Files.list(home.deployFolder())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !JARS.contains(name))
                    .sorted()
                    .forEach(strangers::add);
        }
        if (!strangers.isEmpty()) {
            throw new StartRefusedException("home [" + home + "] has modules of its own, deploy/" + strangers
                    + ": the demo wants a home that it may play with; name another with --home");
        }
        clear();
    }

    /** Takes away what the demo put there. */
    void clear() throws IOException {
        for (String jar : JARS) {
            Files.deleteIfExists(home.deployFolder().resolve(jar));
        }
        for (String file : SETTINGS) {
            Files.deleteIfExists(home.confFolder().resolve(file));
        }
        if (Files.exists(home.rules())) {
            List<String> rules = Files.readAllLines(home.rules());
            int mark = rules.indexOf(MARK);
            if (mark >= 0) {
                write(home.rules(), String.join("\n", rules.subList(0, mark)) + "\n");
            }
        }
    }

    /** Adds rules below those that are there. */
    void addRules(List<String> rules) throws IOException {
        write(home.rules(), Files.readString(home.rules()) + MARK + "\n" + String.join("\n", rules) + "\n");
    }

    void configure(String file, String text) throws IOException {
        write(home.confFolder().resolve(file), text);
    }

    void deploy(Path jar, String as) throws IOException {
        Path part = home.deployFolder().resolve(as + ".part");
        Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, home.deployFolder().resolve(as), StandardCopyOption.ATOMIC_MOVE);
    }

    void undeploy(String jar) throws IOException {
        Files.delete(home.deployFolder().resolve(jar));
    }

    /** In one step: whoever watches the file never reads half of it. */
    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    EngineHome home() {
        return home;
    }

    Path sample(String jar) {
        return distribution.samples().resolve(jar);
    }

    /** A file of the folder with the database: jars, and SQL. */
    Path database(String file) {
        return distribution.database().resolve(file);
    }

    Path module(String jar) {
        return distribution.modules().resolve(jar);
    }

    /** For files of the demo that are no part of the instance. */
    Path scratch() {
        return home.folder().resolve("demo");
    }
}

package org.doorward.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folders of one instance. Immutable, safe for all threads.
 *
 * <pre>
 *   DIR/audit/audit.log      the trail; owner only
 *   DIR/conf/                doorward.cfg, audit.rules, logback.xml, PID.cfg of bundles
 *   DIR/deploy/              jars dropped in here are deployed
 *   DIR/log/doorward.log     what Doorward and the bundles log
 *   DIR/run/                 lock, control socket, cache of the framework; owner only
 * </pre>
 */
public final class EngineHome {
    private final Path folder;

    /** The instance in this folder, which need not exist yet. */
    public EngineHome(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder").toAbsolutePath().normalize();
    }

    /**
     * Creates what is missing, and copies each template that has no file in {@code conf/} yet. Blocks on the disk.
     *
     * @param templates a folder of configuration files; one that does not exist brings none
     * @throws StartRefusedException if a folder cannot be created or written
     */
    public void create(Path templates) throws StartRefusedException {
        try {
            for (Path wanted : List.of(folder, deployFolder(), confFolder(), logFolder())) {
                Files.createDirectories(wanted);
            }
            createForOwner(auditFolder());
            createForOwner(runFolder());
            copyMissing(templates);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "home [" + folder + "] cannot be prepared: " + e
                            + "; choose a folder that can be written, with --home",
                    e);
        }
    }

    private static void createForOwner(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            Files.createDirectory(
                    wanted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private void copyMissing(Path templates) throws IOException {
        if (!Files.isDirectory(templates)) {
            return;
        }
        try (Stream<Path> files = Files.list(templates)) {
            for (Path template : files.filter(Files::isRegularFile).toList()) {
                Path target = confFolder().resolve(template.getFileName().toString());
                if (Files.notExists(target)) {
                    Files.copy(template, target);
                }
            }
        }
    }

    /** {@code DIR}, absolute. */
    public Path folder() {
        return folder;
    }

    /** {@code DIR/audit}. */
    public Path auditFolder() {
        return folder.resolve("audit");
    }

    /** {@code DIR/audit/audit.log}. */
    public Path trail() {
        return auditFolder().resolve("audit.log");
    }

    /** {@code DIR/deploy}. */
    public Path deployFolder() {
        return folder.resolve("deploy");
    }

    /** {@code DIR/conf}. */
    public Path confFolder() {
        return folder.resolve("conf");
    }

    /** {@code DIR/run/doorward.pid}. */
    Path lockFile() {
        return runFolder().resolve("doorward.pid");
    }

    /** {@code DIR/run/felix-cache}. */
    public Path frameworkCache() {
        return runFolder().resolve("felix-cache");
    }

    /** {@code DIR/conf/doorward.cfg}. */
    public Path settings() {
        return confFolder().resolve("doorward.cfg");
    }

    /** {@code DIR/conf/audit.rules}. */
    public Path rules() {
        return confFolder().resolve("audit.rules");
    }

    /** {@code DIR/conf/logback.xml}. */
    public Path logging() {
        return confFolder().resolve("logback.xml");
    }

    /** {@code DIR/log}. */
    public Path logFolder() {
        return folder.resolve("log");
    }

    /** {@code DIR/run}, owner only. */
    public Path runFolder() {
        return folder.resolve("run");
    }

    /** {@code DIR/run/history}, what was typed at the terminal. */
    public Path shellHistory() {
        return runFolder().resolve("history");
    }

    /** {@code DIR/run/control.sock}, where {@code doorward exec} talks to the instance. */
    public Path controlSocket() {
        return runFolder().resolve("control.sock");
    }

    /** The folder, for messages. */
    @Override
    public String toString() {
        return folder.toString();
    }
}

package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/*
 * As kind to the rival as a fair run allows: no index, nothing that is replicated, no checkpoint and no vacuum within a run, prepared
 * statements, a socket of the machine. What it promises is what we promise: synchronous_commit and fsync are on.
 */
/** A PostgreSQL of its own, in a folder on the measured disk, reached by a socket in that folder only. It runs as an unprivileged user. */
final class PostgreSql implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String PACKAGE = "postgresql";
    /** In a second on a busy machine: the rate does not count that time, the duration does. */
    private static final int CLIENTS_CONNECTED = 64;

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final List<String> asUser;
    private final Path folder;
    private final Path script;
    private final String control;
    private final String bench;
    private final String version;

    private PostgreSql(WorkFolder work, int eventBytes) throws IOException, InterruptedException {
        List<Path> debian = folders();
        String initialise = Tool.find("initdb", PACKAGE, debian);
        control = Tool.find("pg_ctl", PACKAGE, debian);
        bench = Tool.find("pgbench", PACKAGE, debian);
        asUser = Tool.isRoot() ? List.of(Tool.find("runuser", "util-linux", List.of()), "-u", USER, "--") : List.of();
        folder = work.resolve("postgresql");
        Files.createDirectory(folder);
        if (Tool.isRoot()) {
            try {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
            } catch (java.nio.file.attribute.UserPrincipalNotFoundException e) {
                throw new MissingException("PostgreSQL does not run as root, and there is no user [" + USER
                        + "]; install the Debian package [" + PACKAGE + "]");
            }
        }
        script = work.resolve("insert.sql");
        Files.writeString(
                script,
                "\\set serial random(1, 1000000000)\n"
                        + "insert into trail (serial, stamp, event) values (:serial, now(), '" + "x".repeat(eventBytes)
                        + "');\n");
        version = user(List.of(control, "--version")).strip();
        user(List.of(initialise, "-D", folder + "/data", "-A", "trust", "-U", USER, "-N", "--no-locale", "-E", "UTF8"));
    }

    /** @param eventBytes the text of one event: the row has as much */
    static PostgreSql start(WorkFolder work, int eventBytes) throws IOException, InterruptedException {
        PostgreSql started = new PostgreSql(work, eventBytes);
        started.start(work);
        return started;
    }

    private void start(WorkFolder work) throws IOException, InterruptedException {
        String options = "-k " + folder + " -c listen_addresses= -c max_connections=300 -c shared_buffers=128MB"
                + " -c fsync=on -c synchronous_commit=on -c wal_level=minimal -c max_wal_senders=0"
                + " -c max_wal_size=8GB -c checkpoint_timeout=1h -c autovacuum=off";
        List<String> command = new ArrayList<>(
                List.of(control, "-D", folder + "/data", "-w", "-l", folder + "/log", "-o", options, "start"));
        command.addAll(0, asUser);
        Tool.run(command, work.resolve("pg_ctl.out"));
        boolean ready = false;
        try {
            user(List.of(
                    Tool.find("psql", "postgresql-client", folders()),
                    "-h",
                    folder.toString(),
                    "-U",
                    USER,
                    "-c",
                    "create table trail (serial bigint, stamp timestamptz, event text)",
                    "postgres"));
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** Where Debian has the server's programs, the newest first. */
    private static List<Path> folders() throws IOException {
        List<Path> found = new ArrayList<>();
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(versions)) {
                all.forEach(one -> found.add(one.resolve("bin")));
            }
        }
        found.sort(java.util.Comparator.reverseOrder());
        return found;
    }

    private String user(List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(asUser);
        whole.addAll(command);
        return Tool.run(whole);
    }

    String version() {
        return version;
    }

    /** Commits per second of so many clients. */
    double commitsPerSecond(int clients, int seconds) throws IOException, InterruptedException {
        int threads = Math.min(clients, Runtime.getRuntime().availableProcessors());
        String said = user(List.of(
                bench,
                "-h",
                folder.toString(),
                "-U",
                USER,
                "-n",
                "-M",
                "prepared",
                "-f",
                script.toString(),
                "-c",
                Integer.toString(clients),
                "-j",
                Integer.toString(threads),
                "-T",
                Integer.toString(seconds + clients / CLIENTS_CONNECTED),
                "postgres"));
        Matcher rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IOException("pgbench said no rate: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    @Override
    public void close() {
        try {
            user(List.of(control, "-D", folder + "/data", "-m", "immediate", "-w", "stop"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

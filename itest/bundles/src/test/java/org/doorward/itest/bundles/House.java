package org.doorward.itest.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.itest.distribution.BundleJar;
import org.doorward.itest.distribution.CountedSearch;
import org.doorward.itest.distribution.Doorward;
import org.doorward.itest.distribution.Event;
import org.doorward.itest.distribution.Ran;

/** An instance of the distribution with bundles of others in it, and the readers of its trail. */
final class House implements AutoCloseable {
    /** Where the build copies them to, without their versions. */
    private static final Path BUNDLES = Path.of("target/bundles");

    private final Doorward doorward;

    private House(Doorward doorward) {
        this.doorward = doorward;
    }

    /** Starts an instance that records everything that bundles do. */
    static House at(Path home) {
        return at(home, "");
    }

    /** As {@link #at(Path)}, with further options for the JVM. */
    static House at(Path home, String options) {
        House house = new House(Doorward.run(home, options));
        try {
            house.configure("audit.rules", "-a always,exit -S all -k everything\n");
            Doorward.eventually().until(() -> house.doorward.log().contains("1 rules in force"));
            return house;
        } catch (Throwable e) {
            house.close();
            throw e;
        }
    }

    /** Drops bundles of others in as they were released, and their workload, and waits until it is ready. */
    void deploy(Class<? extends Workload> workload, List<String> imports, String... bundles) {
        deploy(bundles);
        doorward.drop("deploy/workload.jar", jar(workload, imports));
        Doorward.eventually().until(() -> doorward.exec("help work").exitCode() == 0);
    }

    private static byte[] jar(Class<? extends Workload> workload, List<String> imports) {
        return BundleJar.named("workload")
                .header("Import-Package", "org.doorward.tool,org.osgi.framework," + String.join(",", imports))
                .with(Workload.class)
                .activator(workload)
                .bytes();
    }

    Doorward doorward() {
        return doorward;
    }

    /** Drops bundles of others in as they were released. */
    void deploy(String... bundles) {
        for (String bundle : bundles) {
            drop(BUNDLES.resolve(bundle + ".jar"));
        }
    }

    /** Drops a module of the distribution in, and waits until it is asked. */
    void deployModule(Path jar) {
        drop(Doorward.distribution().resolve(jar));
        String name = jar.getFileName().toString().replace(".jar", "");
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [" + name));
    }

    private void drop(Path jar) {
        try {
            doorward.drop("deploy/" + jar.getFileName(), Files.readAllBytes(jar));
        } catch (IOException e) {
            throw new UncheckedIOException("[" + jar + "]: the build puts it there before the tests", e);
        }
    }

    void configure(String file, String text) {
        doorward.drop("conf/" + file, text);
    }

    /** Runs the workload, which must not fail; what it printed. */
    String work(Object... arguments) {
        Ran ran = tried(arguments);
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        return ran.out().strip();
    }

    /** Runs the workload, come what may. */
    Ran tried(Object... arguments) {
        StringBuilder line = new StringBuilder("work");
        for (Object argument : arguments) {
            line.append(" '").append(argument).append('\'');
        }
        return doorward.exec(line.toString());
    }

    /** The events that the real ausearch finds in the trail, once all that was emitted so far is there. */
    List<Event> ausearch(String... search) {
        Doorward.eventually()
                .until(
                        () -> doorward.exec("auditctl -s").out(),
                        status -> number(status, "emitted_reliable") == number(status, "written_reliable"));
        List<String> command = new ArrayList<>(
                List.of("ausearch", "-if", doorward.home().resolve("audit").toString(), "--raw"));
        command.addAll(List.of(search));
        try {
            return Event.of(CountedSearch.linuxAudit(command.toArray(String[]::new))
                    .lines()
                    .filter(line -> line.startsWith("type="))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        doorward.close();
    }
}

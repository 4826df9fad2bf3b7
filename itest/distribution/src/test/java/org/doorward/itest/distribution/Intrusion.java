package org.doorward.itest.distribution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.itest.distribution.bundle.Lender;
import org.doorward.itest.distribution.intruder.Intruder;

/** An instance with modules and a bundle that is after them. */
final class Intrusion implements AutoCloseable {
    private final Doorward doorward;

    /** With the module lockdown, which is configured to let nobody start a process, and one that lends its registration. */
    Intrusion(Path home) throws Exception {
        this(home, "");
    }

    /** The same, with further options for the JVM. */
    Intrusion(Path home, String options) throws Exception {
        doorward = Doorward.run(home, options);
        try {
            deploy();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void deploy() throws Exception {
        doorward.drop("conf/lockdown.cfg", "shutdown_hooks = false\n");
        doorward.drop(
                "deploy/lockdown.jar",
                Files.readAllBytes(Doorward.distribution().resolve("modules/lockdown.jar")));
        doorward.drop("deploy/lender.jar", lender());
        doorward.drop("deploy/intruder.jar", intruder().bytes());
        Doorward.eventually().until(() -> doorward.exec("help intrude").exitCode() == 0);
        Doorward.eventually().until(() -> tried("SHOW lockdown").out().contains("shutdown_hooks"));
        Doorward.eventually()
                .until(() -> doorward.log()
                        .lines()
                        .anyMatch(line -> line.contains("modules asked: ")
                                && line.contains("lockdown")
                                && line.contains("lender")));
    }

    private static byte[] lender() {
        return BundleJar.named("lender")
                .header("Import-Package", "org.doorward.module,org.doorward.audit,org.osgi.framework")
                .activator(Lender.class)
                .bytes();
    }

    /** The bundle, under its usual name and without components. */
    static BundleJar intruder() throws Exception {
        BundleJar jar = BundleJar.named("intruder")
                .header(
                        "Import-Package",
                        "org.doorward.tool,org.doorward.module,org.doorward.audit,org.osgi.framework,"
                                + "org.osgi.framework.hooks.service,org.osgi.framework.startlevel,org.osgi.framework.wiring,"
                                + "org.osgi.service.cm,org.osgi.service.component.runtime,"
                                + "org.osgi.service.component.runtime.dto,org.osgi.util.promise")
                .activator(Intruder.class)
                .with(type("Trial"));
        for (String kind : List.of("OfConfiguration", "OfServices", "OfLife", "OfThreads")) {
            Class<?> trials = type(kind);
            jar.with(trials);
            Stream.of(trials.getEnumConstants()).map(Object::getClass).forEach(jar::with);
        }
        return jar;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(Intruder.class.getPackageName() + "." + name);
    }

    Doorward doorward() {
        return doorward;
    }

    Ran tried(String words) {
        return doorward.exec("intrude " + words);
    }

    /** The lines of the event of a denial. */
    List<String> isDenied(String words, String kind) {
        return Denials.isDeniedAndRecorded(doorward, tried(words), "intruder", kind);
    }

    @Override
    public void close() {
        doorward.close();
    }
}

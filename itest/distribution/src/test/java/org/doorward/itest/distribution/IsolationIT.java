package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.doorward.core.Spy;
import org.doorward.itest.distribution.probe.ProbeActivator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class object of the engine may be seen by a bundle, no member of it. A hostile bundle in the running distribution tries what it can
 * think of, and is believed because it succeeds with the same code where it may.
 */
class IsolationIT {
    /** What bundles program against. */
    private static final Set<String> API = Set.of(
            "org.doorward.audit",
            "org.doorward.control",
            "org.doorward.guard",
            "org.doorward.module",
            "org.doorward.tool",
            "org.doorward.trail",
            "org.slf4j",
            "org.slf4j.event",
            "org.slf4j.helpers",
            "org.slf4j.spi");

    private static final List<String> OF_THE_ENGINE = List.of(
            "org.doorward.core",
            "org.doorward.osgi",
            "org.doorward.transport",
            "org.doorward.trail.store",
            "org.doorward.event",
            "org.doorward.rules",
            "org.doorward.dist",
            "org.doorward.tools",
            "ch.qos.logback.classic",
            "ch.qos.logback.core",
            "org.apache.felix.framework");

    @TempDir
    private static Path folder;

    private static Doorward doorward;

    @BeforeAll
    static void deployTheProbe() throws IOException {
        doorward = Doorward.run(folder.resolve("home"));
        BundleJar probe = BundleJar.named("hostile")
                .header(
                        "Import-Package",
                        "org.doorward.control,org.doorward.guard,org.doorward.tool,org.osgi.framework,org.slf4j,org.slf4j.spi,"
                                + "javax.management")
                .activator(ProbeActivator.class)
                .with(Spy.class)
                .file("hidden.txt", String.join("\n", classes(false)))
                .file("shown.txt", String.join("\n", classes(true)));
        for (String name : List.of("Probe", "Members", "Ways", "Attempts", "Target")) {
            probe.with(type("org.doorward.itest.distribution.probe." + name));
        }
        doorward.drop("deploy/hostile.jar", probe.bytes());
        Doorward.eventually().until(() -> doorward.exec("help probe").exitCode() == 0);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    /** The names of the layer's classes: those of packages that bundles import, or the others. */
    private static List<String> classes(boolean shown) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : Doorward.lib()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                        .map(name -> name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'))
                        .filter(name -> isShown(name) == shown)
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static boolean isShown(String type) {
        String name = type.substring(0, type.lastIndexOf('.'));
        return API.contains(name) || name.startsWith("org.osgi.");
    }

    private static List<String> probe(String what) {
        Ran ran = doorward.exec("probe " + what);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        return ran.out().lines().toList();
    }

    @Test
    void theProbeReachesWhatItMay() {
        String target = "org.doorward.itest.distribution.probe.Target";

        assertThat(probe("control"))
                .containsExactly(
                        "all members: 8",
                        target + ".both by [call, handle, setAccessible]",
                        target + ".closed by [setAccessible]",
                        target + ".number by [call, public handle, handle, setAccessible]",
                        target + ".number by [setAccessible]",
                        target + ".open by [call, public handle, handle, setAccessible]",
                        target + "." + target + " by [call, public handle, handle, setAccessible]",
                        target + "." + target + " by [setAccessible]",
                        target + ".secret by [setAccessible]",
                        "private lookup in " + target,
                        "members that are not public: 5");
    }

    @Test
    void noLoaderThatABundleIsGivenKnowsTheEngine() {
        assertThat(probe("ways"))
                .contains(
                        "loader of the probe: none",
                        "system class loader: none",
                        "platform class loader: none",
                        "context class loader: none",
                        "context class loaders of all threads: none",
                        "bundle hostile: none",
                        "bundle org.doorward.console: none",
                        "bundle org.apache.felix.scr: none")
                .filteredOn(line -> line.startsWith("bundle ") && !line.startsWith("bundle 0"))
                .hasSizeGreaterThanOrEqualTo(11)
                .allSatisfy(line -> assertThat(line).endsWith(": none"));
    }

    @Test
    void classObjectsAreSeenByTheLoadersOfObjectsThatTheEngineGivesAway() {
        // Known and harmless: the next test tries every member of them. If a way closes one day, this line says so.
        assertThat(probe("ways"))
                .contains(
                        "bundle 0: class objects",
                        "loader of api: class objects",
                        "loader of the bundle context: class objects",
                        "loader of bundle 0: class objects",
                        "loader of a logger: class objects",
                        "loader of the guard: class objects",
                        "loader of the controls: class objects",
                        "layer of api: class objects",
                        "loaders of all services: class objects");
    }

    @Test
    void noMemberOfAnyClassOfTheEngineIsReached() {
        List<String> packages = probe("members");

        assertThat(packages).allSatisfy(line -> assertThat(line).endsWith("reached []"));
        for (String name : OF_THE_ENGINE) {
            assertThat(packages)
                    .anySatisfy(line -> assertThat(line)
                            .matches(name.replace(".", "\\.")
                                    + ": [1-9][0-9]* classes, [1-9][0-9]+ members, reached \\[]"));
        }
        for (String name : API) {
            assertThat(packages).anySatisfy(line -> assertThat(line).startsWith(name + ": "));
        }
    }

    @Test
    void whatElseABundleMayTryIsRefused() throws IOException {
        assertThat(probe("attempts"))
                .containsExactly(
                        "packages opened by the probe: 0 of many",
                        "packages that are open: []",
                        "packages that are exported: " + exported(),
                        "Module.implAddOpens: InaccessibleObjectException",
                        "Module.implAddExports: InaccessibleObjectException",
                        "Lookup.defineClass beside the engine: OperationDeniedException",
                        "ClassLoader.defineClass in the engine's loader: InaccessibleObjectException",
                        "a class of the engine's package in a child loader: IllegalAccessError, IllegalAccessError",
                        "proxies of hidden interfaces of many: []",
                        "the launcher's entry: the entry of Doorward is the launcher's, once",
                        "providers of a logging system: []",
                        // Another Felix can be made, as with one that the bundle brings itself; it has no part in this
                        // one.
                        "what the layer provides: [java.util.function.BiFunction,"
                                + " org.osgi.framework.connect.ConnectFrameworkFactory,"
                                + " org.osgi.framework.launch.FrameworkFactory]",
                        "sun.misc.Unsafe: ClassNotFoundException",
                        "sun.reflect.ReflectionFactory: ClassNotFoundException",
                        "com.sun.tools.attach.VirtualMachine: ClassNotFoundException",
                        "sun.tools.attach.HotSpotVirtualMachine: ClassNotFoundException",
                        "jdk.internal.misc.Unsafe: InaccessibleObjectException",
                        "MethodHandles.Lookup.IMPL_LOOKUP: InaccessibleObjectException",
                        "operations of DiagnosticCommand: [jfrConfigure]",
                        // one, which has nothing to set
                        "MBeans of the engine, the framework or the logging system: [org.doorward]",
                        "types of the engine's services: [Control is [org.doorward.control.AuditControl],"
                                + " Guard is [org.doorward.guard.OperationGuard],"
                                + " Ready is [org.doorward.control.AuditReady]]",
                        "types of the logger factory: [org.slf4j.ILoggerFactory]",
                        // The launcher is on the class path, where no module keeps bundles out: the engine's own rule
                        // does.
                        "state of the launcher: [CuredModule.ENGINE: denied, CuredModule.FRAMEWORK: denied,"
                                + " Launcher.REFUSED: denied, Launcher.STARTED: denied, PrivateLayer.LOGGING: denied]",
                        // java.lang.Class hands out the constants of any enum: immutable, and without a member to call.
                        "instances of hidden enums: true",
                        "fields of bundle 0: InaccessibleObjectException");
    }

    private static Set<String> exported() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String type : classes(true)) {
            packages.add(type.substring(0, type.lastIndexOf('.')));
        }
        return packages;
    }
}

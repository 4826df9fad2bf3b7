package org.doorward.itest.architecture;

import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A room of the house: where its classes are, and what they may depend on besides {@code java.*} and themselves. */
enum Room {
    API(
            "framework/api",
            40,
            List.of(
                    "org.doorward.module..",
                    "org.doorward.audit..",
                    "org.doorward.guard..",
                    "org.doorward.control..",
                    "org.doorward.trail",
                    "org.doorward.tool..",
                    "org.osgi.annotation..")),
    AGENT("framework/agent", 12, List.of("org.doorward.agent..", "org.objectweb.asm..")),
    EVENT("framework/event", 14, api("org.doorward.event..")),
    RULES("framework/rules", 8, api("org.doorward.rules..", "org.doorward.event..")),
    TRANSPORT("framework/transport", 12, api("org.doorward.transport..", "org.doorward.event..")),
    TRAIL("framework/trail", 8, api("org.doorward.trail..", "org.doorward.event..")),
    CORE(
            "framework/core",
            20,
            api(
                    "org.doorward.core..",
                    "org.doorward.event..",
                    "org.doorward.rules..",
                    "org.doorward.transport..",
                    "org.slf4j..")),
    OSGI(
            "framework/osgi",
            15,
            api(
                    "org.doorward.osgi..",
                    "org.doorward.core..",
                    "org.doorward.event..",
                    "org.doorward.rules..",
                    "org.doorward.transport..",
                    "org.doorward.trail.store..",
                    "javax.management..",
                    "javax.xml.stream..",
                    "org.osgi..",
                    "org.slf4j..")),
    TOOLS(
            "framework/tools",
            8,
            api(
                    "org.doorward.tools..",
                    "org.doorward.event..",
                    "org.doorward.rules..",
                    "org.doorward.trail.read..",
                    "picocli..")),
    CONSOLE(
            "framework/console",
            3,
            api(
                    "org.doorward.console..",
                    "org.doorward.tools..",
                    "org.apache.felix.service.command..",
                    "org.jline..",
                    "org.osgi..",
                    "org.slf4j..")),
    STATUS(
            "framework/status",
            8,
            api(
                    "org.doorward.status..",
                    "io.micrometer.core.instrument..",
                    "org.apache.felix.hc.api..",
                    "org.osgi..",
                    "org.slf4j..")),
    TESTKIT(
            "framework/testkit",
            8,
            api(
                    "org.doorward.testkit..",
                    "org.doorward.core..",
                    "org.doorward.event..",
                    "org.doorward.osgi..",
                    "org.doorward.rules..",
                    "org.doorward.transport..",
                    "org.doorward.trail.read..",
                    "org.assertj..",
                    "org.junit.jupiter.api..",
                    "org.osgi..",
                    "org.slf4j.."));

    private final String folder;
    private final int atLeast;
    private final List<String> mayDependOn;

    Room(String folder, int atLeast, List<String> mayDependOn) {
        this.folder = folder;
        this.atLeast = atLeast;
        this.mayDependOn = mayDependOn;
    }

    private static List<String> api(String... more) {
        java.util.ArrayList<String> all = new java.util.ArrayList<>(List.of(Tree.API_PACKAGES));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** The compiled classes. */
    Path classes() {
        return Tree.top().resolve(folder).resolve("target/classes");
    }

    /** Whether the package of a class file has a source folder in this room. */
    boolean isWrittenHere(Location classFile) {
        Path file = Path.of(classFile.asURI());
        Path sources = Tree.top().resolve(folder).resolve("src/main/java");
        return Files.isDirectory(
                sources.resolve(classes().relativize(file).toString()).getParent());
    }

    /** How many classes must be seen, so that no rule holds because nothing was there. */
    int atLeast() {
        return atLeast;
    }

    String[] mayDependOn() {
        java.util.ArrayList<String> all = new java.util.ArrayList<>(mayDependOn);
        all.add("java..");
        all.add("javax.crypto..");
        return all.toArray(String[]::new);
    }

    boolean isBuilt() {
        return Files.isDirectory(classes());
    }
}

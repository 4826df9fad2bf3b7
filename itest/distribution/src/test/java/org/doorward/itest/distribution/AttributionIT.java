package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.doorward.itest.distribution.actor.ActorActivator;
import org.doorward.itest.distribution.actor.Attack;
import org.doorward.itest.distribution.actor.DeletionWay;
import org.doorward.itest.distribution.actor.LibraryActivator;
import org.doorward.itest.distribution.actor.Relay;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who acts: whatever way a bundle takes to the JDK, its operation is recorded under its name. */
class AttributionIT {
    @TempDir
    private static Path folder;

    /** Nobody is on the stack of a thread that all share. */
    private static final Set<DeletionWay> NOBODYS = EnumSet.of(
            DeletionWay.HANDLE_IN_THE_COMMON_POOL,
            DeletionWay.HANDLER_IN_THE_DEFAULT_GROUP,
            DeletionWay.HANDLER_OF_A_FILE,
            DeletionWay.EXECUTOR_AFTER_A_DELAY,
            DeletionWay.TASK_AFTER_A_PROCESS);

    private static Doorward doorward;

    @BeforeAll
    static void deployTheActor() {
        doorward = Doorward.run(folder.resolve("home"));
        doorward.drop("conf/audit.rules", "-a always,exit -S file.delete -k deletions\n");
        doorward.drop("deploy/library.jar", library());
        doorward.drop("deploy/actor.jar", actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Doorward.eventually().until(() -> doorward.log().contains("1 rules in force"));
    }

    static byte[] actor() {
        BundleJar jar = BundleJar.named("actor")
                .header(
                        "Import-Package",
                        "org.doorward.tool,org.doorward.guard,org.doorward.module,org.osgi.framework,org.osgi.framework.startlevel,java.beans")
                .activator(ActorActivator.class)
                .with(DeletionWay.class)
                .with(Attack.class)
                .with(Relay.class);
        for (DeletionWay way : DeletionWay.values()) {
            jar.with(way.getClass());
        }
        for (Attack attack : Attack.values()) {
            jar.with(attack.getClass());
        }
        return jar.with(type("org.doorward.itest.distribution.actor.Act"))
                .with(type("org.doorward.itest.distribution.actor.Work"))
                .with(type("org.doorward.itest.distribution.actor.Asynchronous"))
                .with(type("org.doorward.itest.distribution.actor.Within"))
                .with(type("org.doorward.itest.distribution.actor.OwnProvider"))
                .bytes();
    }

    static byte[] library() {
        return BundleJar.named("library")
                .header("Import-Package", "org.doorward.guard,org.osgi.framework,java.beans")
                .activator(LibraryActivator.class)
                .bytes();
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

    static Stream<DeletionWay> ways() {
        return Stream.of(DeletionWay.values())
                .filter(way -> !way.name().startsWith("LIBRARY") && !NOBODYS.contains(way))
                .filter(way -> way != DeletionWay.REFERENCE_IN_A_VIRTUAL_THREAD
                        || Runtime.version().feature() >= 21);
    }

    /** The SYSCALL line of the event that deletes this file. */
    private static String deletion(Path file) {
        String name = "name=\"" + file + "\" nametype=DELETE";
        List<String> lines =
                Doorward.eventually().until(doorward::trail, all -> all.stream().anyMatch(line -> line.contains(name)));
        String path =
                lines.stream().filter(line -> line.contains(name)).findFirst().orElseThrow();
        String stamp = path.substring(path.indexOf("msg="), path.indexOf("): "));
        List<String> calls = lines.stream()
                .filter(line -> line.startsWith("type=SYSCALL ") && line.contains(stamp))
                .toList();
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private static String delete(DeletionWay way) throws IOException {
        Path file = Files.createFile(folder.resolve(way + "-" + System.nanoTime()));

        Ran ran = doorward.exec("act delete " + way + " " + file);

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(file).doesNotExist();
        return deletion(file);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theBundleIsFoundThatTakesThisWay(DeletionWay way) throws IOException {
        assertThat(delete(way)).contains("success=yes", " comm=\"actor\" ", " subj=actor:1.0.0 ", "key=\"deletions\"");
    }

    static Stream<DeletionWay> nobodys() {
        return NOBODYS.stream();
    }

    /** Least of all the bundle library, which has needed all of these threads before. */
    @ParameterizedTest
    @MethodSource("nobodys")
    void whereNobodyIsToBeFoundNobodyIsBelieved(DeletionWay way) throws IOException {
        assertThat(delete(way)).contains("success=yes", " subj=unattributed ").doesNotContain("actor:1.0.0", "library");
    }

    @ParameterizedTest
    @EnumSource(value = DeletionWay.class, names = "FOR_SOMEBODY.*", mode = EnumSource.Mode.MATCH_ALL)
    void whomTheBundleActsForFollowsItsThreadsAndTheTasksThatItHandsToAPool(DeletionWay way) throws IOException {
        assertThat(delete(way)).contains(" tenant=\"acme\" principal=\"alice\" ");
    }

    @Test
    void aLibraryActsForItselfUnlessTheOperatorSaysThatItActsForItsCallers() throws IOException {
        assertThat(delete(DeletionWay.LIBRARY)).contains(" subj=library:1.0.0 ").doesNotContain("via=\"actor");

        String location = folder.resolve("home/deploy/library.jar").toUri().toString();
        doorward.drop("conf/doorward.cfg", "transparent = library@location=" + location + "\n");
        Doorward.eventually().until(() -> doorward.log().contains("setting transparent="));

        assertThat(delete(DeletionWay.LIBRARY)).contains(" subj=actor:1.0.0 ", " via=\"library:1.0.0");
        assertThat(delete(DeletionWay.LIBRARY_IN_ITS_OWN_NAME))
                .contains(" subj=library:1.0.0 ")
                .doesNotContain("actor");
    }
}

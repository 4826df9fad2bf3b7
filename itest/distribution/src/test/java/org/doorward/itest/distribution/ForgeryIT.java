package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.doorward.itest.distribution.bundle.Forger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever text a bundle hands in, wherever it is taken: no record of the engine's comes of it, and none of another subject. */
class ForgeryIT {
    private static final Set<String> OF_OPERATIONS =
            Set.of("AVC", "SYSCALL", "CWD", "PATH", "KERNEL_OTHER", "SOCKADDR", "PROCTITLE");

    @TempDir
    private Path folder;

    private Doorward doorward;

    @BeforeEach
    void start() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), """
                -a always,exit -S all -F bundle=forger -k forger
                -a always,exit -S file.delete -k deletions
                """);
        doorward = Doorward.run(home);
    }

    @AfterEach
    void stop() {
        doorward.close();
    }

    private void deploy(String name, String module) {
        doorward.drop(
                "deploy/" + name + ".jar",
                BundleJar.named(name)
                        .header(
                                "Import-Package",
                                "org.doorward.tool,org.doorward.guard,org.doorward.module,org.doorward.audit,"
                                        + "org.doorward.control,org.osgi.framework,org.slf4j")
                        .header("X-Module", module)
                        .activator(Forger.class)
                        .bytes());
        Doorward.eventually().until(() -> doorward.exec("help forge-" + module).exitCode() == 0);
    }

    private static String type(String line) {
        return line.substring("type=".length(), line.indexOf(' '));
    }

    /** What a command leaves in the trail, when all of it is there. */
    private List<String> after(String command) {
        int before = doorward.trail().size();
        assertThat(doorward.exec(command).out()).isEqualTo("""
                argument: done
                path of the guard: OperationDeniedException
                path of the JDK: OperationDeniedException
                principal: OperationDeniedException
                failure: IllegalStateException
                kind: IllegalArgumentException
                property: done
                location: done
                service: done
                log: done
                message: OperationDeniedException
                """);
        // In its order: what stands before the answer to this is all that the command left.
        assertThat(doorward.exec("auditctl -m end").exitCode()).isZero();
        Doorward.eventually().until(() -> doorward.trail().stream().anyMatch(line -> line.startsWith("type=USER ")));
        return doorward.trail().subList(before, doorward.trail().size());
    }

    /** But the books that the framework keeps for whomever. */
    private static List<Event> operations(List<String> lines) {
        return Event.of(lines).stream()
                .filter(event -> event.has("type=SYSCALL ") && !event.has(" subj=org.apache.felix.framework:"))
                .toList();
    }

    @Test
    void noTextBecomesARecordOfTheEnginesOrOfAnotherSubject() {
        deploy("forger", "forger");

        List<String> lines = after("forge-forger");

        assertThat(lines)
                .allMatch(line -> line.matches("type=[A-Z_]+ msg=audit\\([0-9]+\\.[0-9]{3}:[0-9]+\\): [ -~]*"));
        assertThat(lines)
                .filteredOn(line -> !OF_OPERATIONS.contains(type(line)))
                .extracting(ForgeryIT::type)
                .isSubsetOf("USER_CMD", "USER");
        assertThat(operations(lines))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(event -> assertThat(event.record("SYSCALL"))
                        .containsOnlyOnce(" subj=")
                        .contains(" subj=forger:1.0.0 "));
    }

    /** Names that the trail has for the engine itself: of a bundle, and of a module. */
    @Test
    void whoeverTakesTheEnginesNameIsNotRecordedUnderIt() {
        deploy("doorward", "doorward");

        assertThat(doorward.log())
                .containsPattern("module name \\[doorward] of bundle \\[bundle-\\d+:1\\.0\\.0]")
                .doesNotContain("modules asked: [doorward");
        int before = doorward.trail().size();
        doorward.exec("forge-doorward");

        List<String> lines = Doorward.eventually()
                .until(
                        () -> List.copyOf(doorward.trail()
                                .subList(before, doorward.trail().size())),
                        some -> Event.of(some).stream().anyMatch(event -> event.has("type=AVC ", "{ get }")));
        assertThat(operations(lines))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(event -> assertThat(event.record("SYSCALL"))
                        .containsPattern(" subj=bundle-\\d+:1\\.0\\.0 .* bundle=\"bundle-\\d+\""));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("type=AVC "))
                .allMatch(line -> line.matches(".* scontext=bundle-\\d+:1\\.0\\.0 .*"));
    }

    @Test
    @Tag("machine")
    void theToolsOfLinuxAuditReadNothingElseInIt() throws Exception {
        deploy("forger", "forger");
        after("forge-forger");
        doorward.stop();

        Process check = new ProcessBuilder(
                        "bash",
                        "../scenarios/src/test/tools/check-trail.sh",
                        doorward.home().resolve("audit").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());
        assertThat(check.waitFor()).as(said).isZero();
    }
}

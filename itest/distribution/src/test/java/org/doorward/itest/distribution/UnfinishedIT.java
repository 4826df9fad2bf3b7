package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** commit=entry: a process that dies within an operation leaves in the trail that it was about to do it. */
@Tag("machine") // the real ausearch
class UnfinishedIT {
    @TempDir
    private Path folder;

    private Path home;

    private Doorward actor() {
        home = folder.resolve("home");
        Doorward doorward = Doorward.run(home);
        doorward.drop("conf/doorward.cfg", "commit.pipes = entry\n");
        doorward.drop(
                "conf/audit.rules",
                "-a always,exit -S file.open -F dir=" + folder + "/pipes -k pipes\n"
                        + "-a always,exit -S file.delete -F dir=" + folder + "/pipes -F commit=entry -k deletions\n");
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Doorward.eventually().until(() -> doorward.log().contains("2 rules in force"));
        Doorward.eventually().until(() -> doorward.log().contains("setting commit.pipes=[entry]"));
        return doorward;
    }

    /** What {@code doorward ausearch --unfinished} prints, an event a line. */
    private List<String> unfinished(int exitCode) {
        Ran ran = Doorward.command("ausearch", "-if", home.resolve("audit").toString(), "--unfinished", "--raw");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
        return ran.out().lines().toList();
    }

    private static void whereTheProcessEnds(Doorward doorward, String line) {
        try {
            doorward.exec(line);
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    /** The open of a pipe returns when somebody writes into it: never, here. */
    @Test
    void aKillWithinAnInterceptedOperationLeavesItsEntry() throws Exception {
        Path pipes = Files.createDirectory(folder.resolve("pipes"));
        Path pipe = pipes.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path finished = Files.createFile(pipes.resolve("finished"));
        try (Doorward doorward = actor()) {
            assertThat(doorward.exec("act delete DIRECT " + finished).exitCode())
                    .isZero();
            Thread caller = new Thread(() -> whereTheProcessEnds(doorward, "act open " + pipe));
            caller.start();
            Doorward.eventually()
                    .until(() -> doorward.trail().stream().anyMatch(line -> line.contains("path=\"" + pipe)));
            doorward.kill();
            caller.join();

            assertThat(unfinished(0))
                    .singleElement()
                    .asString()
                    .matches("type=MAC_CHECK msg=audit\\(\\d+\\.\\d{3}:\\d+\\): pid=\\d+ uid=\\d+ auid=\\d+ ses=\\d+"
                            + " subj=actor:1\\.0\\.0 msg='op=enter kind=file\\.open bundle=\"actor\" path=\"" + pipe
                            + "\" flag=\"pipes\" comm=\"actor\" exe=\"" + home
                            + "/deploy/actor\\.jar\" hostname=\\? addr=\\? terminal=\\? res=success'");
            theOriginalFindsBothEntries();
        }
        try (Doorward next = Doorward.run(home)) {
            assertThat(next.stop()).isEqualTo(143);
        }
        assertThat(unfinished(0)).hasSize(1);
    }

    private void theOriginalFindsBothEntries() throws Exception {
        String trail = home.resolve("audit/audit.log").toString();
        for (List<String> search : List.of(
                List.of("-m", "MAC_CHECK"),
                List.of("-m", "MAC_CHECK", "-su", "actor:1.0.0", "-w"),
                List.of("-m", "MAC_CHECK", "-c", "actor"),
                List.of("-m", "MAC_CHECK", "-x", "actor.jar"),
                List.of("-m", "MAC_CHECK", "-sv", "yes"))) {
            String[] command = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("ausearch", "-if", trail), search.stream())
                    .toArray(String[]::new);
            assertThat(CountedSearch.linuxAudit(command).lines().filter(line -> line.startsWith("type=MAC_CHECK ")))
                    .as("%s", search)
                    .hasSize(2)
                    .anyMatch(line -> line.contains("kind=file.open"))
                    .anyMatch(line -> line.contains("kind=file.delete"));
        }
    }

    @Test
    void aHaltWithinAGuardedOperationLeavesItsEntryAndOneThatEndedLeavesNone() throws Exception {
        Path pipes = Files.createDirectory(folder.resolve("pipes"));
        try (Doorward doorward = actor()) {
            assertThat(doorward.exec("act guarded " + pipes.resolve("a") + " 0").exitCode())
                    .isZero();
            Doorward.eventually().until(() -> doorward.trail().stream().anyMatch(line -> line.contains(" entry=")));
            assertThat(unfinished(1)).isEmpty();

            whereTheProcessEnds(doorward, "act guarded " + pipes.resolve("b") + " 7");

            assertThat(doorward.awaitEnd()).isEqualTo(7);
            assertThat(unfinished(0))
                    .singleElement()
                    .asString()
                    .contains("kind=file.delete", "path=\"" + pipes.resolve("b") + "\"", "flag=\"deletions\"");
        }
    }
}

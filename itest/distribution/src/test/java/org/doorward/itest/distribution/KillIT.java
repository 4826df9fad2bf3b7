package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its work, again and again: what stands in the trail stays whole. */
class KillIT {
    private static final Pattern SERIAL = Pattern.compile("msg=audit\\([0-9.]+:([0-9]+)\\)");

    @TempDir
    private Path folder;

    @Test
    @Tag("machine")
    void aTrailIsWholeAfterAKill() throws Exception {
        kills(2, 11);
    }

    @Test
    @Tag("long") // about four minutes
    void aTrailIsWholeAfterAHundredKills() throws Exception {
        kills(100, 29);
    }

    private void kills(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        Path home = folder.resolve("home");
        // One segment for ever: how much is written depends on how fast the machine is, and what is counted must not be
        // rotated away.
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/doorward.cfg"), "max_log_file = 0\n");
        Path papers = Files.createDirectories(folder.resolve("papers"));
        Files.writeString(papers.resolve("paper.txt"), "to be published\n");
        for (int round = 0; round < rounds; round++) {
            try (Doorward doorward = Doorward.run(home)) {
                if (round == 0) {
                    doorward.drop("conf/audit.rules", "-a always,exit -S file.rename -S file.link -k all\n");
                    doorward.deploySample("publishing");
                }
                Doorward.eventually().until(() -> doorward.exec("work").exitCode() == 2); // wrong usage: it is there
                Thread work = new Thread(() -> work(doorward, folder));
                int before = doorward.trail().size();
                work.start();
                int more = 1 + random.nextInt(400);
                Doorward.eventually().until(() -> doorward.trail().size() > before + more);
                doorward.kill();
                work.join();
            }
        }
        try (Doorward last = Doorward.run(home)) {
            assertThat(last.stop()).isEqualTo(143);
        }

        List<String> trail = Doorward.trail(home);
        assertThat(trail.stream().filter(line -> line.startsWith("type=DAEMON_START ")))
                .hasSize(rounds + 1);
        assertThat(serials(trail)).isSorted();
        Process check = new ProcessBuilder(
                        "bash",
                        "../scenarios/src/test/tools/check-trail.sh",
                        home.resolve("audit").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());
        assertThat(check.waitFor()).as(said).isZero();
    }

    private static void work(Doorward doorward, Path folder) {
        try {
            doorward.exec("work " + folder.resolve("papers") + " 100000");
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class); // the instance was killed
        }
    }

    private static List<Long> serials(List<String> trail) {
        return trail.stream()
                .map(SERIAL::matcher)
                .filter(Matcher::find)
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }
}

package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same work of an unmodified bundle gives the same records, whatever JDK runs it: those of {@code same-records.txt}, with their outcomes.
 * What differs from run to run is replaced.
 */
class SameRecordsIT {
    @TempDir
    private Path folder;

    @Test
    void theWorkOfABundleGivesTheseRecords() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        List<String> records;
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            doorward.drop("conf/audit.rules", "-a always,exit -S file.* -S process.* -S network.* -k work\n");
            doorward.drop("deploy/actor.jar", AttributionIT.actor());
            Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
            Doorward.eventually().until(() -> doorward.log().contains("1 rules in force"));
            assertThat(doorward.exec("act work " + work).out()).isEmpty();
            assertThat(doorward.stop()).isEqualTo(143);
            records = ofTheActor(doorward.trail());
        }

        List<String> found =
                records.stream().map(line -> plain(line, work.toString())).toList();

        assertThat(String.join("\n", found)).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream in = SameRecordsIT.class.getResourceAsStream("same-records.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The records of the events whose subject is the bundle. */
    private static List<String> ofTheActor(List<String> trail) {
        return Event.of(trail).stream()
                .filter(event -> event.has(" subj=actor:1.0.0 "))
                .map(Event::records)
                .flatMap(List::stream)
                .filter(line -> !line.startsWith("type=PROCTITLE") && !line.startsWith("type=CWD"))
                .toList();
    }

    private static String plain(String line, String work) {
        return line.replace(work, "WORK")
                .replaceAll(" msg=audit\\([^)]*\\):", "")
                .replaceAll(" arch=c000003e| ppid=.* ses=[0-9]+ comm=\"actor\" exe=\"[^\"]*\" subj=actor:1.0.0", "")
                .replaceAll(" dur_us=[0-9]+", "")
                .replaceAll(" bundle=\"actor\"| lane=reliable| key=\"work\"", "")
                .replaceAll("saddr=0200[0-9A-F]{4}", "saddr=0200PORT")
                .replaceAll("(\"127.0.0.1|\"localhost):[0-9]+\"", "$1:PORT\"")
                .replaceAll("opid=[0-9]+ oauid=[0-9]+ ouid=[0-9]+ oses=[0-9]+", "opid=PID")
                .replaceAll("zipfstmp[0-9]+", "zipfstmp")
                .replaceAll("(console|runtime):[^,\"]+([,\"])", "$1:VERSION$2");
    }
}

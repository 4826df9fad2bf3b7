package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.doorward.tools.Run;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ausearch --unfinished}. */
class UnfinishedEntriesTest {
    private static final Path CONTRACT = Run.resource("trail-contract.log");

    @TempDir
    private Path folder;

    private static Run search(Path trail, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-if", trail.toString(), "--unfinished"));
        all.addAll(Arrays.asList(arguments));
        return Run.of(AusearchCommand.over(() -> Path.of("nowhere")), all);
    }

    private static String enter(long serial) {
        return "type=MAC_CHECK msg=audit(1750000000.133:" + serial + "): pid=4242 uid=1000 auid=1000 ses=3"
                + " subj=a:1 msg='op=enter kind=file.open bundle=\"a\" path=\"/x\" comm=\"a\" exe=\"/a.jar\""
                + " hostname=? addr=? terminal=? res=success'";
    }

    private static String end(long serial, String entry) {
        return "type=SYSCALL msg=audit(1750000000.140:" + serial + "): arch=c000003e syscall=257 success=yes exit=0"
                + " comm=\"a\" exe=\"/a.jar\" subj=a:1 kind=file.open bundle=\"a\"" + entry
                + " lane=reliable key=\"k\"";
    }

    private Path trail(String... lines) throws IOException {
        return Files.write(folder.resolve("audit.log"), List.of(lines));
    }

    @Test
    void theTrailOfTheContractHasOne() {
        Run run = search(CONTRACT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.events()).containsExactly("audit(1750000000.147:1021)");
    }

    @Tag("machine")
    @Test
    void theOriginalFindsTheSameEntryAmongAllOfThem() throws Exception {
        assertThat(OriginalAusearch.search(CONTRACT, List.of("-m", "MAC_CHECK")).events())
                .containsAll(search(CONTRACT).events())
                .hasSizeGreaterThan(1);
    }

    @Test
    void whereEveryEntryHasItsEndNothingIsFound() throws IOException {
        Run run = search(trail(enter(1), enter(2), end(3, " entry=2"), end(4, " entry=1"), end(5, "")));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("<no matches>");
    }

    @Test
    void theOtherConditionsAreThoseOfTheEntryWhateverItsEndIs() throws IOException {
        Path trail = trail(enter(1), enter(2).replace("a:1", "b:1").replace("comm=\"a\"", "comm=\"b\""), enter(3));

        assertThat(search(trail, "-su", "b:1").events()).containsExactly("audit(1750000000.133:2)");
        assertThat(search(trail, "-c", "a", "-w").events()).hasSize(2);
        assertThat(search(trail, "-a", "3", "--raw").out()).isEqualTo(enter(3) + System.lineSeparator());
        assertThat(search(trail(enter(1), end(2, " entry=1")), "-a", "1").exitCode())
                .isEqualTo(1);
    }

    @Test
    void ofTheSameSerialTwiceAnEndMeansTheLaterOne() throws IOException {
        Run run = search(trail(
                enter(7).replace("/x", "/first"), end(8, ""), enter(7).replace("/x", "/second"), end(9, " entry=7")));

        assertThat(run.out()).contains("/first").doesNotContain("/second");
    }

    @Test
    void anEndOfAnotherHostIsNone() throws IOException {
        Run run = search(trail("node=one " + enter(7), "node=two " + enter(7), "node=two " + end(8, " entry=7")));

        assertThat(run.out()).contains("node=one").doesNotContain("node=two");
    }

    @Test
    void whatNoDigitsNameIsNoEnd() throws IOException {
        assertThat(search(trail(enter(7), end(8, " entry=x"), end(9, " entry=99999999999999999999999")))
                        .events())
                .hasSize(1);
    }

    /** Ten thousand operations, at most three open at once. */
    @Test
    void noMoreIsKeptThanIsOpen() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add(enter(2 * i));
            if (i >= 2) {
                lines.add(end(2 * i + 1, " entry=" + (2 * i - 4)));
            }
        }
        UnfinishedEntries entries = new UnfinishedEntries(event -> true);
        int most = 0;
        try (TrailLog log = new TrailLog(trail(lines.toArray(String[]::new)))) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                entries.take(event);
                most = Math.max(most, entries.size());
            }
        }

        assertThat(most).isEqualTo(3);
        assertThat(entries.events()).hasSize(2);
    }

    /** A naive reading: all entries but those that are named. */
    @Property(tries = 200)
    void whatIsFoundIsWhatNothingNames(@ForAll("steps") List<Integer> steps) throws IOException {
        List<String> lines = new ArrayList<>();
        Set<Long> expected = new LinkedHashSet<>();
        long serial = 0;
        for (int step : steps) {
            serial++;
            List<Long> known = List.copyOf(expected);
            if (step < 5 || known.isEmpty()) {
                lines.add(enter(serial));
                expected.add(serial);
            } else {
                long named = known.get(step % known.size());
                lines.add(end(serial, " entry=" + named));
                expected.remove(named);
            }
        }
        Path file = Files.createTempFile("unfinished", ".log");
        try {
            Files.write(file, lines);
            Run run = search(file);
            assertThat(run.events())
                    .isEqualTo(expected.stream()
                            .map(entry -> "audit(1750000000.133:" + entry + ")")
                            .collect(java.util.stream.Collectors.toSet()));
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(0, 9).list().ofMinSize(1).ofMaxSize(40);
    }
}

package org.doorward.tools.search;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.doorward.tools.GeneratedTrails;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailLog;

/** Where a live view begins, between what was there and what comes then, no event is doubled, lost or split, as the finished trail says. */
class LastEventsProperties {
    /** Ends what is open before it, so that no test waits. */
    private static final String LAST = "type=USER msg=audit(1750000060.000:999): pid=1 uid=0 auid=0 ses=1 msg='op=x'";

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void whatWasThereAndWhatComesAreTheEventsOfTheTrail(
            @ForAll("trails") List<String> lines,
            @ForAll @DoubleRange(max = 1) double part,
            @ForAll @IntRange(min = 1, max = 15) int count)
            throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n" + LAST + "\n").getBytes(StandardCharsets.UTF_8);
        int seam = (int) (part * bytes.length);
        Path trail = Files.createTempFile("seam", ".log");
        try {
            Files.write(trail, Arrays.copyOf(bytes, seam));
            Files.setLastModifiedTime(trail, FileTime.from(Instant.parse("2100-01-01T00:00:00Z"))); // nothing is quiet
            LastEvents last = LastEvents.of(trail, event -> true, count, Long.MAX_VALUE);
            try (TrailReader follower = last.follower();
                    TrailReader finished = new TrailLog(trail)) {
                Files.write(trail, Arrays.copyOfRange(bytes, seam, bytes.length), APPEND);
                List<List<String>> told = new ArrayList<>();
                last.events().forEach(event -> told.add(lines(event)));
                told.addAll(rest(follower));
                List<List<String>> all = rest(finished);

                assertThat(last.events()).hasSizeLessThanOrEqualTo(count);
                assertThat(told).isEqualTo(all.subList(all.size() - told.size(), all.size()));
                assertThat(told.size() == all.size() || last.events().size() == count)
                        .as("[%s] of [%s] events", told.size(), all.size())
                        .isTrue();
            }
        } finally {
            Files.delete(trail);
        }
    }

    private static List<List<String>> rest(TrailReader trail) throws IOException {
        List<List<String>> events = new ArrayList<>();
        for (TrailEvent event = trail.next(); event != null; event = trail.next()) {
            events.add(lines(event));
        }
        return events;
    }

    private static List<String> lines(TrailEvent event) {
        return event.records().stream().map(TrailRecord::line).toList();
    }

    /** Without what may be whole as it is: that would be told a tenth of a second after it was read. */
    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.interleaved()
                .map(lines -> lines.stream()
                        .filter(line -> !line.matches("(node=\\S+ )?type=(CONFIG_CHANGE|MAC_|FEATURE).*"))
                        .toList());
    }
}

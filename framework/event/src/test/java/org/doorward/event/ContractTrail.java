package org.doorward.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The golden trail, and the process that it says it was written by. */
final class ContractTrail {
    static final long FIRST_STAMP = 1750000000000L;

    private ContractTrail() {}

    static ProcessIdentity process() {
        return new ProcessIdentity(
                null,
                "1.0.0",
                4242,
                4000,
                1000,
                3,
                List.of(1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L),
                "(none)",
                "/usr/lib/jvm/jdk-17/bin/java",
                "/opt/doorward",
                "/usr/lib/jvm/jdk-17/bin/java\0-jar\0doorward.jar".getBytes(StandardCharsets.UTF_8));
    }

    /** The serials of its events. */
    static Set<Long> serials() {
        return lines().map(line -> line.replaceFirst(".* msg=audit\\([0-9.]+:(\\d+)\\): .*", "$1"))
                .map(Long::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The lines of one event. */
    static String event(long serial) {
        return lines().filter(line -> line.contains(":" + serial + "): "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<String> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ContractTrail.class.getResourceAsStream("/trail-contract.log"), StandardCharsets.UTF_8))) {
            return reader.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stamp that the golden trail gives this event. */
    static long stamp(long serial) {
        String head = event(serial);
        int from = head.indexOf("audit(") + 6;
        return Long.parseLong(head.substring(from, from + 10)) * 1000
                + Long.parseLong(head.substring(from + 11, from + 14));
    }

    /** What we write for this event. */
    static String written(EventEncoder event, long serial) {
        event.stamp(stamp(serial), serial);
        EventText text = new EventText(process(), new byte[] {1});
        return StandardCharsets.US_ASCII
                .decode(text.format(event.array(), 0, event.length()))
                .toString();
    }
}

package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/*
 * The trail has 1,000 operations a second of its own time. Each ends with its PROCTITLE, but the original keeps it open for two seconds all the
 * same. Both read all of it: a key that each twentieth event has, a file that six have, a type, a user that there is none of, one result of
 * two, one serial.
 */
/** Searches of {@code ausearch}, start included, beside the original's. */
final class SearchSpeed {
    private static final long TRAIL = 300_000_000;
    private static final int ROUNDS = 5;
    private static final double LEAST = 20;
    private static final double LEAST_BY_USER = 100;

    private static final Map<String, Double> SEARCHES = new LinkedHashMap<>();

    static {
        SEARCHES.put("-k k7", LEAST);
        SEARCHES.put("-f /srv/data/f4711", LEAST);
        SEARCHES.put("-m AVC", LEAST);
        SEARCHES.put("-ui 1001", LEAST_BY_USER);
        SEARCHES.put("-sv no", LEAST_BY_USER);
        SEARCHES.put("-a 100000", 0.0);
    }

    private SearchSpeed() {}

    static Figures run() throws IOException, InterruptedException {
        Figures figures = new Figures();
        AuditTool doorward = AuditTool.ofDoorward("ausearch");
        AuditTool original = AuditTool.original("ausearch");
        Path work = Files.createTempDirectory("doorward-benchmark");
        try {
            Path trail = work.resolve("trail.log");
            OperationsTrail.write(trail, TRAIL);
            Path event = work.resolve("event.log");
            OperationsTrail.write(event, 1);
            for (int round = 0; round < ROUNDS; round++) {
                figures.add("one event", "ms", 1000 * doorward.seconds(event, "-k k1"));
                for (String search : SEARCHES.keySet()) {
                    figures.add(search, "ms", 1000 * doorward.seconds(trail, search));
                    figures.add("original " + search, "ms", 1000 * original.seconds(trail, search));
                }
            }
            SEARCHES.forEach((search, least) -> figures.ratio("original " + search, search, least));
            return figures;
        } finally {
            WorkFolder.delete(work);
        }
    }
}

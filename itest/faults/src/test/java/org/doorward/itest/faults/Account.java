package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.doorward.audit.Lane;

/** What a victim says of its ledger. */
record Account(Map<String, Long> numbers) {
    static Account of(String line) {
        return new Account(Arrays.stream(line.split(" "))
                .filter(word -> word.contains("="))
                .map(word -> word.split("="))
                .collect(Collectors.toMap(word -> word[0], word -> Long.parseLong(word[1]))));
    }

    private long of(String what, Lane lane) {
        return numbers.get(what + "_" + lane.token());
    }

    long operations(Lane lane) {
        return of("operations", lane);
    }

    long lost(Lane lane) {
        return of("lost", lane);
    }

    long lost() {
        return lost(Lane.RELIABLE) + lost(Lane.LOSSY);
    }

    long written(Lane lane) {
        return of("written", lane);
    }

    long written() {
        return of("written", Lane.RELIABLE) + of("written", Lane.LOSSY);
    }

    long waits() {
        return numbers.get("waits");
    }

    long serial() {
        return numbers.get("serial");
    }

    long wallMillis() {
        return numbers.get("wall");
    }

    /** After its end: each event was either written or lost, and each serial belongs to one. */
    void isExact() {
        long emitted = 0;
        for (Lane lane : Lane.values()) {
            assertThat(of("emitted", lane))
                    .as("emitted of lane %s = written + lost", lane)
                    .isEqualTo(of("written", lane) + of("lost", lane));
            emitted += of("emitted", lane);
        }
        assertThat(serial()).as("serials = emitted").isEqualTo(emitted);
    }
}

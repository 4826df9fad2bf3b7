package org.doorward.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static List<Object> names(Tally tally) {
        return tally.totals().stream().map(Tally.Total::name).toList();
    }

    @Test
    void namesOfTheSameFrequencyStandAsTheyCame() {
        Tally tally = new Tally(new NameRoom(10_000));
        List.of("b", "c", "a", "c").forEach(tally::add);

        assertThat(names(tally)).containsExactly("c", "b", "a");
    }

    @Test
    void numbersOfTheSameFrequencyStandFromTheLowestOn() {
        Tally tally = new Tally(new NameRoom(10_000));
        List.of(9, 300, 7, 300, -1).forEach(tally::add);

        assertThat(names(tally)).containsExactly(300, -1, 7, 9);
    }

    @Test
    void aTrailOfEverNewNamesIsCountedWithoutKeepingThem() {
        NameRoom room = new NameRoom(1000 * (144 + 2 * 6));
        Tally one = new Tally(room);
        Tally other = new Tally(room);
        for (int i = 100_000; i < 200_000; i++) {
            one.add(String.valueOf(i));
            other.add(String.valueOf(i));
        }
        one.add("100000");

        assertThat(one.distinct()).isEqualTo(500);
        assertThat(other.distinct()).isEqualTo(500);
        assertThat(one.beyond()).isEqualTo(99_500);
        assertThat(one.totals().get(0)).as("a known one is counted on").isEqualTo(new Tally.Total("100000", 2));
    }
}

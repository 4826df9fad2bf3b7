package org.doorward.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.doorward.control.EngineMXBean;
import org.junit.jupiter.api.Test;

/** docs/status.md against the code. */
class StatusPageTest {
    private static final Path PAGE = Path.of("../../docs/status.md");

    /** The rows of the table below a heading, without its head. */
    private static List<String> table(String heading) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean here = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                here = line.equals(heading);
            } else if (here && line.startsWith("| ")) {
                rows.add(line);
            }
        }
        assertThat(rows).as(heading).hasSizeGreaterThan(2);
        return rows.subList(1, rows.size());
    }

    private static String row(Figure figure) {
        return "| `" + figure.meter() + "` | " + (figure.counts() ? "counter" : "gauge") + " | " + figure.unit() + " | "
                + String.join(", ", figure.tags()) + " | " + figure.says() + " |";
    }

    @Test
    void theTableOfMetersIsThatOfTheFigures() throws IOException {
        List<String> rows = Stream.concat(Figure.ofEngine().stream(), Figure.ofModule("any").stream())
                .map(StatusPageTest::row)
                .toList();

        assertThat(table("## Micrometer"))
                .as("the table should be:%n%s%n", String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void theTableOfAilmentsIsTheirs() throws IOException {
        List<String> rows = Arrays.stream(Ailment.values())
                .map(ailment -> "| " + (ailment.isCritical() ? "CRITICAL" : "WARN") + " | " + ailment.sign() + " | "
                        + ailment.remedy() + " |")
                .toList();

        assertThat(table("## Felix health check"))
                .as("the table should be:%n%s%n", String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void theTableOfAttributesIsThatOfTheBean() throws IOException {
        List<String> attributes = Arrays.stream(EngineMXBean.class.getMethods())
                .map(StatusPageTest::attribute)
                .sorted()
                .toList();

        assertThat(table("## JMX").stream()
                        .map(row -> row.replaceFirst("^(\\| `\\w+` \\| \\w+ \\|) \\S.* \\|$", "$1"))
                        .sorted())
                .isEqualTo(attributes);
    }

    private static String attribute(Method getter) {
        String type = getter.getReturnType() == Map.class
                ? "map"
                : getter.getReturnType() == List.class
                        ? "list"
                        : getter.getReturnType().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return "| `" + getter.getName().replaceFirst("^(get|is)", "") + "` | " + type + " |";
    }
}

package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.junit.jupiter.api.Test;

/** What docs/hooks.md says of who raises a kind, and of what a denial throws, against the tables that the agent weaves by. */
class EnforcementTest {
    private static final Document HOOKS = Document.of("docs/hooks.md");
    private static final String TABLES = "framework/agent/src/main/resources/org/doorward/agent/";
    private static final String ANYWHERE = "java.lang.SecurityException";

    /** A line of a hook table by the names of its columns. */
    private record Row(Map<String, String> fields) {
        /** Whether it raises operations of this kind, and does not only end them. */
        boolean raises(String kind) {
            return fields.get("kind").equals(kind) && !fields.get("outcome").contains("of ");
        }

        boolean isWoven() {
            return isOn("jdk17") || isOn("jdk25");
        }

        boolean isOn(String jdk) {
            return fields.get(jdk).equals("1");
        }

        /** The method without its descriptor, by the class's own name. */
        String method() {
            String type = fields.get("class");
            return "`" + type.substring(type.lastIndexOf('/') + 1) + "." + fields.get("method") + "`";
        }

        /** Threads are woven in every run, for their creators: whoever hooks their kind is asked. */
        boolean isOnRequest() {
            return fields.get("default").equals("off-hot")
                    && !fields.get("kind").equals("runtime.startthread");
        }
    }

    private static Stream<Row> rows(String table) {
        List<String> lines = Tree.lines(TABLES + table).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        String[] head = lines.get(0).split("\t");
        return lines.stream().skip(1).map(line -> {
            String[] cells = line.split("\t");
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < head.length; i++) {
                fields.put(head[i], cells[i]);
            }
            return new Row(fields);
        });
    }

    private static final List<Row> WOVEN = Stream.of("hooks.tsv", "hooks-felix.tsv", "hooks-bundles.tsv")
            .flatMap(EnforcementTest::rows)
            .filter(Row::isWoven)
            .toList();

    private static String words(Stream<KindSpec> kinds) {
        String words = kinds.map(kind -> "`" + verb(kind) + "`").collect(Collectors.joining(" "));
        return words.isEmpty() ? "none" : words;
    }

    private static String verb(KindSpec kind) {
        return kind.name().substring(kind.name().indexOf('.') + 1);
    }

    private static boolean isRaised(KindSpec kind) {
        return WOVEN.stream().anyMatch(row -> row.raises(kind.name()));
    }

    private static boolean isOnRequest(KindSpec kind) {
        return WOVEN.stream().filter(row -> row.raises(kind.name())).allMatch(Row::isOnRequest);
    }

    private static Stream<String> families() {
        return KindTable.contract().all().stream().map(KindSpec::family).distinct();
    }

    private static Stream<KindSpec> of(String family) {
        return KindTable.contract().all().stream().filter(kind -> kind.family().equals(family));
    }

    @Test
    void theKindsThatAreWovenAlwaysAndOnRequestAndNotAreThoseOfTheHookTables() {
        List<String> rows = families()
                .map(family -> "| `" + family + "` | "
                        + words(of(family).filter(kind -> isRaised(kind) && !isOnRequest(kind))) + " | "
                        + words(of(family).filter(kind -> isRaised(kind) && isOnRequest(kind))) + " | "
                        + words(of(family).filter(kind -> !isRaised(kind))) + " |")
                .toList();

        assertThat(HOOKS.table("### Kinds that the agent raises"))
                .as("docs/hooks.md; the table should be:%n%s%n", String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void theNumbersOfMethodsAreThoseOfTheHookTable() {
        String section = String.join(" ", HOOKS.section("## Who enforces what"));

        assertThat(section)
                .contains(rows("hooks.tsv").filter(row -> row.isOn("jdk17")).count() + " methods on JDK 17")
                .contains(rows("hooks.tsv").filter(row -> row.isOn("jdk25")).count() + " on JDK 25")
                .contains(
                        rows("hooks-felix.tsv").filter(row -> row.isOn("jdk17")).count() + " of Felix")
                .contains(rows("hooks-bundles.tsv")
                                .filter(row -> row.isOn("jdk17"))
                                .count() + " of its configuration admin and its component runtime");
    }

    /** The methods that raise a kind; with the JDK's version where overloads of that name are on one JDK alone. */
    private static String methods(KindSpec kind) {
        Map<String, List<Row>> byMethod = WOVEN.stream()
                .filter(row -> row.raises(kind.name()))
                .collect(Collectors.groupingBy(Row::method, LinkedHashMap::new, Collectors.toList()));
        return byMethod.entrySet().stream()
                .map(entry -> {
                    boolean on17 = entry.getValue().stream().anyMatch(row -> row.isOn("jdk17"));
                    boolean on25 = entry.getValue().stream().anyMatch(row -> row.isOn("jdk25"));
                    return entry.getKey() + (on17 && on25 ? "" : on17 ? " (17)" : " (25)");
                })
                .collect(Collectors.joining(" "));
    }

    @Test
    void theMethodsOfAKindAreThoseOfTheHookTables() {
        List<String> rows = KindTable.contract().all().stream()
                .filter(EnforcementTest::isRaised)
                .map(kind -> "| `" + kind.name() + "` | " + methods(kind) + " |")
                .toList();

        assertThat(HOOKS.table("### Woven methods"))
                .as("docs/hooks.md; the table should be:%n%s%n", String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void theExceptionsOfADenialAreThoseOfTheKinds() {
        Map<List<String>, List<KindSpec>> byExceptions = KindTable.contract().all().stream()
                .filter(kind -> !exceptions(kind).isEmpty())
                .collect(Collectors.groupingBy(EnforcementTest::exceptions, LinkedHashMap::new, Collectors.toList()));
        List<String> rows = new ArrayList<>();
        byExceptions.forEach((exceptions, kinds) -> rows.add("| " + names(kinds) + " | "
                + exceptions.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")) + " |"));

        assertThat(HOOKS.table("### What a denial throws"))
                .as("docs/hooks.md; the table should be:%n%s%n", String.join("\n", rows))
                .isEqualTo(rows);
    }

    /** By simple name, without the one that needs no declaration. */
    private static List<String> exceptions(KindSpec kind) {
        return kind.exceptions().stream()
                .filter(name -> !Objects.equals(name, ANYWHERE))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    }

    /** Of a family that is there as a whole, the family. */
    private static String names(List<KindSpec> kinds) {
        String family = kinds.get(0).family();
        boolean whole = kinds.size() > 1 && kinds.equals(of(family).toList());
        return whole
                ? "`" + family + ".*`"
                : kinds.stream().map(kind -> "`" + kind.name() + "`").collect(Collectors.joining(" "));
    }
}

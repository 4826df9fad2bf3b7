package org.doorward.itest.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.doorward.itest.coverage.Hooks.Hook;
import org.junit.jupiter.api.Test;

/** The figures of docs/threat-model.md, for the JDK that runs the test; the rows of the other JDK are its own run's. */
class FiguresTest {
    private static final int FEATURE = Jdk.feature();
    private static final CallGraph GRAPH = Jdk.graph();
    private static final Map<String, List<Method>> SINKS = Sinks.of(FEATURE).in(GRAPH);
    private static final List<Hook> HOOKS = Hooks.deciding(FEATURE);

    /** The rows under a heading of the document that begin with this. */
    private static List<String> rows(String heading, String beginning) {
        List<String> lines = Table.text("docs/threat-model.md").lines().toList();
        assertThat(lines).contains(heading);
        return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
                .takeWhile(line -> !line.matches("##+ .*"))
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    private static void assertThatTheTableIs(String heading, String beginning, List<String> expected) {
        assertThat(rows(heading, beginning))
                .as("docs/threat-model.md, %s; the rows should be:%n%s%n", heading, String.join("\n", expected))
                .isEqualTo(expected);
    }

    private static List<Method> hooked(Family family) {
        return HOOKS.stream()
                .filter(family::hasHook)
                .map(hook -> GRAPH.method(hook.type(), hook.signature()))
                .filter(Objects::nonNull) // of a module that instances do not have
                .toList();
    }

    private static List<Method> sinks(Family family) {
        return SINKS.entrySet().stream()
                .filter(entry -> family.hasKind(entry.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The operations of a family that instances can call on this JDK. */
    private static Map<Method, Table.Row> operations(Family family) {
        Map<Method, Table.Row> operations = new LinkedHashMap<>();
        for (Table.Row row : Table.resource("operations.tsv")) {
            Method method = GRAPH.method(row.get("class"), row.get("method") + row.get("descriptor"));
            if (row.isFor(FEATURE) && method != null && family.hasCategory(row.get("category"))) {
                operations.put(method, row);
            }
        }
        return operations;
    }

    private static String row(Family family) {
        Map<Method, Table.Row> operations = operations(family);
        Mediated outside = new Mediated(GRAPH, sinks(family));
        Mediated mediated = new Mediated(GRAPH, hooked(family));
        long reaching = operations.keySet().stream().filter(outside::includes).count();
        List<Predicate<Method>> systems = new ArrayList<>(List.of(mediated::includes));
        for (String system : List.of("securitymanager", "elasticsearch", "opensearch")) {
            systems.add(method -> !operations.get(method).get(system).equals("-"));
        }
        StringBuilder row = new StringBuilder(
                "| " + FEATURE + " | " + family.title() + " | " + operations.size() + " | " + reaching + " |");
        for (Predicate<Method> system : systems) {
            boolean gone = FEATURE > 17 && system == systems.get(1);
            long all = operations.keySet().stream().filter(system).count();
            long those = operations.keySet().stream()
                    .filter(outside::includes)
                    .filter(system)
                    .count();
            row.append(gone ? " - |" : " " + all + " / " + those + " |");
        }
        return row.toString();
    }

    @Test
    void theFiguresOfTheDocumentAreThoseOfThisJdk() {
        assertThatTheTableIs(
                "### Beside other systems",
                "| " + FEATURE + " |",
                Arrays.stream(Family.values()).map(FiguresTest::row).toList());
    }

    @Test
    void soAreThoseOfWhatIsLeft() {
        Allowed allowed = Allowed.of(FEATURE);
        Set<String> hooked = Hooks.methods(HOOKS);
        int without = new Walk(GRAPH, allowed::isClosed).from(SINKS).size();
        int with = new Walk(GRAPH, method -> hooked.contains(method.toString()) || allowed.isClosed(method))
                .from(SINKS)
                .size();

        assertThatTheTableIs(
                "## Coverage, measured",
                "| " + FEATURE + " |",
                List.of("| " + FEATURE + " | "
                        + SINKS.values().stream().mapToInt(List::size).sum() + " | " + without + " | " + with + " | "
                        + allowed.count("harmless") + " | " + allowed.count("open") + " |"));
    }

    @Test
    void whatIsOpenIsInTheDocument() {
        Map<String, Set<String>> byReason = new LinkedHashMap<>();
        for (Table.Row row : Table.resource("allowed.tsv")) {
            if (row.get("verdict").equals("open")) {
                String type = row.get("class");
                byReason.computeIfAbsent(row.get("reason"), reason -> new TreeSet<>())
                        .add("`" + type.substring(type.lastIndexOf('/') + 1) + "."
                                + row.get("method").replaceAll("[<>]", "") + "`");
            }
        }
        List<String> expected = new ArrayList<>();
        byReason.forEach((reason, methods) ->
                expected.add("| " + reason.replace("open: ", "") + " | " + String.join(" ", methods) + " |"));

        assertThat(expected).allSatisfy(row -> assertThat(row).doesNotContain("open:"));
        assertThat(rows("### Open", "| ").stream().skip(1).toList())
                .as("docs/threat-model.md, ### Open; the rows should be:%n%s%n", String.join("\n", expected))
                .isEqualTo(expected);
    }
}

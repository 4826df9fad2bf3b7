package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.junit.jupiter.api.Test;

/** docs/hooks.md against kinds.tsv. When a kind changes, the message holds the rows that belong into the document. */
class KindsTableTest {
    private static final String KINDS = "framework/event/src/main/resources/org/doorward/event/kinds.tsv";
    private static final Document HOOKS = Document.of("docs/hooks.md");

    /** The table of kinds, one list of rows for each family, in the order of the file. */
    private static Map<String, List<String>> generated() {
        List<String> lines = Tree.lines(KINDS);
        List<String> head = List.of(lines.get(0).split("\t"));
        Map<String, List<String>> families = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split("\t", -1);
            String family = row[head.indexOf("family")];
            families.computeIfAbsent(family, name -> new ArrayList<>())
                    .add("| `" + row[head.indexOf("kind")] + "` | " + arguments(row[head.indexOf("arguments")]) + " | "
                            + call(row[head.indexOf("syscall")]) + row[head.indexOf("number")] + " | "
                            + records(row[head.indexOf("records")]) + " |");
        }
        return families;
    }

    private static String arguments(String cell) {
        if (cell.equals("-")) {
            return "none";
        }
        List<String> arguments = new ArrayList<>();
        for (String argument : cell.split(";")) {
            String[] parts = argument.split(":");
            boolean optional = parts[2].endsWith("?");
            arguments.add("`" + parts[0] + "` " + parts[1] + " (" + parts[2].replace("?", "") + ")"
                    + (optional ? ", optional" : ""));
        }
        return String.join("; ", arguments);
    }

    private static String call(String syscall) {
        return syscall.equals("-") ? "" : syscall + " ";
    }

    private static String records(String cell) {
        return cell.equals("none") ? "" : "`" + cell.replace(" | ", "` or `") + "`";
    }

    @Test
    void everyKindStandsInTheTableOfItsFamilyAsTheContractHasIt() {
        Map<String, List<String>> families = generated();

        assertThat(families.values().stream().mapToInt(List::size).sum())
                .isEqualTo(KindTable.contract().all().size())
                .isGreaterThan(70);
        families.forEach((family, rows) -> assertThat(HOOKS.table("### " + family))
                .as("docs/hooks.md, table of family %s; it should be:%n%s%n", family, String.join("\n", rows))
                .isEqualTo(rows));
    }

    @Test
    void theDocumentHasNoFamilyThatTheContractDoesNotHave() {
        List<String> families = HOOKS.section("## Kinds").stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(families).containsExactlyElementsOf(generated().keySet());
    }

    @Test
    void theKindsThatTheGuardTakesAreThoseOfFamilyFile() {
        List<String> file = KindTable.contract().all().stream()
                .filter(kind -> kind.family().equals("file"))
                .map(KindSpec::name)
                .toList();

        assertThat(String.join(" ", HOOKS.section("## Who enforces what")))
                .contains(file.size() + " kinds of family `file`")
                .contains(KindTable.contract().all().size() + " kinds");
    }
}

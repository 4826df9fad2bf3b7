package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.event.RecordType;
import org.junit.jupiter.api.Test;

/** docs/record-format.md against the golden trail and the record types of the code. */
class RecordFormatTest {
    private static final Document FORMAT = Document.of("docs/record-format.md");
    private static final List<String> GOLDEN =
            Tree.lines("itest/scenarios/src/test/resources/trails/trail-contract.log");
    private static final Pattern RECORD = Pattern.compile("(?:node=\\S+ )?type=(\\w+) msg=audit\\([^)]*\\): (.*)");
    private static final Pattern FIELD = Pattern.compile("(?:^|[ '])([a-z_0-9]+)(?:\\[\\d+\\])?=");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** The types that make up the event of an operation: each has a section of its own. */
    private static final List<String> OF_OPERATIONS = List.of(
            "SYSCALL", "AVC", "KERNEL_OTHER", "CWD", "PATH", "SOCKADDR", "EXECVE", "OBJ_PID", "PROCTITLE", "MAC_CHECK");

    /** The fields of each type in the golden trail; of KERNEL_OTHER those that are not an argument's name. */
    private static Map<String, Set<String>> golden() {
        Map<String, Set<String>> types = new LinkedHashMap<>();
        for (String line : GOLDEN) {
            Matcher record = RECORD.matcher(line);
            assertThat(record.matches()).as(line).isTrue();
            Set<String> fields = types.computeIfAbsent(record.group(1), type -> new TreeSet<>());
            Matcher field = FIELD.matcher(record.group(2));
            while (field.find()) {
                fields.add(field.group(1));
            }
        }
        types.get("KERNEL_OTHER").retainAll(Set.of("kind", "module", "flag", "rule", "cut", "note_len"));
        return types;
    }

    /** The names in {@code `name=`} of these lines; {@code aN=} stands for a0, a1 and so on, {@code NAME_len=} for any such. */
    private static Set<String> documented(List<String> lines) {
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            Matcher code = CODE.matcher(line);
            while (code.find()) {
                Matcher name = Pattern.compile("([A-Za-z_0-9]+)(?:\\[\\w\\])?=").matcher(code.group(1));
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
        return names;
    }

    private static List<String> sectionOf(String type) {
        if (OF_OPERATIONS.contains(type)) {
            return FORMAT.section("### " + type);
        }
        List<String> rows = FORMAT.section("## Facts of the engine").stream()
                .filter(line -> line.contains("| `" + type + "` |"))
                .collect(Collectors.toList());
        assertThat(rows).as("row of [%s] under Facts of the engine", type).isNotEmpty();
        rows.addAll(FORMAT.section("### Forms"));
        return rows;
    }

    private static boolean covers(Set<String> documented, String field) {
        return documented.contains(field)
                || field.matches("a\\d+") && documented.contains("aN")
                || field.matches("a\\d+_len") && documented.contains("aN_len")
                || field.endsWith("_len") && documented.contains("NAME_len")
                || field.startsWith("audit_") && documented.contains("NAME");
    }

    @Test
    void everyFieldOfEveryRecordOfTheGoldenTrailIsDocumentedAtItsType() {
        Map<String, Set<String>> golden = golden();

        assertThat(golden).hasSizeGreaterThan(20);
        golden.forEach((type, fields) -> {
            Set<String> documented = documented(sectionOf(type));
            assertThat(fields.stream().filter(field -> !covers(documented, field)))
                    .as("fields of %s that docs/record-format.md does not have", type)
                    .isEmpty();
        });
    }

    @Test
    void theDocumentHasTheRecordTypesOfTheCodeAndNoOthers() {
        Set<String> types = new TreeSet<>(OF_OPERATIONS);
        for (String row : FORMAT.table("## Facts of the engine")) {
            types.add(row.split("\\|")[2].strip().replace("`", ""));
        }

        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RecordType.values()).map(RecordType::name).toList());
        assertThat(golden().keySet()).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void everyExampleIsALineOfTheGoldenTrail() {
        List<String> examples = FORMAT.blocks().stream()
                .flatMap(block -> block.lines().stream())
                .filter(line -> line.matches("type=\\w+ msg=audit\\(\\d.*"))
                .toList();

        assertThat(examples).hasSizeGreaterThan(15);
        assertThat(examples.stream().filter(line -> !GOLDEN.contains(line)))
                .as("lines of docs/record-format.md that the golden trail does not have")
                .isEmpty();
    }

    @Test
    void everyTypeOfTheOperationsHasAnExample() {
        for (String type : OF_OPERATIONS) {
            assertThat(FORMAT.blocks().stream().flatMap(block -> block.lines().stream()))
                    .anyMatch(line -> line.startsWith("type=" + type + " "));
        }
    }

    @Test
    void theTypesThatTheDocumentCallsReservedAreThoseThatNothingWrites() {
        String code = Tree.files(".java").stream()
                .map(file -> Tree.top().relativize(file).toString())
                .filter(file -> file.contains("/src/main/") && !file.startsWith("framework/event/"))
                .map(Tree::text)
                .collect(Collectors.joining());
        List<String> unwritten = Arrays.stream(RecordType.values())
                .map(RecordType::name)
                .filter(type -> !Pattern.compile("RecordType\\." + type + "\\b")
                        .matcher(code)
                        .find())
                .filter(type -> factsOf(type).noneMatch(fact -> code.contains("Facts." + fact + "(")))
                .filter(type ->
                        !OF_OPERATIONS.contains(type) || type.equals("MAC_CHECK") && !code.contains(".beginEntry("))
                .sorted()
                .toList();
        String sentence = FORMAT.lines().stream()
                .filter(line -> line.startsWith("Record types that this version reads and does not write:"))
                .findFirst()
                .orElseThrow();

        assertThat(CODE.matcher(sentence).results().map(match -> match.group(1)).sorted())
                .as("the sentence on reserved types in docs/record-format.md")
                .containsExactlyElementsOf(unwritten);
    }

    /** The methods of Facts that begin a record of this type. */
    private static Stream<String> factsOf(String type) {
        String facts = Tree.text("framework/event/src/main/java/org/doorward/event/Facts.java");
        return Pattern.compile(
                        "public static void (\\w+)\\([^)]*\\) \\{\\s*fact\\.begin\\(RecordType\\." + type + "\\)")
                .matcher(facts)
                .results()
                .map(method -> method.group(1));
    }
}

package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.event.KindSpec.PathItem;
import org.doorward.event.KindSpec.Slot;
import org.doorward.module.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of kinds is whole and agrees with itself, row by row. */
class KindTableTest {
    private static final int KINDS = 74;
    private static final Set<String> TYPES = Set.of(
            "path", "string", "int", "long", "flags", "address", "argv", "class", "loader", "bundle", "service",
            "secret", "handle");
    private static final Map<String, Integer> OWN_NUMBERS = Map.of(
            "file", 5001,
            "network", 5201,
            "runtime", 5301,
            "bundle", 5501,
            "service", 5601,
            "configuration", 5701,
            "framework", 5801,
            "identity", 5901);
    private static final List<Integer> FIRST_NUMBERS =
            OWN_NUMBERS.values().stream().sorted().toList();
    private static final Pattern ITEMS = Pattern.compile("\\d+(,\\d+)*|guard|configuration store");
    private static final Pattern ARGUMENT = Pattern.compile("[a-z][a-z0-9]*:[a-z]+:[a-z]+\\??");

    /** One row: column to cell. */
    static List<Map<String, String>> rows() throws IOException {
        try (InputStream table = KindTable.class.getResourceAsStream("kinds.tsv")) {
            List<String> lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            String[] header = lines.get(0).split("\t");
            return lines.stream()
                    .skip(1)
                    .map(line -> {
                        String[] cells = line.split("\t", -1);
                        assertThat(cells).as(line).hasSameSizeAs(header);
                        Map<String, String> row = new HashMap<>();
                        for (int i = 0; i < cells.length; i++) {
                            row.put(header[i], cells[i]);
                        }
                        return row;
                    })
                    .toList();
        }
    }

    @Test
    void allKindsAreThere() throws IOException {
        assertThat(rows()).hasSize(KINDS);
        assertThat(KindTable.contract().all())
                .extracting(KindSpec::name)
                .containsExactlyElementsOf(
                        rows().stream().map(row -> row.get("kind")).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void numbersAreUnique() throws IOException {
        assertThat(rows()).extracting(row -> row.get("number")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aKindIsItsClassAndPermission(Map<String, String> row) {
        assertThat(row.get("kind")).isEqualTo(row.get("tclass") + "." + row.get("permission"));
        assertThat(row.get("family")).isEqualTo(row.get("tclass"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anOwnNumberLiesInTheRangeOfItsFamily(Map<String, String> row) {
        int number = Integer.parseInt(row.get("number"));
        if (row.get("syscall").equals("-")) {
            int first = OWN_NUMBERS.get(row.get("family"));
            int next = FIRST_NUMBERS.stream().filter(n -> n > first).findFirst().orElse(KindSpec.APPLICATION_NUMBER);
            assertThat(number).isBetween(first, next - 1);
        } else {
            assertThat(number).as("a number of Linux").isBetween(0, 500);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void argumentsHaveNameTypeAndRole(Map<String, String> row) {
        String[] arguments = row.get("arguments").split(";");

        assertThat(arguments)
                .isNotEmpty()
                .allMatch(argument -> ARGUMENT.matcher(argument).matches());
        assertThat(arguments).extracting(argument -> argument.split("[:?]")[1]).allMatch(TYPES::contains);
        assertThat(KindTable.contract().find(row.get("kind")).slots())
                .extracting(slot -> slot.name() + ":" + slot.type() + ":" + slot.role() + (slot.optional() ? "?" : ""))
                .containsExactly(arguments);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aDenialThrowsWhatTheMethodDeclaresOrASecurityException(Map<String, String> row) throws ClassNotFoundException {
        List<String> exceptions = List.of(row.get("exception").split(";"));

        assertThat(exceptions).endsWith("java.lang.SecurityException");
        for (String exception : exceptions) {
            assertThat(Throwable.class).isAssignableFrom(Class.forName(exception));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void somethingEnforcesIt(Map<String, String> row) {
        assertThat(row.get("items")).matches(ITEMS);
        assertThat(row.get("default")).isIn("on", "off-hot");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void recordsNameArgumentsOfTheKind(Map<String, String> row) {
        Set<String> names = Arrays.stream(row.get("arguments").split(";"))
                .map(argument -> argument.split(":")[0])
                .collect(Collectors.toSet());
        Matcher named = Pattern.compile("=\\^?([a-z]+)").matcher(row.get("records"));
        while (named.find()) {
            assertThat(names).contains(named.group(1));
        }
        Matcher inParentheses =
                Pattern.compile("(?:SOCKADDR|OBJ_PID)\\(([a-z]+)\\)").matcher(row.get("records"));
        while (inParentheses.find()) {
            assertThat(names).contains(inParentheses.group(1));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void recordsAreKnownTypesInTheOrderOfAnEvent(Map<String, String> row) {
        List<String> order = List.of("EXECVE", "SOCKADDR", "OBJ_PID", "CWD", "PATH");
        for (String form : row.get("records").split(" \\| ")) {
            List<String> types = Stream.of(form.replaceAll("\\([^)]*\\)", "").split(" "))
                    .filter(type -> !type.equals("none"))
                    .toList();
            assertThat(types).isSortedAccordingTo(java.util.Comparator.comparing(order::indexOf));
            assertThat(order).containsAll(types);
            assertThat(types.contains("CWD")).isEqualTo(types.contains("PATH"));
        }
    }

    @Test
    void pathItemsAreReadFromTheTable() {
        assertThat(KindTable.contract().find("file.rename").items(false))
                .containsExactly(
                        new PathItem("PARENT", "path", true),
                        new PathItem("PARENT", "target", true),
                        new PathItem("DELETE", "path", false),
                        new PathItem("CREATE", "target", false));
        KindSpec open = KindTable.contract().find("file.open");
        assertThat(open.items(false)).containsExactly(new PathItem("NORMAL", "path", false));
        assertThat(open.items(true))
                .containsExactly(new PathItem("PARENT", "path", true), new PathItem("CREATE", "path", false));
        assertThat(KindTable.contract().find("file.list").items(true))
                .containsExactly(new PathItem("NORMAL", "path", false));
        assertThat(KindTable.contract().find("network.connect").items(false)).isEmpty();
    }

    @Test
    void argumentsThatTheReadersWouldMisreadAreKnown() {
        Set<String> changed = new HashSet<>();
        for (KindSpec kind : KindTable.contract().all()) {
            for (Slot slot : kind.slots()) {
                if (!FieldName.written(slot.name()).equals(slot.name())) {
                    changed.add(slot.name());
                }
            }
        }
        // flags are options= of SYSCALL and never written by this name
        assertThat(changed).containsExactlyInAnyOrder("pid", "bundle", "principal", "tenant", "options", "flags");
    }

    @Test
    void everyKindThatTheGuardOffersIsInTheTable() throws IllegalAccessException {
        int constants = 0;
        for (java.lang.reflect.Field field : Kind.class.getFields()) {
            if (field.getType() == Kind.class) {
                constants++;
                assertThat(KindTable.contract().find(((Kind) field.get(null)).name()))
                        .isNotNull();
            }
        }
        assertThat(constants).isPositive();
    }

    @Test
    void noApplicationMayDefineKindsInOurFamilies() {
        for (KindSpec kind : KindTable.contract().all()) {
            assertThat(KindTable.contract().owns(kind.family())).isTrue();
        }
        assertThat(KindTable.contract().owns("payment")).isFalse();
        assertThat(KindTable.contract().find("payment.transfer")).isNull();
    }
}

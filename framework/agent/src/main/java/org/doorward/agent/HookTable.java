package org.doorward.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hook tables: which methods of the JDK and of the framework are woven, by overload, for each feature version. Immutable.
 *
 * <p>Format: tab-separated, one header line, lines that begin with # are comments. A column jdkN says for JDK N: 1 = woven, 0 = absent,
 * or only delegates to a row that is woven. Rows are numbered through all tables, in order, from 0: that number is what the bridge hands
 * to the handler.
 */
final class HookTable {
    /**
     * Woven although their kind is off by default: Thread.start, because a thread belongs to who started it, and the methods that end an
     * asynchronous operation, because their kinds are on.
     */
    private static final Set<Integer> ALWAYS = Set.of(57, 67);

    private final String header;
    private final List<HookRow> rows;
    private final List<HookRow> listed;

    private HookTable(String header, List<HookRow> rows, List<HookRow> listed) {
        this.header = header;
        this.rows = rows;
        this.listed = listed;
    }

    /** Reads a table that is in the agent's jar. */
    static HookTable load(int feature, int firstNumber, String resource) {
        try (InputStream in = HookTable.class.getResourceAsStream(resource)) {
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8), feature, firstNumber);
        } catch (IOException e) {
            throw new IllegalStateException("hook table [" + resource + "] cannot be read from the agent's jar", e);
        }
    }

    /**
     * Reads one table.
     *
     * @param name what messages call it
     * @param feature the JDK's feature version
     * @param firstNumber the number of its first row
     * @throws IllegalArgumentException if a line is wrong, a method is listed twice, or there is no column for the JDK
     */
    static HookTable parse(String name, String text, int feature, int firstNumber) {
        List<HookRow> rows = new ArrayList<>();
        List<HookRow> listed = new ArrayList<>();
        Set<String> methods = new HashSet<>();
        List<String> header = null;
        int lineNumber = 0;
        for (String line : text.split("\n")) {
            lineNumber++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = name + ":" + lineNumber;
            if (header == null) {
                header = Arrays.asList(line.split("\t"));
                requireColumn(header, feature, place);
                continue;
            }
            HookLine fields = new HookLine(header, line, place);
            HookRow row = new HookRow(firstNumber + rows.size(), fields);
            if (!methods.add(row.type() + "." + row.signature())) {
                throw new IllegalArgumentException(
                        place + ": [" + row + "] is listed already: one row for each overload; delete one of them");
            }
            rows.add(row);
            if (fields.oneOf("jdk" + feature, "0", "1").equals("1")) {
                listed.add(row);
            }
        }
        return new HookTable(header == null ? "" : String.join("\t", header), List.copyOf(rows), List.copyOf(listed));
    }

    private static void requireColumn(List<String> header, int feature, String place) {
        if (!header.contains("jdk" + feature)) {
            String known = header.stream()
                    .filter(column -> column.matches("jdk\\d+"))
                    .map(column -> column.substring("jdk".length()))
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(place + ": no column for JDK [" + feature + "]: expected one of ["
                    + known + "]; run on one of these, or start without the agent: then only the guard mediates");
        }
    }

    /** The names of the columns, separated by tabs. */
    String header() {
        return header;
    }

    /** All rows of all feature versions, in the order of their numbers. */
    List<HookRow> rows() {
        return rows;
    }

    /**
     * What is to be woven on this JDK: the rows that its column lists and that are on, always woven, or of a kind that was asked for.
     *
     * @param requested kinds that are off by default
     */
    List<HookRow> selected(Set<String> requested) {
        return listed.stream()
                .filter(row -> !row.isOnRequest()
                        || ALWAYS.contains(row.item())
                        || requested.stream().anyMatch(row::isOf))
                .toList();
    }

    /** The kinds that are woven on request only, in alphabetical order. */
    List<String> kindsOnRequest() {
        return rows.stream()
                .filter(HookRow::isOnRequest)
                .filter(row -> !ALWAYS.contains(row.item()))
                .map(HookRow::kinds)
                .distinct()
                .sorted()
                .toList();
    }
}

package org.doorward.tools.normalize;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorward.tools.interpret.Table;
import org.doorward.trail.read.RecordTypes;

/** What types of records mean by themselves: {@code event-kinds.tsv}, {@code actions.tsv}, {@code record-objects.tsv}. */
final class RecordTable {
    private static final TreeMap<Integer, Range> KINDS = new TreeMap<>();
    private static final Map<Integer, String> ACTIONS = new HashMap<>();
    private static final Map<Integer, ObjectFields> OBJECTS = new HashMap<>();

    static {
        for (String[] row : Table.rows(RecordTable.class, "event-kinds.tsv")) {
            KINDS.put(Integer.valueOf(row[1]), new Range(row[0], Integer.parseInt(row[2])));
        }
        for (String[] row : Table.rows(RecordTable.class, "actions.tsv")) {
            ACTIONS.put(number(row[1]), row[0]);
        }
        for (String[] row : Table.rows(RecordTable.class, "record-objects.tsv")) {
            ObjectFields fields = new ObjectFields(row[0], names(row[1]), name(row[2]), name(row[3]));
            for (String type : row[4].split(" ")) {
                OBJECTS.put(number(type), fields);
            }
        }
    }

    private RecordTable() {}

    private static int number(String type) {
        int number = RecordTypes.number(type);
        if (number == RecordTypes.UNKNOWN) {
            throw new IllegalArgumentException("[" + type + "] is no type of records");
        }
        return number;
    }

    private record Range(String kind, int last) {}

    /**
     * Which fields have the object.
     *
     * @param names of the first that is there; none if no field has it
     * @param detail {@code null} if there is none
     * @param second {@code null} if there is none
     */
    record ObjectFields(String kind, List<String> names, String detail, String second) {}

    private static String name(String column) {
        return column.equals("-") ? null : column;
    }

    private static List<String> names(String column) {
        return column.equals("-") ? List.of() : Arrays.asList(column.split(" "));
    }

    /** The kind of an event that a record of a type begins. */
    static String kind(int type) {
        Map.Entry<Integer, Range> range = KINDS.floorEntry(type);
        return range == null || type > range.getValue().last ? "unknown" : range.getValue().kind;
    }

    /** What somebody did, or {@code null}. */
    static String action(int type) {
        return ACTIONS.get(type);
    }

    /** What it was done to, or {@code null}. */
    static ObjectFields object(int type) {
        return OBJECTS.get(type);
    }
}

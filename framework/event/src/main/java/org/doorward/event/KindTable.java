package org.doorward.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorward.event.KindSpec.PathItem;
import org.doorward.event.KindSpec.Records;
import org.doorward.event.KindSpec.Slot;

/** The kinds that Doorward itself knows, from the table {@code kinds.tsv} beside this class. Immutable, safe for all threads. */
public final class KindTable {
    private static final Pattern PATHS = Pattern.compile("PATH\\(([^)]*)\\)");
    private static final Pattern SOCKET = Pattern.compile("SOCKADDR\\((\\w+)\\)");
    private static final Pattern PROCESS = Pattern.compile("OBJ_PID\\((\\w+)\\)");
    private static final KindTable CONTRACT = read();

    private final Map<String, KindSpec> kinds;
    private final Map<String, List<String>> kindsByCall;
    private final Set<String> families;

    private KindTable(Map<String, KindSpec> kinds, Map<String, List<String>> kindsByCall) {
        this.kinds = kinds;
        this.kindsByCall = kindsByCall;
        this.families = kinds.values().stream().map(KindSpec::family).collect(Collectors.toUnmodifiableSet());
    }

    /** The table. */
    public static KindTable contract() {
        return CONTRACT;
    }

    /** The kind of this name, or {@code null}. */
    public KindSpec find(String name) {
        return kinds.get(name);
    }

    /** All kinds in the order of the table. */
    public List<KindSpec> all() {
        return List.copyOf(kinds.values());
    }

    /** The kinds that stand for a system call of Linux, by its name in the table such as {@code rename}; possibly none. */
    public List<String> standingFor(String call) {
        return List.copyOf(kindsByCall.getOrDefault(call, List.of()));
    }

    /** Whether the family is one of Doorward's own: no application may define kinds in it. */
    public boolean owns(String family) {
        return families.contains(family);
    }

    private static KindTable read() {
        Map<String, KindSpec> kinds = new LinkedHashMap<>();
        Map<String, List<String>> byCall = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(KindTable.class.getResourceAsStream("kinds.tsv"), StandardCharsets.UTF_8))) {
            List<String> header = List.of(reader.readLine().split("\t"));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> row = List.of(line.split("\t"));
                    KindSpec kind = parse(header, row);
                    kinds.put(kind.name(), kind);
                    byCall.computeIfAbsent(row.get(header.indexOf("syscall")), call -> new ArrayList<>())
                            .add(kind.name());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kinds.tsv cannot be read", e);
        }
        return new KindTable(kinds, byCall);
    }

    private static KindSpec parse(List<String> header, List<String> row) {
        List<Slot> slots = new ArrayList<>();
        for (String text : row.get(header.indexOf("arguments")).split(";")) {
            boolean optional = text.endsWith("?");
            String[] parts = (optional ? text.substring(0, text.length() - 1) : text).split(":");
            if (parts.length == 3) {
                slots.add(new Slot(parts[0], parts[1], parts[2], optional));
            }
        }
        String[] forms = row.get(header.indexOf("records")).split(" \\| ");
        return new KindSpec(
                row.get(header.indexOf("kind")),
                Integer.parseInt(row.get(header.indexOf("number"))),
                false,
                slots,
                new Records(
                        items(forms[0]),
                        forms.length > 1 ? items(forms[1]) : List.of(),
                        argument(SOCKET, forms[0]),
                        argument(PROCESS, forms[0])),
                List.of(row.get(header.indexOf("exception")).split(";")));
    }

    private static String argument(Pattern record, String records) {
        Matcher found = record.matcher(records);
        return found.find() ? found.group(1) : null;
    }

    private static List<PathItem> items(String records) {
        Matcher paths = PATHS.matcher(records);
        List<PathItem> items = new ArrayList<>();
        if (paths.find()) {
            for (String item : paths.group(1).split(",")) {
                String[] halves = item.split("=");
                boolean parent = halves[1].startsWith("^");
                items.add(new PathItem(halves[0], parent ? halves[1].substring(1) : halves[1], parent));
            }
        }
        return items;
    }
}

package org.doorward.tools.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.doorward.tools.Run;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.NamedFile;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;
import org.doorward.trail.read.TrailLog;

/** For each option of a search the values that a trail has for it, and one that it has not. */
final class SearchValues {
    /** What an event says by several fields. */
    private static final Map<String, Function<Facts, String>> SAID = Map.of(
            "-hn", Facts::host, "-tm", Facts::terminal, "-vm", Facts::virtualMachine, "-uu", Facts::virtualMachineId);

    private static final Map<String, String> FIELDS = Map.of(
            "-k", "key", "-f", "name", "-c", "comm", "-x", "exe", "-su", "subj", "-o", "tcontext", "-se", "subj");

    /** Options of users, groups and sessions, and the fields whose numbers they look for. */
    static final Map<String, List<String>> IDS = Map.of(
            "-ui", List.of("uid"),
            "-ue", List.of("euid"),
            "-ul", List.of("auid"),
            "-ua", List.of("uid", "euid", "auid"),
            "-gi", List.of("gid"),
            "-ge", List.of("egid"),
            "-ga", List.of("gid", "egid"),
            "--session", List.of("ses"));

    private SearchValues() {}

    /** Whether the option finds parts of values. */
    static boolean areParts(String option) {
        return FIELDS.containsKey(option) || SAID.containsKey(option);
    }

    static Map<String, Set<String>> of(String name) {
        return of(Run.resource(name));
    }

    static Map<String, Set<String>> of(Path file) {
        Map<String, Set<String>> values = new TreeMap<>();
        FIELDS.keySet().forEach(option -> values.put(option, new TreeSet<>(Set.of("no-such"))));
        values.put("-sv", new TreeSet<>(Set.of("yes", "no")));
        values.put("-m", new TreeSet<>(Set.of("TTY", "ALL", "AVC,PATH", "avc", "1300", "1400,cwd")));
        values.put("-a", new TreeSet<>(Set.of("1")));
        values.put("-p", new TreeSet<>(Set.of("1")));
        values.put("-pp", new TreeSet<>(Set.of("1")));
        values.put("-e", new TreeSet<>(Set.of("-99")));
        values.put("-n", new TreeSet<>(Set.of("no-such")));
        // not 0: with it the original finds what has no call
        values.put("-sc", new TreeSet<>(Set.of("1", "rename", "OPENAT", "pread")));
        values.put("--arch", new TreeSet<>(Set.of("x86_64", "i686", "aarch64", "ppc64", "b64", "b32", "C000003E")));
        SAID.keySet().forEach(option -> values.put(option, new TreeSet<>(Set.of("no-such"))));
        IDS.keySet().forEach(option -> values.put(option, new TreeSet<>(Set.of("4242"))));
        try (TrailLog trail = new TrailLog(file)) {
            for (TrailEvent event = trail.next(); event != null; event = trail.next()) {
                values.get("-a").add(String.valueOf(event.serial()));
                if (event.node() != null) {
                    values.get("-n").add(event.node());
                }
                for (TrailRecord record : event.records()) {
                    collect(record, values);
                }
                collect(new Facts(event), values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static void collect(Facts facts, Map<String, Set<String>> values) {
        SAID.forEach((option, what) -> {
            String text = what.apply(facts);
            if (text != null && text.matches("[\\x21-\\x7e][\\x20-\\x7e]{0,100}") && !text.startsWith("-")) {
                values.get(option).add(text);
            }
        });
        facts.files().stream()
                .map(NamedFile::name)
                // the original joins a folder and a name that leads out of it, and -w wants it joined
                .filter(name -> name.matches("[\\x21-\\x7e]{1,100}") && !name.startsWith("-") && !name.contains("/.."))
                .forEach(values.get("-f")::add);
        if (facts.syscall() > 0) {
            values.get("-sc").add(String.valueOf(facts.syscall()));
        }
    }

    private static void collect(TrailRecord record, Map<String, Set<String>> values) {
        if (!record.type().equals("EOE") && RecordTypes.number(record.type()) != RecordTypes.UNKNOWN) {
            values.get("-m").add(record.type());
        }
        FIELDS.forEach((option, field) -> {
            String text = record.text(field);
            if (text != null) {
                Arrays.stream(text.split("\1"))
                        .filter(value -> value.matches("[\\x21-\\x7e][\\x20-\\x7e]{0,100}") && !value.startsWith("-"))
                        .forEach(values.get(option)::add);
            }
        });
        IDS.forEach((option, fields) -> fields.stream()
                .map(record::raw)
                .filter(id -> id != null && id.matches(option.equals("-ua") ? "[0-9]{1,9}" : "[0-9]+"))
                .forEach(values.get(option)::add));
        if (record.raw("tcontext") != null) {
            for (String field : List.of("scontext", "tcontext")) {
                if (record.raw(field) != null) {
                    values.get("-se").add(record.raw(field));
                }
            }
        }
        for (String field : List.of("obj", "vm-ctx", "img-ctx")) {
            if (record.raw(field) != null) {
                values.get("-o").add(record.raw(field));
                values.get("-su").add(record.raw(field));
            }
        }
        if (record.raw("cwd") != null) {
            values.get("-f").add(record.text("cwd"));
        }
        add(values.get("-p"), record.raw("pid"));
        if (record.type().equals("SYSCALL")) {
            add(values.get("-pp"), record.raw("ppid"));
            add(values.get("-e"), record.raw("exit"));
        }
    }

    private static void add(Set<String> values, String value) {
        if (value != null && value.matches("-?[0-9]{1,9}")) {
            values.add(value);
        }
    }
}

package org.doorward.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A rule as a table of words, and what it means read straight from the manual: no bytes, no order of evaluation, no grouping. The
 * reference for the rules proper.
 */
record NaiveRule(
        boolean always, List<String> kinds, List<Field> fields, List<String> keys, boolean lossy, String commit) {
    record Field(String name, String operator, String value) {
        private String text() {
            return (IDS.containsKey(value) ? " -C " : " -F ") + name + operator + value;
        }
    }

    /** What the kernel says of this process, read without the product: real, effective, saved and file-system id. */
    private static final Map<String, Long> IDS = ids();

    private static Map<String, Long> ids() {
        Map<String, Long> ids = new HashMap<>();
        try {
            ids.put(
                    "auid",
                    Long.parseLong(
                            Files.readString(Path.of("/proc/self/loginuid")).trim()));
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                String[] words = line.split("\\s+");
                if (words[0].equals("Uid:") || words[0].equals("Gid:")) {
                    String name = words[0].toLowerCase(Locale.ROOT).replace(":", "");
                    ids.put(name, Long.parseLong(words[1]));
                    ids.put("e" + name, Long.parseLong(words[2]));
                    ids.put("s" + name, Long.parseLong(words[3]));
                    ids.put("fs" + name, Long.parseLong(words[4]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }

    /** The rule as an operator may write it. */
    String text() {
        return "-a " + (always ? "always,exit" : "exit,never")
                + (kinds.isEmpty() ? "" : " -S " + String.join(" -S ", kinds))
                + fields.stream().map(Field::text).collect(Collectors.joining())
                + (lossy ? " -F lane=lossy" : "")
                + (commit == null ? "" : " -F commit=" + commit)
                + keys.stream().map(key -> " -k " + key).collect(Collectors.joining());
    }

    boolean matches(Ended operation) {
        boolean kind = kinds.isEmpty() || kinds.stream().anyMatch(pattern -> isKind(operation.kind(), pattern));
        return kind && fields.stream().allMatch(field -> holds(field, operation));
    }

    boolean testsOutcome() {
        return fields.stream()
                .anyMatch(field -> List.of("success", "exit", "exception").contains(field.name));
    }

    /** Whether the manual lets commit be said so. */
    private boolean isConsistent() {
        return commit == null
                || always && (commit.equals("none") || !lossy) && !(commit.equals("entry") && testsOutcome());
    }

    private static boolean isKind(String kind, String pattern) {
        return pattern.equals("all")
                || pattern.equals(kind)
                || pattern.endsWith(".*") && kind.split("\\.")[0].equals(pattern.replace(".*", ""));
    }

    private static boolean holds(Field field, Ended operation) {
        return switch (field.name) {
            case "kind" -> isKind(operation.kind(), field.value) == field.operator.equals("=");
            case "subj" -> operation.subject().equals(field.value) == field.operator.equals("=");
            case "bundle" -> isNamed(operation.bundle(), field.value) == field.operator.equals("=");
            case "exception" -> isNamed(operation.exceptionClass(), field.value) == field.operator.equals("=");
            case "principal" -> field.value.equals(operation.principal()) == field.operator.equals("=");
            case "tenant" -> field.value.equals(operation.tenant()) == field.operator.equals("=");
            case "success" -> compares(operation.success() ? 1 : 0, field.operator, number(field.value));
            case "path" -> operation.paths().contains(field.value) == field.operator.equals("=");
            case "dir" ->
                operation.paths().stream().anyMatch(path -> isIn(path, field.value)) == field.operator.equals("=");
            case "saddr_fam" -> compares(operation.addressFamily(), field.operator, family(field.value));
            case "exit" -> compares(operation.exit(), field.operator, number(field.value));
            default ->
                compares(
                        IDS.get(field.name),
                        field.operator,
                        IDS.containsKey(field.value) ? IDS.get(field.value) : id(field.value));
        };
    }

    private static boolean isNamed(String name, String pattern) {
        return name != null
                && (name.equals(pattern) || pattern.endsWith("*") && name.startsWith(pattern.replace("*", "")));
    }

    private static boolean isIn(String path, String folder) {
        return Path.of(path).startsWith(Path.of(folder));
    }

    private static int family(String value) {
        return switch (value) {
            case "inet" -> 2;
            case "inet6" -> 10;
            default -> Integer.parseInt(value);
        };
    }

    private static long id(String value) {
        return switch (value) {
            case "root" -> 0;
            case "unset", "-1" -> 4294967295L;
            default -> Long.parseLong(value);
        };
    }

    private static int number(String value) {
        return switch (value) {
            case "-ENOENT" -> -2;
            case "-EACCES" -> -13;
            case "EPERM" -> 1;
            default -> Integer.parseInt(value);
        };
    }

    private static boolean compares(long left, String operator, long right) {
        return switch (operator) {
            case "=" -> left == right;
            case "!=" -> left != right;
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            case ">=" -> left >= right;
            case "&" -> bits(left).stream().anyMatch(bits(right)::contains);
            default -> bits(left).containsAll(bits(right));
        };
    }

    private static Set<Integer> bits(long number) {
        return IntStream.range(0, 64)
                .filter(bit -> (number >> bit) % 2 != 0)
                .boxed()
                .collect(Collectors.toSet());
    }

    // ---- any

    private static final List<String> PATHS =
            List.of("/", "/srv", "/srv/a", "/srv/ab", "/srv/a/b", "/srvx", "/\u00e4", "/\u00e4/\u20ac", "/srv/a/..x");

    static Arbitrary<NaiveRule> any() {
        Arbitrary<String> equality = Arbitraries.of("=", "!=");
        Arbitrary<String> ordered = Arbitraries.of("=", "!=", "<", "<=", ">", ">=", "&", "&=");
        Arbitrary<Field> field = Arbitraries.oneOf(
                field(
                        "kind",
                        equality,
                        Arbitraries.of("all", "file.*", "file.open", "file.rename", "payment.transfer")),
                field("path", equality, Arbitraries.of(PATHS)),
                field("dir", equality, Arbitraries.of(PATHS).map(p -> p.length() % 2 == 0 ? p + "/" : p)),
                field("success", ordered, Arbitraries.of("0", "1")),
                field("exit", ordered, Arbitraries.of("0", "-2", "-ENOENT", "-EACCES", "-13", "EPERM", "1")),
                field("subj", equality, Arbitraries.of("a:1", "a:2", "b:1")),
                field("bundle", equality, Arbitraries.of("a", "b", "b.*", "b.x")),
                field("exception", equality, Arbitraries.of("java.io.IOException", "java.io.*", "java.*", "a.B")),
                field("principal", equality, Arbitraries.of("alice", "bob")),
                field("tenant", equality, Arbitraries.of("acme", "zeta")),
                field("saddr_fam", ordered, Arbitraries.of("0", "1", "2", "inet", "10", "inet6")),
                Arbitraries.of(List.copyOf(IDS.keySet()))
                        .flatMap(id -> field(id, ordered, Arbitraries.of("0", "root", "unset", "-1", "1000"))),
                Arbitraries.of(List.copyOf(IDS.keySet()))
                        .flatMap(id -> field(id, equality, Arbitraries.of(others(id)))));
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of("all", "file.*", "file.open", "file.rename", "payment.*", "payment.transfer")
                                .list()
                                .ofMaxSize(2),
                        field.list().ofMaxSize(3),
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .withChars("\u00e4-=,#/")
                                .ofMinLength(1)
                                .ofMaxLength(8)
                                .list()
                                .ofMaxSize(3),
                        Arbitraries.of(true, false),
                        Arbitraries.of("none", "exit", "entry").injectNull(0.5))
                .as(NaiveRule::new)
                .filter(NaiveRule::isConsistent);
    }

    private static List<String> others(String id) {
        return IDS.keySet().stream()
                .filter(other -> !other.equals(id) && other.endsWith("gid") == id.endsWith("gid"))
                .toList();
    }

    private static Arbitrary<Field> field(String name, Arbitrary<String> operators, Arbitrary<String> values) {
        return Combinators.combine(operators, values).as((operator, value) -> new Field(name, operator, value));
    }

    static Arbitrary<Ended> operations() {
        return Combinators.combine(
                        Arbitraries.of("file.open", "file.rename", "payment.transfer", "filed.x"),
                        Arbitraries.of(PATHS).list().ofMaxSize(2),
                        Arbitraries.of(0, -2, -13, -5),
                        Arbitraries.of("a:1", "a:2", "b:1", "b.x:1"),
                        Arbitraries.of("java.io.IOException", "java.iox.A", "a.B")
                                .injectNull(0.5),
                        Arbitraries.of("alice", "bob").injectNull(0.3),
                        Arbitraries.of("acme", "zeta").injectNull(0.3))
                .as((kind, paths, exit, subject, exception, who, whose) ->
                        new Ended(kind, paths, exit, exception, 0, subject, "", who, whose, List.of()))
                .flatMap(ended -> Arbitraries.of(0, 1, 2, 10).map(ended::of));
    }
}

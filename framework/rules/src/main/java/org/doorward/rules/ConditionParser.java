package org.doorward.rules;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.doorward.event.Errno;

/** Makes conditions of fields, operators and values, and refuses those that could never mean what they say. */
final class ConditionParser {
    private static final Pattern NORMAL = Pattern.compile("/|(/(?!\\.{1,2}(/|$))[^/]+)+");
    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*(\\.\\*)?");
    private static final Pattern BUNDLE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(\\.\\*)?");
    private static final Set<String> NUMBERS = numbers();

    /** The fields that compare something of the operation. */
    static final Set<String> FIELDS = fields(List.of(
            "arch",
            "bundle",
            "dir",
            "exception",
            "exe",
            "exit",
            "fstype",
            "kind",
            "module",
            "path",
            "perm",
            "principal",
            "saddr_fam",
            "subj",
            "success",
            "tenant"));

    /** What {@code arch} may be, and whether that is what records say. */
    static final Map<String, Boolean> ARCHITECTURES =
            Map.of("b64", true, "x86_64", true, "c000003e", true, "b32", false, "i386", false, "i686", false);

    static final Map<String, Integer> OUTCOMES = Map.of("0", 0, "1", 1);

    private ConditionParser() {}

    private static Set<String> fields(List<String> ofOperations) {
        Set<String> fields = new HashSet<>(ofOperations);
        fields.addAll(ProcessField.NAMES);
        return Set.copyOf(fields);
    }

    private static Set<String> numbers() {
        Set<String> numbers = new HashSet<>(ProcessField.NAMES);
        numbers.addAll(List.of("exit", "saddr_fam", "success"));
        return Set.copyOf(numbers);
    }

    /** {@code -F FIELD OP VALUE}. */
    static Condition parse(String field, Operator operator, String value) throws WrongWordException {
        checkOperator(field, operator);
        return new Condition("-F", field, operator, value, test(field, operator, value));
    }

    /** {@code -C FIELD OP FIELD}. */
    static Condition comparison(String left, Operator operator, String right) throws WrongWordException {
        return new Condition("-C", left, operator, right, ProcessField.comparison(left, operator, right));
    }

    static void checkOperator(String field, Operator operator) throws WrongWordException {
        if (field.equals("perm") && operator != Operator.EQUAL) {
            throw new WrongWordException("[perm] only takes = operator, not [" + operator.text() + "]");
        }
        if (operator.comparesNumbers() && !NUMBERS.contains(field)) {
            throw new WrongWordException("[" + field + "] only takes = or != operators, not [" + operator.text() + "]");
        }
    }

    private static Condition.Test test(String field, Operator operator, String value) throws WrongWordException {
        return switch (field) {
            case "arch" -> arch(operator, value);
            case "kind" -> kind(operator, value);
            case "path" -> Condition.path(operator, normal(field, value, value));
            case "dir" -> Condition.folder(operator, normal(field, value, withoutSlash(value)));
            case "perm" -> Permission.test(value);
            case "exe" -> executable(operator, normal(field, value, value));
            case "success" -> {
                int wanted = success(value);
                yield operation -> operator.accepts(operation.success() ? 1 : 0, wanted);
            }
            case "exit" -> {
                int wanted = exit(value);
                yield operation -> operator.accepts(operation.exit(), wanted);
            }
            case "exception" -> {
                Name name = name(field, CLASS, value, "a class or a package with .*, such as java.nio.file.*");
                yield operation -> operator.accepts(name.is(operation.exceptionClass()));
            }
            case "bundle" -> {
                Name name = name(field, BUNDLE, value, "a symbolic name or the beginning of names with .*");
                yield operation -> operator.accepts(name.is(operation.bundle()));
            }
            case "module" -> operation -> operator.accepts(operation.concerns(value));
            case "subj" -> operation -> operator.accepts(value.equals(operation.subject()));
            case "fstype" -> Mounts.test(operator, value);
            case "saddr_fam" -> AddressFamily.test(operator, value);
            case "principal" -> operation -> operator.accepts(value.equals(operation.principal()));
            case "tenant" -> operation -> operator.accepts(value.equals(operation.tenant()));
            default -> ProcessField.test(field, operator, value);
        };
    }

    private static Condition.Test arch(Operator operator, String value) throws WrongWordException {
        Boolean known = ARCHITECTURES.get(value);
        if (known == null) {
            throw new WrongWordException(
                    "arch elf mapping not found: [" + value + "]; expected b64, as all records say, or b32");
        }
        boolean own = known;
        return operation -> operator.accepts(own);
    }

    private static Condition.Test kind(Operator operator, String value) throws WrongWordException {
        KindPattern.check(value);
        if (value.equals("all")) {
            return operation -> operator.accepts(true);
        }
        if (value.endsWith(".*")) {
            String family = value.substring(0, value.length() - 1);
            return operation -> operator.accepts(operation.kind().startsWith(family));
        }
        return operation -> operator.accepts(value.equals(operation.kind()));
    }

    /** Bundles say where they come from as they were installed: by a path, or by a URL in one of its forms. */
    private static Condition.Test executable(Operator operator, String value) {
        String url = "file:" + value;
        String uri = Path.of(value).toUri().toString();
        boolean java = value.equals(ProcessField.java());
        return operation -> {
            String jar = operation.executable();
            return operator.accepts(jar.isEmpty() ? java : jar.equals(value) || jar.equals(url) || jar.equals(uri));
        };
    }

    /** {@code /srv/} means what {@code /srv} does. */
    static String withoutSlash(String folder) {
        return folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    /** Operations are compared by their normal names: a rule with another one would never match, and nobody would notice. */
    private static String normal(String field, String value, String path) throws WrongWordException {
        if (!path.startsWith("/")) {
            throw new WrongWordException(field + " [" + value + "]: expected an absolute path, beginning with /");
        }
        if (!NORMAL.matcher(path).matches() || path.indexOf('\0') >= 0) {
            throw new WrongWordException(
                    field + " [" + value + "]: expected a path without //, /./, /../ and / at its end");
        }
        return path;
    }

    private static int success(String value) throws WrongWordException {
        Integer known = OUTCOMES.get(value);
        if (known == null) {
            throw new WrongWordException("-F value should be number for [success]: [" + value + "]; expected 0 or 1");
        }
        return known;
    }

    private static int exit(String value) throws WrongWordException {
        boolean negative = value.startsWith("-");
        String word = negative ? value.substring(1) : value;
        int number = Errno.byName(word);
        if (number < 0) {
            if (!word.matches("\\d{1,6}")) {
                throw new WrongWordException(
                        "-F unknown errno - [" + value + "]; expected a number or a name such as -EACCES");
            }
            number = Integer.parseInt(word);
        }
        return negative ? -number : number;
    }

    private static Name name(String field, Pattern form, String value, String expected) throws WrongWordException {
        if (!form.matcher(value).matches()) {
            throw new WrongWordException(field + " [" + value + "]: expected " + expected);
        }
        boolean beginning = value.endsWith(".*");
        return new Name(beginning ? value.substring(0, value.length() - 1) : value, beginning);
    }

    /** A name, or what names begin with. */
    private record Name(String text, boolean beginning) {
        boolean is(String name) {
            return name != null && (beginning ? name.startsWith(text) : name.equals(text));
        }
    }
}

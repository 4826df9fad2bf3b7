package org.doorward.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.Errno;
import org.doorward.event.RecordType;

/**
 * What {@code FIELD OP VALUE} may become while it is typed: first fields with {@code =} and {@code !=}, then the values that the grammar
 * knows. Behind an operator that orders numbers values are known too, but none is offered with it: to a shell {@code <} and {@code >} are
 * redirections unless they are quoted. Safe for all threads; asks no file and no instance.
 */
public final class FieldWords {
    private static final List<Operator> OFFERED = List.of(Operator.EQUAL, Operator.NOT_EQUAL);
    private static final Map<String, List<String>> VALUES = values();

    private FieldWords() {}

    /**
     * The words of {@code -F}.
     *
     * @param word what is there already; those that it cannot become may be among the answers
     * @param more further values of a field, by its name
     */
    public static Stream<String> ofField(String word, Function<String, Stream<String>> more) {
        return words(
                word,
                RuleParser.FIELDS,
                FieldWords::goesWith,
                field -> Stream.concat(VALUES.getOrDefault(field, List.of()).stream(), more.apply(field)));
    }

    /**
     * The words of {@code -C}: behind the operator stand the fields that may be compared with the one before it.
     *
     * @param word what is there already; those that it cannot become may be among the answers
     */
    public static Stream<String> ofComparison(String word) {
        return words(
                word,
                ProcessField.comparable(),
                (field, operator) -> OFFERED.contains(operator),
                field -> ProcessField.comparableWith(field).stream());
    }

    private interface Company {
        boolean allows(String field, Operator operator);
    }

    private static Stream<String> words(
            String word, Set<String> fields, Company company, Function<String, Stream<String>> values) {
        Matcher parts = RuleParser.FIELD.matcher(word);
        Operator operator = parts.matches() ? Operator.at(parts.group(2)) : null;
        if (operator == null) {
            return fields.stream()
                    .flatMap(field -> OFFERED.stream()
                            .filter(each -> company.allows(field, each))
                            .map(each -> field + each.text()));
        }
        String field = parts.group(1);
        return fields.contains(field) && company.allows(field, operator)
                ? values.apply(field).map(value -> field + operator.text() + value)
                : Stream.empty();
    }

    /** As the parser judges. */
    private static boolean goesWith(String field, Operator operator) {
        try {
            if (RecordAttribute.FIELDS.contains(field)) {
                RecordAttribute.checkOperator(field, operator);
            } else {
                ConditionParser.checkOperator(field, operator);
            }
            return true;
        } catch (WrongWordException e) {
            return false;
        }
    }

    /** By fields; those that take anything, or what the machine alone knows, are not there. */
    private static Map<String, List<String>> values() {
        Map<String, Stream<String>> values = new HashMap<>();
        ProcessField.comparable().forEach(id -> values.put(id, Stream.of(ProcessField.UNSET)));
        values.put("arch", ConditionParser.ARCHITECTURES.keySet().stream());
        values.put("commit", Stream.of(Commit.values()).map(Commit::token));
        values.put("exit", Stream.concat(Stream.of("0"), Errno.names().stream().map(name -> "-" + name)));
        values.put("kind", KindPattern.known());
        values.put("lane", Stream.of(Lane.values()).map(Lane::token));
        values.put(
                "msgtype",
                Stream.of(RecordType.values())
                        .filter(type -> !type.isOfOperations())
                        .map(RecordType::name));
        values.put("perm", Stream.of(Permission.LETTERS.split("")));
        values.put("saddr_fam", AddressFamily.NUMBERS.keySet().stream());
        values.put("success", ConditionParser.OUTCOMES.keySet().stream());
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sorted().toList()));
    }
}

package org.doorward.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.Errno;
import org.doorward.event.KindTable;
import org.doorward.event.RecordType;

/**
 * Reads one line in the grammar of {@code auditctl(8)}. As there, words are parted by blanks and there is no quoting.
 *
 * <pre>
 *   -a LIST,ACTION | ACTION,LIST   [-S KIND[,KIND]]*  [-F FIELD OP VALUE]*  [-k KEY]*
 *   -D                             forgets the rules before it
 * </pre>
 */
final class RuleParser {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]*\\.([a-z][a-z0-9]*|\\*)");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z_]+)(.*)");
    private static final Pattern NORMAL = Pattern.compile("/|(/(?!\\.{1,2}(/|$))[^/]+)+");
    private static final Set<String> FIELDS = new java.util.TreeSet<>(
            List.of("kind", "path", "dir", "success", "exit", "subj", "key", "lane", "commit", "msgtype"));
    private static final int MAXIMUM_KEYS = 256;

    private final String source;
    private final int line;
    private final String text;

    private final List<String> words = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();

    private FilterList list;
    private Action action;
    private Lane lane = Lane.RELIABLE;
    private Commit commit;
    private int commitAt;
    private int outcomeAt;
    private final List<String> kinds = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<String> messageTypes = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    RuleParser(String source, int line, String text) {
        this.source = source;
        this.line = line;
        this.text = text;
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
            columns.add(word.start() + 1);
        }
    }

    /** Adds the rule of this line, if it has one. */
    void parse(List<Rule> rules) throws RuleSyntaxException {
        if (words.isEmpty() || words.get(0).startsWith("#")) {
            return;
        }
        if (words.get(0).equals("-D")) {
            if (words.size() > 1) {
                throw error(1, "[" + words.get(1) + "]: -D takes nothing here; put the rules on lines of their own");
            }
            rules.clear();
            return;
        }
        for (int i = 0; i < words.size(); i += 2) {
            option(i);
        }
        if (list == null) {
            throw error(0, "[" + text.trim() + "]: no list specified; begin with -a always,exit");
        }
        checkList();
        checkCommit();
        rules.add(new Rule(list, action, kinds, conditions, messageTypes, keys, lane, commit, line));
    }

    private void option(int i) throws RuleSyntaxException {
        String option = words.get(i);
        if (!Set.of("-a", "-A", "-S", "-F", "-k").contains(option)) {
            throw error(i, "option [" + option + "] is invalid; a rule has -a, -S, -F and -k");
        }
        if (i + 1 == words.size()) {
            throw error(i, "option [" + option + "] needs a value");
        }
        if (list == null && !option.equals("-a")) {
            throw error(i, "[" + option + "]: list must be given before field; begin with -a always,exit");
        }
        String value = words.get(i + 1);
        switch (option) {
            case "-a" -> listAndAction(i + 1, value);
            case "-S" -> kinds(i + 1, value);
            case "-F" -> field(i + 1, value);
            case "-k" -> key(i + 1, value);
            default ->
                throw error(i, "option [" + option + "] is invalid: rules are kept in the order of the file, use -a");
        }
    }

    private void listAndAction(int at, String value) throws RuleSyntaxException {
        if (list != null) {
            throw error(at - 1, "[-a]: only one list for a rule");
        }
        for (String word : value.split(",", -1)) {
            switch (word) {
                case "always" -> action = Action.ALWAYS;
                case "never" -> action = Action.NEVER;
                case "exit" -> list = FilterList.EXIT;
                case "user" -> list = FilterList.USER;
                default ->
                    throw error(
                            at,
                            "bad keyword [" + word + "] in [" + value
                                    + "]; lists are exit, user; actions always, never");
            }
        }
        if (list == null || action == null) {
            throw error(at, "[" + value + "]: expected a list and an action, such as always,exit");
        }
    }

    private void kinds(int at, String value) throws RuleSyntaxException {
        for (String kind : value.split(",", -1)) {
            checkKind(at, kind);
            kinds.add(kind);
        }
    }

    private void checkKind(int at, String kind) throws RuleSyntaxException {
        if (kind.equals("all")) {
            return;
        }
        if (!KIND.matcher(kind).matches()) {
            throw error(at, "kind [" + kind + "]: expected family.verb or family.*, such as file.rename");
        }
        String family = kind.substring(0, kind.indexOf('.'));
        if (KindTable.contract().owns(family)
                && !kind.endsWith(".*")
                && KindTable.contract().find(kind) == null) {
            throw error(
                    at,
                    "unknown kind [" + kind + "]: family " + family + " has no such verb; docs/hooks.md lists them");
        }
    }

    private void field(int at, String value) throws RuleSyntaxException {
        Matcher parts = FIELD.matcher(value);
        String name = parts.matches() ? parts.group(1) : value;
        if (!FIELDS.contains(name)) {
            throw error(at, "-F unknown field: [" + name + "]; fields are " + String.join(", ", FIELDS));
        }
        String rest = parts.group(2);
        Operator operator = operator(at, name, rest);
        String right = rest.substring(operator.text().length());
        if (right.isEmpty()) {
            throw error(at, "-F missing value after operation for [" + name + "]");
        }
        condition(at, name, operator, right);
    }

    private Operator operator(int at, String name, String rest) throws RuleSyntaxException {
        for (Operator operator : Operator.values()) {
            if (rest.startsWith(operator.text())) {
                if (operator.ordersNumbers() && !name.equals("exit")) {
                    throw error(at, "operator [" + operator.text() + "] does not go with [" + name + "]; use = or !=");
                }
                return operator;
            }
        }
        throw error(at, "-F missing operation for [" + name + "]; one of = != < <= > >=");
    }

    private void condition(int at, String name, Operator operator, String value) throws RuleSyntaxException {
        Condition.Test test = switch (name) {
            case "kind" -> {
                checkKind(at, value);
                yield kindTest(operator, value);
            }
            case "path" -> Condition.path(operator, normal(at, name, value, value));
            case "dir" -> Condition.folder(operator, normal(at, name, value, withoutSlash(value)));
            case "success" -> {
                int wanted = successValue(at, value);
                yield operation -> operator.accepts(operation.success() == (wanted == 1));
            }
            case "exit" -> {
                int wanted = exitValue(at, value);
                yield operation -> operator.accepts(Integer.compare(operation.exit(), wanted));
            }
            case "subj" -> operation -> operator.accepts(value.equals(operation.subject()));
            default -> null;
        };
        if (test != null) {
            if (name.equals("success") || name.equals("exit")) {
                outcomeAt = at;
            }
            conditions.add(new Condition(name, operator, value, test));
            return;
        }
        if (operator != Operator.EQUAL) {
            throw error(at, "operator [" + operator.text() + "] does not go with [" + name + "]; use =");
        }
        switch (name) {
            case "key" -> key(at, value);
            case "lane" -> lane = laneValue(at, value);
            case "commit" -> commit(at, value);
            default -> messageTypes.add(messageType(at, value));
        }
    }

    private static Condition.Test kindTest(Operator operator, String value) {
        if (value.equals("all")) {
            return operation -> operator.accepts(true);
        }
        if (value.endsWith(".*")) {
            String family = value.substring(0, value.length() - 1);
            return operation -> operator.accepts(operation.kind().startsWith(family));
        }
        return operation -> operator.accepts(value.equals(operation.kind()));
    }

    /** {@code /srv/} means what {@code /srv} does. */
    private static String withoutSlash(String folder) {
        return folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    /** Operations are compared by their normal names: a rule with another one would never match, and nobody would notice. */
    private String normal(int at, String name, String value, String path) throws RuleSyntaxException {
        if (!path.startsWith("/")) {
            throw error(at, name + " [" + value + "]: expected an absolute path, beginning with /");
        }
        if (!NORMAL.matcher(path).matches()) {
            throw error(at, name + " [" + value + "]: expected a path without //, /./, /../ and / at its end");
        }
        return path;
    }

    private int successValue(int at, String value) throws RuleSyntaxException {
        return switch (value) {
            case "0" -> 0;
            case "1" -> 1;
            default -> throw error(at, "-F value should be number for [success]: [" + value + "]; expected 0 or 1");
        };
    }

    private int exitValue(int at, String value) throws RuleSyntaxException {
        boolean negative = value.startsWith("-");
        String word = negative ? value.substring(1) : value;
        int number = Errno.byName(word);
        if (number < 0) {
            if (!word.matches("\\d{1,6}")) {
                throw error(at, "-F unknown errno - [" + value + "]; expected a number or a name such as -EACCES");
            }
            number = Integer.parseInt(word);
        }
        return negative ? -number : number;
    }

    private Lane laneValue(int at, String value) throws RuleSyntaxException {
        for (Lane candidate : Lane.values()) {
            if (candidate.token().equals(value)) {
                return candidate;
            }
        }
        throw error(at, "lane [" + value + "]: expected reliable or lossy");
    }

    private void commit(int at, String value) throws RuleSyntaxException {
        if (commit != null) {
            throw error(at, "commit [" + value + "]: the rule says commit=" + commit.token() + " already; say it once");
        }
        for (Commit candidate : Commit.values()) {
            if (candidate.token().equals(value)) {
                commit = candidate;
                commitAt = at;
                return;
            }
        }
        throw error(at, "commit [" + value + "]: expected none, exit or entry");
    }

    private String messageType(int at, String value) throws RuleSyntaxException {
        for (RecordType type : RecordType.values()) {
            if (type.name().equals(value)) {
                return value;
            }
        }
        throw error(at, "-F unknown message type - [" + value + "]; such as USER_CMD, SERVICE_START");
    }

    private void key(int at, String value) throws RuleSyntaxException {
        int together = keys.stream().mapToInt(key -> bytes(key) + 1).sum() + bytes(value);
        if (together > MAXIMUM_KEYS) {
            throw error(at, "key [" + value + "]: all keys of a rule together have at most " + MAXIMUM_KEYS + " bytes");
        }
        if (value.chars().anyMatch(c -> Character.isISOControl((char) c))) {
            throw error(at, "key: control characters are not allowed");
        }
        keys.add(value);
    }

    private static int bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }

    private void checkList() throws RuleSyntaxException {
        if (list == FilterList.EXIT && !messageTypes.isEmpty()) {
            throw error(0, "msgtype field can only be used with user filter list; operations are selected by -S KIND");
        }
        boolean ofOperations = !conditions.isEmpty() || !kinds.isEmpty() || lane != Lane.RELIABLE || commit != null;
        if (list == FilterList.USER && ofOperations) {
            throw error(0, "only msgtype and key fields can be used with user filter list");
        }
    }

    private void checkCommit() throws RuleSyntaxException {
        if (commit == null) {
            return;
        }
        String said = "commit=" + commit.token();
        if (action == Action.NEVER) {
            throw error(commitAt, said + " does not go with [never], which records nothing; leave it out");
        }
        if (lane == Lane.LOSSY && commit != Commit.NONE) {
            throw error(commitAt, said + " does not go with [lane=lossy], which waits for nothing; leave one out");
        }
        if (commit == Commit.ENTRY && outcomeAt > 0) {
            throw error(
                    commitAt,
                    said + " does not go with [" + words.get(outcomeAt)
                            + "]: the outcome is known only at the exit; take commit=exit, or leave the outcome out");
        }
    }

    private RuleSyntaxException error(int word, String message) {
        return new RuleSyntaxException(source, line, columns.get(word), message);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%d: %s", source, line, text);
    }
}

package org.doorward.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.audit.Lane;
import org.doorward.control.Enabled;
import org.doorward.event.Commit;

/**
 * Reads one line in the grammar of {@code auditctl(8)}. As there, words are parted by blanks and there is no quoting.
 *
 * <pre>
 *   -a LIST,ACTION | ACTION,LIST   [-S KIND[,KIND]]*  [-F FIELD OP VALUE]*  [-k KEY]*
 *   -A ...                         the same, before the rules before it
 *   -d ...                         forgets the rule before it that reads the same
 *   -w PATH [-p rwxa] [-k KEY]*    -W ... forgets it
 *   -D [-k KEY]                    forgets the rules before it, or those of a key
 *   -e 0|1|2                       whether operations are recorded; behind 2 stands nothing
 * </pre>
 */
final class RuleParser {
    private static final Pattern WORD = Pattern.compile("\\S+");
    /** The name of a field, and what stands behind it. */
    static final Pattern FIELD = Pattern.compile("([A-Za-z_]+)(.*)");
    /** The names of all fields of {@code -F}, in their order. */
    static final SortedSet<String> FIELDS = fields();

    private static final int MAXIMUM_KEYS = 256;
    private static final int MAXIMUM_FIELDS = 64;
    private static final List<String> OPTIONS = List.of("-a", "-A", "-d", "-w", "-W", "-p", "-S", "-F", "-C", "-k");
    private static final Map<String, String> SETTINGS = Map.of(
            "-b", "backlog_limit",
            "-f", "failure_mode",
            "-r", "rate_limit",
            "--backlog_wait_time", "backlog_wait_time");
    private static final Map<String, String> ELSEWHERE = Map.of(
            "task", "a JVM starts no tasks; select process.exec and runtime.startthread in list exit",
            "io_uring", "a JVM has no such calls; use list exit");

    private final String source;
    private final int line;
    private final String text;

    private final List<String> words = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();

    private String verb = "";
    private boolean watch;
    private Condition permission;
    private FilterList list;
    private Action action;
    private Lane lane = Lane.RELIABLE;
    private Commit commit;
    private int commitAt;
    private int outcomeAt;
    private final List<String> kinds = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<MessageType> messageTypes = new ArrayList<>();
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

    /** What this line says. */
    RuleLine read() throws RuleSyntaxException {
        if (words.isEmpty() || words.get(0).startsWith("#")) {
            return RuleLine.NOTHING;
        }
        int unreadable = text.indexOf('\uFFFD'); // what decoders put for bytes that are no text
        if (unreadable >= 0) {
            throw new RuleSyntaxException(
                    source, line, unreadable + 1, "bytes that are no UTF-8; expected a file of rules in UTF-8");
        }
        if (words.get(0).equals("-D")) {
            return forget();
        }
        if (words.get(0).equals("-e")) {
            return enabled();
        }
        for (int i = 0; i < words.size(); i += 2) {
            option(i);
        }
        if (list == null) {
            throw error(0, "Error - no list specified: [" + text.trim() + "]; begin with -a always,exit");
        }
        checkList();
        checkCommit();
        if (watch) {
            conditions.add(permission == null ? watchPermission() : permission);
        }
        Rule rule = new Rule(list, action, kinds, conditions, messageTypes, keys, lane, commit, line);
        return new RuleLine(verb, rule, null, null);
    }

    private RuleLine forget() throws RuleSyntaxException {
        if (words.size() == 1) {
            return new RuleLine("-D", null, null, null);
        }
        if (words.size() == 3 && words.get(1).equals("-k")) {
            return new RuleLine("-D", null, words.get(2), null);
        }
        throw error(
                1,
                "[" + words.get(1) + "]: Wrong number of options for Delete all request; -D takes nothing but -k KEY");
    }

    private RuleLine enabled() throws RuleSyntaxException {
        String value = text.trim().substring(2).trim();
        Enabled enabled = switch (value) {
            case "0" -> Enabled.OFF;
            case "1" -> Enabled.ON;
            case "2" -> Enabled.LOCKED;
            default -> throw error(0, "Enable must be 0, 1, or 2 was [" + value + "]");
        };
        return new RuleLine("-e", null, null, enabled);
    }

    /** This line takes away what is not there. */
    RuleSyntaxException nothingToTakeAway(Rule rule) {
        return error(0, "[" + text.trim() + "]: no rule before it reads [" + rule.text() + "]");
    }

    /** This line stands behind the one that locks the rules. */
    RuleSyntaxException behindTheLock(int lock) {
        return error(0, "[" + text.trim() + "]: line " + lock + " locks the rules; put -e 2 last");
    }

    /** This line is none of those that change rules. */
    RuleSyntaxException noChange() {
        return error(0, "[" + text.trim() + "]: expected a change of rules: -a, -A, -d, -D, -w or -W");
    }

    private void option(int i) throws RuleSyntaxException {
        String option = words.get(i);
        if (SETTINGS.containsKey(option)) {
            throw error(
                    i,
                    "option [" + option + "] is a setting; write " + SETTINGS.get(option) + " into conf/doorward.cfg");
        }
        if (!OPTIONS.contains(option)) {
            throw error(i, "option [" + option + "] is invalid; a rule has " + String.join(", ", OPTIONS));
        }
        if (i + 1 == words.size()) {
            throw error(i, "option [" + option + "] needs a value");
        }
        if (list == null) {
            checkFirst(i, option);
        }
        String value = words.get(i + 1);
        switch (option) {
            case "-a", "-A", "-d" -> listAndAction(i + 1, value);
            case "-w", "-W" -> watch(i + 1, value);
            case "-p" -> permission(i + 1, value);
            case "-S" -> kinds(i + 1, value);
            case "-F" -> field(i + 1, value);
            case "-C" -> comparison(i + 1, value);
            default -> key(i + 1, value);
        }
    }

    private void checkFirst(int at, String option) throws RuleSyntaxException {
        switch (option) {
            case "-k" -> throw error(at, "[-k]: key option needs a watch or syscall given prior to it");
            case "-p" -> throw error(at, "[-p]: permission option needs a watch given prior to it");
            case "-S", "-F", "-C" ->
                throw error(at, "[" + option + "]: list must be given before field; begin with -a always,exit");
            default -> {}
        }
    }

    private void once(int at) throws RuleSyntaxException {
        if (list != null) {
            throw error(
                    at - 1,
                    "[" + words.get(at - 1) + "]: "
                            + (watch || words.get(at - 1).equalsIgnoreCase("-w")
                                    ? "watch option can't be given with a syscall"
                                    : "Multiple rule insert/delete operations are not allowed")
                            + "; write a rule on each line");
        }
        verb = words.get(at - 1);
    }

    /** As auditctl says it today: a watch is a rule of list exit. A file is its own folder, so that dir serves for both. */
    private void watch(int at, String value) throws RuleSyntaxException {
        once(at);
        watch = true;
        list = FilterList.EXIT;
        action = Action.ALWAYS;
        if (!value.startsWith("/")) {
            throw error(at, "The path must start with '/': [" + value + "]");
        }
        conditions.add(condition(at, "dir", Operator.EQUAL, value));
    }

    private void permission(int at, String value) throws RuleSyntaxException {
        if (!watch) {
            throw error(at - 1, "[-p]: permission option needs a watch given prior to it");
        }
        if (permission != null) {
            throw error(at - 1, "[-p]: the watch has permissions already; say it once");
        }
        for (char letter : value.toCharArray()) {
            if ("rwxa".indexOf(letter) < 0) {
                throw error(at, "Permission [" + letter + "] isn't supported: [" + value + "]; some of rwxa");
            }
        }
        permission = condition(at, "perm", Operator.EQUAL, value);
    }

    private Condition watchPermission() throws RuleSyntaxException {
        return condition(0, "perm", Operator.EQUAL, "rwxa");
    }

    private void listAndAction(int at, String value) throws RuleSyntaxException {
        once(at);
        for (String word : value.split(",", -1)) {
            switch (word) {
                case "always" -> action = Action.ALWAYS;
                case "never" -> action = Action.NEVER;
                case "exit" -> list = FilterList.EXIT;
                case "user" -> list = FilterList.USER;
                case "exclude" -> list = FilterList.EXCLUDE;
                case "filesystem" -> list = FilterList.FILESYSTEM;
                case "task", "io_uring" ->
                    throw error(at, "list [" + word + "] in [" + value + "]: " + ELSEWHERE.get(word));
                case "possible" ->
                    throw error(
                            at,
                            setUp() + " rule - bad keyword [possible] in [" + value
                                    + "]: is no longer an action; use always or never");
                default ->
                    throw error(
                            at,
                            setUp() + " rule - bad keyword [" + word + "] in [" + value
                                    + "]; lists are exit, user, exclude, filesystem; actions always, never");
            }
        }
        if (list == null || action == null) {
            throw error(
                    at,
                    setUp() + " rule - bad keyword [" + value
                            + "]: expected a list and an action, such as always,exit");
        }
    }

    /** What the original calls it. */
    private String setUp() {
        return switch (verb) {
            case "-A" -> "Add";
            case "-d" -> "Delete";
            default -> "Append";
        };
    }

    private void kinds(int at, String value) throws RuleSyntaxException {
        if (watch) {
            throw error(at - 1, "[-S]: syscall options are not allowed with a watch; write -a always,exit -F dir=");
        }
        for (String word : value.split(",", -1)) {
            for (String kind : placed(at, () -> KindPattern.resolve(word))) {
                if (!kinds.contains(kind)) {
                    kinds.add(kind);
                }
            }
        }
    }

    private void field(int at, String value) throws RuleSyntaxException {
        Matcher parts = FIELD.matcher(value);
        String name = parts.matches() ? parts.group(1) : value;
        if (!FIELDS.contains(name)) {
            throw error(at, "-F unknown field: [" + name + "]; fields are " + String.join(", ", FIELDS));
        }
        String rest = parts.group(2);
        Operator operator = operator(at, "-F", name, rest);
        String right = right(at, "-F", name, operator, rest);
        checkCount(at, value);
        if (ConditionParser.FIELDS.contains(name)) {
            Condition condition = condition(at, name, operator, right);
            conditions.add(condition);
            outcomeAt = condition.testsOutcome() ? at : outcomeAt;
        } else {
            attribute(at, name, operator, right);
        }
    }

    private void comparison(int at, String value) throws RuleSyntaxException {
        Matcher parts = FIELD.matcher(value);
        if (!parts.matches()) {
            throw error(at, "-C unknown field: [" + value + "]; expected two ids of the process, such as uid!=euid");
        }
        Operator operator = operator(at, "-C", parts.group(1), parts.group(2));
        String right = right(at, "-C", parts.group(1), operator, parts.group(2));
        checkCount(at, value);
        conditions.add(placed(at, () -> ConditionParser.comparison(parts.group(1), operator, right)));
    }

    private void checkCount(int at, String value) throws RuleSyntaxException {
        if (conditions.size() == MAXIMUM_FIELDS) {
            throw error(at, "[" + value + "]: a rule has at most " + MAXIMUM_FIELDS + " fields");
        }
    }

    private String right(int at, String option, String name, Operator operator, String rest)
            throws RuleSyntaxException {
        String right = rest.substring(operator.text().length());
        if (right.isEmpty()) {
            throw error(at, option + " missing value after operation for [" + name + "]");
        }
        return right;
    }

    private Operator operator(int at, String option, String name, String rest) throws RuleSyntaxException {
        Operator operator = Operator.at(rest);
        if (operator != null) {
            return operator;
        }
        throw error(at, option + " missing operation for [" + name + "]; one of = != < <= > >= & &=");
    }

    private Condition condition(int at, String name, Operator operator, String value) throws RuleSyntaxException {
        return placed(at, () -> ConditionParser.parse(name, operator, value));
    }

    /** What a field says of the record, not of the operation. */
    private void attribute(int at, String name, Operator operator, String value) throws RuleSyntaxException {
        placed(at, () -> {
            RecordAttribute.checkOperator(name, operator);
            return operator;
        });
        switch (name) {
            case "key" -> key(at, value);
            case "lane" -> lane = placed(at, () -> RecordAttribute.lane(value));
            case "commit" -> commit(at, value);
            default -> messageTypes.add(placed(at, () -> RecordAttribute.messageType(operator, value)));
        }
    }

    private void commit(int at, String value) throws RuleSyntaxException {
        if (commit != null) {
            throw error(at, "commit [" + value + "]: the rule says commit=" + commit.token() + " already; say it once");
        }
        commit = placed(at, () -> RecordAttribute.commit(value));
        commitAt = at;
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
        boolean more = !kinds.isEmpty() || lane != Lane.RELIABLE || commit != null;
        List<String> fields = conditions.stream().map(Condition::field).toList();
        placed(0, () -> {
            ListFields.check(list, action, fields, !messageTypes.isEmpty(), more);
            return list;
        });
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

    private static SortedSet<String> fields() {
        SortedSet<String> fields = new TreeSet<>(ConditionParser.FIELDS);
        fields.addAll(RecordAttribute.FIELDS);
        return Collections.unmodifiableSortedSet(fields);
    }

    /** A part of a rule, read elsewhere. */
    private interface Reading<T> {
        T read() throws WrongWordException;
    }

    private <T> T placed(int word, Reading<T> part) throws RuleSyntaxException {
        try {
            return part.read();
        } catch (WrongWordException e) {
            throw error(word, e.getMessage());
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

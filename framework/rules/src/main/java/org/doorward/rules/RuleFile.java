package org.doorward.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.control.Enabled;

/*
 * A file of rules is a script: a line may take away what a line before it has added, or put a rule before all others. So a change is made
 * where a person would make it, and counts only if the file then says the rules that are meant; else the command itself is put behind the
 * others, which always does (RuleFileProperties).
 */
/** A file of rules: its lines, and what they say. Immutable, safe for all threads. */
public final class RuleFile {
    private final String source;
    private final List<String> lines;
    private final List<RuleLine> read;
    private final RuleSet rules;
    private final int enabledAt;

    private RuleFile(String source, List<String> lines, List<RuleLine> read, List<Rule> rules, int enabledAt) {
        this.source = source;
        this.lines = List.copyOf(lines);
        this.read = read;
        this.rules = rules.isEmpty() ? RuleSet.empty() : new RuleSet(rules);
        this.enabledAt = enabledAt;
    }

    /**
     * Reads rules, one a line; blank lines and lines that begin with {@code #} are passed over.
     *
     * @param source what they were read from, for messages
     * @throws RuleSyntaxException for the first line that is wrong
     */
    public static RuleFile parse(String source, List<String> lines) throws RuleSyntaxException {
        List<Rule> rules = new ArrayList<>();
        List<RuleLine> read = new ArrayList<>();
        int enabledAt = -1;
        for (int i = 0; i < lines.size(); i++) {
            RuleParser parser = new RuleParser(source, i + 1, lines.get(i));
            RuleLine line = parser.read();
            if (line.saysSomething() && enabledAt >= 0 && read.get(enabledAt).enabled() == Enabled.LOCKED) {
                throw parser.behindTheLock(enabledAt + 1);
            }
            if (!line.apply(rules)) {
                throw parser.nothingToTakeAway(line.rule());
            }
            enabledAt = line.enabled() == null ? enabledAt : i;
            read.add(line);
        }
        return new RuleFile(source, lines, read, rules, enabledAt);
    }

    /** The lines, as they were written. */
    public List<String> lines() {
        return lines;
    }

    /** The rules that they come to. */
    public RuleSet rules() {
        return rules;
    }

    /** What the last {@code -e} says; {@code null} if there is none. */
    public Enabled enabled() {
        return enabledAt < 0 ? null : read.get(enabledAt).enabled();
    }

    /** The line of {@link #enabled}, from 1; 0 if there is none. */
    public int enabledLine() {
        return enabledAt + 1;
    }

    /**
     * The file with a change in it; comments and the order of the other lines stay.
     *
     * @param command a line that begins with -a, -A, -d, -D, -w or -W
     * @throws RuleSyntaxException if it is no such line
     * @throws RuleRefusedException if the rule that it adds is there, or the one that it takes away is not
     */
    public RuleFile with(String command) throws RuleSyntaxException, RuleRefusedException {
        return with("auditctl", 1, command);
    }

    RuleFile with(String from, int line, String command) throws RuleSyntaxException, RuleRefusedException {
        RuleParser parser = new RuleParser(from, line, command);
        RuleLine change = parser.read();
        if (!change.adds() && !change.takesAway()) {
            throw parser.noChange();
        }
        List<Rule> meant = new ArrayList<>(rules.rules());
        if (change.adds() && rules.print().contains(change.rule().text())) {
            throw exists();
        }
        if (!change.apply(meant)) {
            throw new RuleRefusedException(
                    "Error sending delete rule data request (No such file or directory)", "missing");
        }
        List<String> texts = meant.stream().map(Rule::text).toList();
        try {
            RuleFile edited = parse(source, edited(change, command.strip()));
            if (edited.rules.print().equals(texts)) {
                return edited;
            }
        } catch (RuleSyntaxException e) {
            // A line took away what is gone now: said below, in another way.
        }
        return parse(source, appended(command.strip()));
    }

    static RuleRefusedException exists() {
        return new RuleRefusedException("Error sending add rule data request (Rule exists)", "exists");
    }

    /** The file with these rules behind the others. */
    RuleFile withBehind(List<String> commands) throws RuleSyntaxException {
        List<String> changed = new ArrayList<>(lines);
        changed.addAll(end(), commands);
        return parse(source, changed);
    }

    private List<String> edited(RuleLine change, String command) {
        return switch (change.verb()) {
            case "-A" -> inserted(firstRule(), command);
            case "-d", "-W" ->
                without(line ->
                        line.adds() && line.rule().text().equals(change.rule().text()));
            case "-D" ->
                change.key() == null
                        ? without(line -> line.adds() || line.takesAway())
                        : without(line -> line.adds() && line.rule().keys().contains(change.key()));
            default -> appended(command);
        };
    }

    private int firstRule() {
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).adds()) {
                return i;
            }
        }
        return end();
    }

    private List<String> appended(String command) {
        return inserted(end(), command);
    }

    /** Behind the last line, but before one that locks. */
    private int end() {
        return enabled() == Enabled.LOCKED ? enabledAt : lines.size();
    }

    private List<String> inserted(int at, String command) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(at, command);
        return changed;
    }

    private List<String> without(Predicate<RuleLine> gone) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!gone.test(read.get(i))) {
                changed.add(lines.get(i));
            }
        }
        return changed;
    }
}

package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A file that a command has changed says what the rules before and the command come to, and is otherwise as it was. */
class RuleFileProperties {
    private static final List<String> RULES = List.of(
            "always,exit -S file.open -k a",
            "always,exit -S file.open -k b",
            "never,exit -S file.link -k a",
            "always,exit -S file.rename");

    @Property(tries = 3000)
    void theChangedFileComesToTheRulesAndTheCommand(
            @ForAll("files") List<String> lines, @ForAll("commands") String command) throws Exception {
        RuleFile file = read(lines);
        List<String> expected = naive(file.rules().print(), command);
        RuleFile changed;
        try {
            changed = file.with(command);
        } catch (RuleRefusedException e) {
            assertThat(expected).isNull();
            return;
        }

        assertThat(changed.rules().print()).isEqualTo(expected);
        assertThat(RuleFile.parse("again", changed.lines()).rules().print()).isEqualTo(expected);
        assertThat(changed.enabled()).isEqualTo(file.enabled());
        assertThat(comments(changed)).isEqualTo(comments(file));
        List<String> kept = new ArrayList<>(changed.lines());
        kept.retainAll(file.lines());
        List<String> before = new ArrayList<>(file.lines());
        before.retainAll(kept);
        assertThat(kept.stream().distinct())
                .isEqualTo(before.stream().distinct().toList());
    }

    /** What a person would make of it; {@code null}: it is refused. */
    private static List<String> naive(List<String> rules, String command) {
        String verb = command.substring(0, 2);
        String rule = "-a" + command.substring(2);
        List<String> after = new ArrayList<>(rules);
        switch (verb) {
            case "-a" -> after.add(rule);
            case "-A" -> after.add(0, rule);
            case "-d" -> after.removeIf(rule::equals);
            default -> after.removeIf(one -> command.equals("-D") || one.endsWith(command.substring(2)));
        }
        boolean adds = verb.equals("-a") || verb.equals("-A");
        boolean refused = adds ? rules.contains(rule) : verb.equals("-d") && !rules.contains(rule);
        return refused ? null : after;
    }

    private static List<String> comments(RuleFile file) {
        return file.lines().stream()
                .filter(line -> line.isBlank() || line.startsWith("#"))
                .toList();
    }

    /** Lines that make a file; a line that would be wrong where it stands is left out. */
    private static RuleFile read(List<String> lines) {
        List<String> right = new ArrayList<>();
        RuleFile file = null;
        for (String line : lines) {
            right.add(line);
            try {
                file = RuleFile.parse("file", right);
            } catch (RuleSyntaxException e) {
                right.remove(right.size() - 1);
            }
        }
        return file == null ? empty() : file;
    }

    private static RuleFile empty() {
        try {
            return RuleFile.parse("file", List.of());
        } catch (RuleSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Provide
    Arbitrary<List<String>> files() {
        Arbitrary<String> others = Arbitraries.of("# one", "", "#-a never,exit", "-e 1", "-e 2", "  ");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, commands()), net.jqwik.api.Tuple.of(2, others))
                .list()
                .ofMaxSize(9);
    }

    @Provide
    Arbitrary<String> commands() {
        Arbitrary<String> ofRules = Arbitraries.of("-a", "-a", "-A", "-d")
                .flatMap(verb -> Arbitraries.of(RULES).map(rule -> verb + " " + rule));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, ofRules),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("-D", "-D -k a", "-D -k b")));
    }
}

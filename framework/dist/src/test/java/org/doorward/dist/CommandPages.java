package org.doorward.dist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Pages in the manner of man(1), of the commands themselves. */
final class CommandPages {
    private static final String HEAD = """
            # Commands

            Generated from the commands themselves; `mvn -pl framework/dist -am test -Dtest=CommandPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddoorward.pages=write` writes it anew.

            All are words behind `doorward`, whose option `--home DIR` names the instance, before or behind them. `doorward run`, `doorward exec`, `doorward demo`,
            `doorward completion` and `doorward archive` are the command line's alone. The others are commands of the instance's own shell, too, and so of `doorward exec`: there they stand without `doorward`.
            Bundles bring more; `doorward exec help` lists what an instance has. `--color` is an option of all of them. With `source <(bin/doorward completion)` bash completes commands,
            options and their values; the shell at the terminal of an instance does so, too, and knows its modules, the keys of its rules and its bundles.
            Of `auditctl -F` and `-C` bash completes the field, the shell also what stands behind the operator.

            """;

    private CommandPages() {}

    static String of(CommandLine root) {
        StringBuilder pages = new StringBuilder(HEAD);
        pages.append(page("doorward", root));
        root.getSubcommands().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        command -> pages.append("\n").append(page("doorward " + command.getKey(), command.getValue())));
        return pages.toString();
    }

    private static String page(String name, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String[] description = spec.usageMessage().description();
        List<String> lines = new ArrayList<>();
        lines.add("## " + name);
        lines.add("");
        lines.add("```text");
        section("NAME", List.of(name + " - " + (description.length == 0 ? "" : description[0])), lines);
        section(
                "SYNOPSIS",
                command.getHelp().synopsis(0).stripTrailing().lines().toList(),
                lines);
        if (description.length > 1) {
            section("DESCRIPTION", Arrays.asList(description), lines);
        }
        section("ARGUMENTS", arguments(spec), lines);
        section("OPTIONS", options(spec), lines);
        section("EXIT STATUS", exitCodes(spec), lines);
        lines.remove(lines.size() - 1);
        lines.add("```");
        return String.join("\n", lines) + "\n";
    }

    private static void section(String title, List<String> body, List<String> lines) {
        if (!body.isEmpty()) {
            lines.add(title);
            body.forEach(line -> lines.add(("    " + plain(line)).stripTrailing()));
            lines.add("");
        }
    }

    private static String plain(String text) {
        return Ansi.OFF.string(text.replace("%n", " ").replace("%%", "%"));
    }

    private static List<String> arguments(CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entry(parameter.paramLabel(), parameter.description(), lines);
        }
        return lines;
    }

    private static List<String> options(CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        spec.options().stream()
                .filter(option -> !option.hidden() && !option.inherited())
                .sorted(Comparator.comparing(OptionSpec::longestName, CommandPages::byLetters))
                .forEach(option -> {
                    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                    entry(
                            Arrays.stream(option.names())
                                    .map(name -> name + value)
                                    .collect(Collectors.joining(", ")),
                            option.description(),
                            lines);
                });
        return lines;
    }

    private static int byLetters(String one, String other) {
        int letters = one.replaceFirst("^-+", "").compareToIgnoreCase(other.replaceFirst("^-+", ""));
        return letters != 0 ? letters : one.compareTo(other);
    }

    private static void entry(String head, String[] description, List<String> lines) {
        lines.add(head);
        for (String line : description) {
            lines.add("    " + line);
        }
    }

    private static List<String> exitCodes(CommandSpec spec) {
        return spec.usageMessage().exitCodeList().entrySet().stream()
                .map(code -> code.getKey() + "  " + code.getValue())
                .toList();
    }
}

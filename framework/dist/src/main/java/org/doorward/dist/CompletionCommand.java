package org.doorward.dist;

import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code doorward completion}: what bash needs to complete this command line. Made of the commands themselves, so it is always theirs. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash that completes commands and options: source <(doorward completion)",
            "For all users: doorward completion > /etc/bash_completion.d/doorward"
        })
final class CompletionCommand implements Runnable {
    private static final String QUOTE = "printf -v quoted %q \"${options[i]}\"";
    private static final String UNQUOTE = "\n    quoted=${quoted//\\\\,/,}\n    quoted=${quoted//\\\\!=/!=}";
    private static final String REPLY = "_option_args[@]}\" ) )\n";
    private static final String WITHOUT_A_BLANK =
            "      [[ ${COMPREPLY[0]} == *= ]] && type compopt &>/dev/null && compopt -o nospace\n";
    /** Each word behind those that are typed already; {@code $1} is its variable. */
    private static final String BEHIND_THE_COMMA = "$1=(\"\\${$1[@]/#/\"\\${curr_word%\"\\${curr_word##*,}\"}\"}\")";

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println(script(DoorwardCommand.described(spec.root().commandLine())));
    }

    /*
     * What picocli writes offers '' where an instance alone knows the words, never finds a word with a comma or !=, because printf puts a
     * backslash before it, completes the first only of several values in a word, and lets a blank stand behind an operator. A variable that
     * is named after a longest name is that option's. bash parts words at =, where picocli's functions do not look: values of a field are
     * not completed.
     */
    static String script(CommandLine commands) {
        String severalValues = commands.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> option.splitRegex().equals(","))
                .map(OptionSpec::longestName)
                .distinct()
                .collect(Collectors.joining("|"));
        return AutoComplete.bash("doorward", commands)
                .replace("=(\"\")", "=()")
                .replace(REPLY, REPLY + WITHOUT_A_BLANK)
                .replace(QUOTE, QUOTE + UNQUOTE)
                .replaceAll("(?m)^  local (\\w+)=\\(.* # (" + severalValues + ") values$", "$0\n  " + BEHIND_THE_COMMA);
    }
}

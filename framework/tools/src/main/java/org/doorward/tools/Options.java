package org.doorward.tools;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/*
 * Commands that read a trail are started by the thousand, from scripts. Of annotations a JVM makes the proxies anew at each start, and picocli
 * looks for them at every member: that was half of the time until a search began (ADR 36).
 */
/**
 * The options and parameters of a command that says them by picocli's builders, in the order of its help; each method adds one. Not safe for
 * several threads.
 */
public final class Options {
    private final CommandSpec command;

    /** Those of this command, behind what it has already. */
    public Options(CommandSpec command) {
        this.command = command;
    }

    /** A text. */
    public OptionValue<String> text(OptionSpec.Builder option) {
        return of(String.class, option);
    }

    /** A whole number. */
    public OptionValue<Long> number(OptionSpec.Builder option) {
        return of(Long.class, option);
    }

    /** A whole number that is no option's. */
    public OptionValue<Long> number(PositionalParamSpec.Builder parameter) {
        return add(parameter.type(Long.class).build());
    }

    /** A file or a folder, which the shells complete. */
    public OptionValue<Path> file(OptionSpec.Builder option) {
        return of(Path.class, option);
    }

    /** One of the words of a type; they complete it. */
    public <E extends Enum<E>> OptionValue<E> word(Class<E> words, OptionSpec.Builder option) {
        return of(words, option);
    }

    /** Texts: what may be given several times, or has several words. */
    public OptionValue<List<String>> texts(OptionSpec.Builder option) {
        return add(option.type(List.class).auxiliaryTypes(String.class).build());
    }

    /** An option without a value of its own: true if it is given, else false. */
    public OptionValue<Boolean> flag(OptionSpec.Builder option) {
        return add(option.type(boolean.class).initialValue(false).build());
    }

    /** {@code --help}. */
    public void help() {
        flag(OptionSpec.builder("--help").usageHelp(true).description("Prints this help."));
    }

    private <T> OptionValue<T> of(Class<T> type, OptionSpec.Builder option) {
        return add(option.type(type).build());
    }

    private <T> OptionValue<T> add(ArgSpec argument) {
        command.add(argument);
        return new OptionValue<>(argument);
    }

    /** What to throw when a word says nothing that the command understands. */
    public ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}

package org.doorward.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.OperatorControl;
import org.doorward.control.RuleStatus;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code auditctl}: the state of the engine and its rules, in the words of {@code auditctl(8)}. What changes something is carried out by
 * {@link AuditctlChange}, from the words as they were typed: their order has a meaning there, which options here have not.
 */
@Command(
        name = "auditctl",
        description = "Shows the state of auditing and its rules, and changes them.",
        mixinStandardHelpOptions = false,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:--check or -R found an error",
            "2:wrong usage, or the engine is not running",
            "255:refused, with why"
        })
public final class AuditctlCommand implements Callable<Integer> {
    private final Supplier<AuditControl> control;
    private final Supplier<OperatorControl> switches;

    @ArgGroup(multiplicity = "1")
    private Action action;

    @Option(
            names = "-S",
            split = ",",
            paramLabel = "KIND",
            completionCandidates = KindNames.class,
            description = "With a rule: an operation or a system call, or several.")
    private List<String> kinds;

    @Option(
            names = "-F",
            paramLabel = "FIELD",
            completionCandidates = FieldsAndValues.class,
            description = "With a rule: a field, an operator and a value.")
    private List<String> fields;

    @Option(
            names = "-C",
            paramLabel = "FIELDS",
            completionCandidates = ComparedFields.class,
            description = "With a rule: two fields and an operator.")
    private List<String> comparisons;

    @Option(names = "-p", paramLabel = "rwxa", description = "With -w: what is done to the file.")
    private String permissions;

    @Option(
            names = "-k",
            paramLabel = "KEY",
            completionCandidates = LiveNames.Keys.class,
            description = "With a rule: a key that its records get. With -l and -D: only rules that give this key.")
    private List<String> keys;

    @Option(names = "-v", description = "With -l: before each rule, how many operations it decided on.")
    private boolean verbose;

    @Option(names = "-c", description = "With -R: line after line; go on after an error, and fail at the end.")
    private boolean goOn;

    @Option(names = "-i", description = "With -R: line after line; go on after an error as if there was none.")
    private boolean ignore;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    static final class Action {
        @Option(names = "-s", required = true, description = "Prints the state: limits, backlog, and the ledger.")
        boolean status;

        @Option(names = "-l", required = true, description = "Lists the rules, one a line.")
        boolean list;

        @Option(
                names = "-a",
                required = true,
                paramLabel = "LIST,ACTION",
                completionCandidates = ListsAndActions.class,
                description = "Adds a rule after the others.")
        String append;

        @Option(
                names = "-A",
                required = true,
                paramLabel = "LIST,ACTION",
                completionCandidates = ListsAndActions.class,
                description = "Adds one before the others.")
        String prepend;

        @Option(
                names = "-d",
                required = true,
                paramLabel = "LIST,ACTION",
                completionCandidates = ListsAndActions.class,
                description = "Takes away the rule that reads the same.")
        String delete;

        @Option(names = "-D", required = true, description = "Takes away all rules, or those of a key.")
        boolean deleteAll;

        @Option(names = "-w", required = true, paramLabel = "PATH", description = "Adds a watch.")
        String watch;

        @Option(names = "-W", required = true, paramLabel = "PATH", description = "Takes a watch away.")
        String unwatch;

        @Option(
                names = "-R",
                required = true,
                paramLabel = "FILE",
                description = "Carries out the lines of a file: all of them or none.")
        Path read;

        @Option(
                names = "-e",
                required = true,
                paramLabel = "0..2",
                description = "Recording off, on, or on and all configuration locked until the process ends.")
        String enabled;

        @Option(
                names = "-f",
                required = true,
                paramLabel = "0..2",
                description = "When a record cannot be kept: silent, log, or deny.")
        String failure;

        @Option(names = "-b", required = true, paramLabel = "EVENTS", description = "Sets the backlog limit.")
        String backlog;

        @Option(names = "-r", required = true, paramLabel = "EVENTS", description = "Sets the rate limit, per second.")
        String rate;

        @Option(
                names = "--backlog_wait_time",
                required = true,
                paramLabel = "MS",
                description = "Sets how long operations wait for room.")
        String waitTime;

        @Option(names = "-m", required = true, paramLabel = "TEXT", description = "Writes a message to the trail.")
        String message;

        @Option(names = "--reset-lost", required = true, description = "Prints the lost counter and sets it to zero.")
        boolean resetLost;

        @Option(
                names = "--reset_backlog_wait_time_actual",
                required = true,
                description = "Prints how long operations waited for room, in milliseconds, and sets it to zero.")
        boolean resetBacklogWait;

        @Option(
                names = "--check",
                required = true,
                paramLabel = "FILE",
                description =
                        "Reads rules from a file and prints each as it is understood, or the error; nothing changes.")
        Path check;

        boolean ofRules() {
            return append != null || prepend != null || delete != null || deleteAll || watch != null || unwatch != null;
        }

        boolean ofSettings() {
            return enabled != null || failure != null || backlog != null || rate != null || waitTime != null;
        }
    }

    /** The command over these controls, which are asked for when it runs. */
    public AuditctlCommand(Supplier<AuditControl> control, Supplier<OperatorControl> switches) {
        this.control = control;
        this.switches = switches;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        checkCompany();
        if (action.check != null) {
            return check(out);
        }
        if (action.status) {
            StatusText.print(running(control), out);
        } else if (action.list) {
            list(running(control).ruleStatus(), out);
        } else {
            return change(new AuditctlChange(running(switches), out), out);
        }
        return ExitCode.DONE;
    }

    private void checkCompany() {
        goesWith("-v", verbose, action.list, "-l");
        goesWith("-k", keys != null, action.list || action.ofRules(), "-l, -D and rules");
        goesWith("-S", kinds != null, action.ofRules(), "rules");
        goesWith("-F", fields != null, action.ofRules(), "rules");
        goesWith("-C", comparisons != null, action.ofRules(), "rules");
        goesWith("-p", permissions != null, action.ofRules(), "rules");
        goesWith("-c", goOn, action.read != null, "-R");
        goesWith("-i", ignore, action.read != null, "-R");
    }

    private void goesWith(String option, boolean said, boolean may, String company) {
        if (said && !may) {
            throw new ParameterException(spec.commandLine(), "[" + option + "]: goes with " + company + " only");
        }
    }

    private int change(AuditctlChange change, PrintWriter out) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (action.read != null) {
            return change.file(action.read, goOn, ignore, err);
        }
        try {
            change.run(spec.commandLine().getParseResult().originalArgs());
        } catch (ChangeRefusedException e) {
            err.println(e.getMessage());
            return ExitCode.AS_AUDITCTL;
        }
        if (action.ofSettings()) {
            StatusText.print(running(control), out); // as the original does
        }
        return ExitCode.DONE;
    }

    private static <T> T running(Supplier<T> service) {
        T running = service.get();
        if (running == null) {
            throw new IllegalStateException("the engine is not running");
        }
        return running;
    }

    private void list(List<RuleStatus> rules, PrintWriter out) {
        List<RuleStatus> wanted = rules.stream()
                .filter(rule -> keys == null || rule.keys().containsAll(keys))
                .toList();
        if (wanted.isEmpty()) {
            out.println(AuditctlChange.NO_RULES);
        }
        for (RuleStatus rule : wanted) {
            out.println(verbose ? String.format(Locale.ROOT, "%12d  %s", rule.hits(), rule.text()) : rule.text());
        }
    }

    private int check(PrintWriter out) throws IOException {
        try {
            RuleSet.parse(action.check.toString(), lines(action.check)).print().forEach(out::println);
            return ExitCode.DONE;
        } catch (RuleSyntaxException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.NOTHING_FOUND;
        }
    }

    static List<String> lines(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("[" + file + "] cannot be read; expected a file of rules");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}

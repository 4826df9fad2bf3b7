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
import org.doorward.audit.Lane;
import org.doorward.control.AccountStatus;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LossReason;
import org.doorward.control.OperatorControl;
import org.doorward.control.RuleStatus;
import org.doorward.control.TrailStatus;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auditctl}: the state of the engine and its rules, in the words of {@code auditctl(8)}. */
@Command(
        name = "auditctl",
        description = "Shows the state of auditing and its rules.",
        mixinStandardHelpOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:--check found an error", "2:refused, or wrong usage"})
public final class AuditctlCommand implements Callable<Integer> {
    private final Supplier<AuditControl> control;
    private final Supplier<OperatorControl> switches;

    @ArgGroup(multiplicity = "1")
    private Action action;

    @Option(names = "-v", description = "With -l: before each rule, how many operations it decided on.")
    private boolean verbose;

    @Option(names = "-k", paramLabel = "KEY", description = "With -l: only rules that give this key.")
    private String key;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    static final class Action {
        @Option(names = "-s", required = true, description = "Prints the state: limits, backlog, and the ledger.")
        boolean status;

        @Option(names = "-l", required = true, description = "Lists the rules, one a line.")
        boolean list;

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
    }

    /** The command over these controls, which are asked for when it runs. */
    public AuditctlCommand(Supplier<AuditControl> control, Supplier<OperatorControl> switches) {
        this.control = control;
        this.switches = switches;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!action.list && (verbose || key != null)) {
            throw new ParameterException(spec.commandLine(), "[" + (verbose ? "-v" : "-k") + "]: goes with -l only");
        }
        if (action.check != null) {
            return check(out);
        }
        if (action.status) {
            print(running(control).status(), out);
        } else if (action.list) {
            list(running(control).ruleStatus(), out);
        } else if (action.resetBacklogWait) {
            out.println("backlog_wait_time_actual: " + running(switches).resetBacklogWait());
        } else {
            out.println("lost: " + running(switches).resetLost());
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
                .filter(rule -> key == null || rule.keys().contains(key))
                .toList();
        if (wanted.isEmpty()) {
            out.println("No rules");
        }
        for (RuleStatus rule : wanted) {
            out.println(verbose ? String.format(Locale.ROOT, "%12d  %s", rule.hits(), rule.text()) : rule.text());
        }
    }

    private int check(PrintWriter out) throws IOException {
        if (!Files.isReadable(action.check)) {
            throw new IOException("[" + action.check + "] cannot be read; expected a file of rules");
        }
        try {
            String text = new String(Files.readAllBytes(action.check), StandardCharsets.UTF_8);
            RuleSet.parse(action.check.toString(), text.lines().toList())
                    .print()
                    .forEach(out::println);
            return ExitCode.DONE;
        } catch (RuleSyntaxException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.NOTHING_FOUND;
        }
    }

    private static void print(AuditStatus status, PrintWriter out) {
        out.println("enabled " + (status.enabled() ? 1 : 0));
        out.println("failure " + status.failureMode().ordinal());
        out.println("pid " + status.pid());
        out.println("rate_limit " + status.rateLimit());
        out.println("backlog_limit " + status.backlogLimit());
        out.println("lost " + status.lost());
        out.println("backlog " + status.backlog());
        out.println("backlog_wait_time " + status.backlogWaitTimeMillis());
        out.println("backlog_wait_time_actual " + status.backlogWaitMillis());
        out.println("backlog_waits " + status.backlogWaits());
        out.println("backlog_high_water " + status.backlogHighWater());
        out.println("backlog_limit_bytes " + status.backlogLimitBytes());
        out.println("backlog_bytes " + status.backlogBytes());
        out.println("backlog_high_water_bytes " + status.backlogHighWaterBytes());
        out.println("bundle_rate_limit " + status.bundleRateLimit());
        out.println("bundle_backlog_share " + status.bundleBacklogShare());
        out.println("last_serial " + status.lastSerial());
        for (Lane lane : Lane.values()) {
            out.println("emitted_" + lane.token() + " " + status.emitted(lane));
            out.println("written_" + lane.token() + " " + status.written(lane));
            for (LossReason reason : LossReason.values()) {
                out.println("lost_" + lane.token() + "_" + reason.token() + " " + status.lost(lane, reason));
            }
        }
        print(status.trail(), out);
        for (AccountStatus account : status.accounts()) {
            print(account, out);
        }
        if (!status.unmediated().isEmpty()) {
            out.println("not_mediated " + status.unmediated());
        }
    }

    private static void print(TrailStatus trail, PrintWriter out) {
        if (trail != null) {
            out.println("trail_segment " + trail.segment());
            out.println("trail_state " + trail.state().name().toLowerCase(Locale.ROOT));
            out.println("trail_free_mb " + trail.freeMegabytes());
            out.println("trail_stalled_ms " + trail.stalledMillis());
        }
    }

    /** One line, with the numbers that are not zero; none if all are. */
    private static void print(AccountStatus account, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (Lane lane : Lane.values()) {
            number(line, "emitted_" + lane.token(), account.emitted(lane));
            number(line, "written_" + lane.token(), account.written(lane));
            for (LossReason reason : LossReason.values()) {
                number(line, "lost_" + lane.token() + "_" + reason.token(), account.lost(lane, reason));
            }
        }
        number(line, "backlog", account.backlog());
        number(line, "backlog_bytes", account.backlogBytes());
        if (line.length() > 0) {
            out.println("account " + account.label() + line);
        }
    }

    private static void number(StringBuilder line, String name, long value) {
        if (value != 0) {
            line.append(' ').append(name).append('=').append(value);
        }
    }
}

package org.doorward.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.OperatorControl;
import org.doorward.rules.RuleRefusedException;
import org.doorward.rules.SwitchLine;

/** What {@code auditctl} changes: one line of words, or a file of such lines. */
final class AuditctlChange {
    static final String NO_RULES = "No rules";

    private static final Pattern BLANK = Pattern.compile("\\s+");

    private final OperatorControl operator;
    private final PrintWriter out;

    AuditctlChange(OperatorControl operator, PrintWriter out) {
        this.operator = operator;
        this.out = out;
    }

    /**
     * Carries out the lines of a file: all of them or none, in one step. With an option to go on after an error, which may stand in the file,
     * one after the other.
     *
     * @param goOn go on after an error, and fail at the end
     * @param ignore go on after an error, and do not fail
     * @return the exit code
     */
    int file(Path file, boolean goOn, boolean ignore, PrintWriter err) throws IOException {
        List<String> lines =
                AuditctlCommand.lines(file).stream().map(String::strip).toList();
        boolean ignoring = ignore || lines.contains("-i");
        if (ignoring || goOn || lines.contains("-c")) {
            return oneByOne(file, lines, err) || ignoring ? ExitCode.DONE : ExitCode.NOTHING_FOUND;
        }
        try {
            operator.load(file.toString(), lines);
            return ExitCode.DONE;
        } catch (ChangeRefusedException e) {
            err.println(e.getMessage());
            return ExitCode.NOTHING_FOUND;
        }
    }

    private boolean oneByOne(Path file, List<String> lines, PrintWriter err) {
        boolean done = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || line.startsWith("#") || line.equals("-c") || line.equals("-i")) {
                continue;
            }
            try {
                run(List.of(BLANK.split(line)));
            } catch (ChangeRefusedException e) {
                err.println(e.getMessage());
                err.println("There was an error in line " + (i + 1) + " of " + file);
                done = false;
            }
        }
        return done;
    }

    /** Carries out these words. @throws ChangeRefusedException if they are wrong, or the engine refuses it; nothing has changed then */
    void run(List<String> words) throws ChangeRefusedException {
        String option = words.get(0);
        SwitchLine said = switchLine(words);
        if (said != null) {
            set(said);
            return;
        }
        switch (option) {
            case "-m" -> operator.message(String.join(" ", words.subList(1, words.size())));
            case "--reset-lost" -> out.println("lost: " + operator.resetLost());
            case "--reset_backlog_wait_time_actual" ->
                out.println("backlog_wait_time_actual: " + operator.resetBacklogWait());
            default -> rules(option, words);
        }
    }

    private static SwitchLine switchLine(List<String> words) throws ChangeRefusedException {
        try {
            return SwitchLine.read(words);
        } catch (RuleRefusedException e) {
            throw new ChangeRefusedException(e.getMessage());
        }
    }

    private void set(SwitchLine said) throws ChangeRefusedException {
        switch (said.option()) {
            case ENABLED -> operator.setEnabled(Enabled.values()[(int) said.value()]);
            case FAILURE -> operator.setFailureMode(FailureMode.values()[(int) said.value()]);
            case BACKLOG -> operator.setBacklogLimit(said.value());
            case RATE -> operator.setRateLimit(said.value());
            case WAIT_TIME -> operator.setBacklogWaitTimeMillis(said.value());
        }
    }

    private void rules(String option, List<String> words) throws ChangeRefusedException {
        for (String word : words) {
            if (BLANK.matcher(word).find() || word.isEmpty()) {
                throw new ChangeRefusedException(
                        "[" + word + "]: expected words without blanks; a rule has no quoting");
            }
        }
        operator.changeRules(String.join(" ", words));
        if (option.equals("-D") && words.size() == 1) {
            out.println(NO_RULES);
        }
    }
}

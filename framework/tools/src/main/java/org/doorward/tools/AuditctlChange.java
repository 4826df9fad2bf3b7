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

/** What {@code auditctl} changes: one line of words, or a file of such lines, each carried out before the next is read. */
final class AuditctlChange {
    static final String NO_RULES = "No rules";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern BLANK = Pattern.compile("\\s+");

    private final OperatorControl operator;
    private final PrintWriter out;

    AuditctlChange(OperatorControl operator, PrintWriter out) {
        this.operator = operator;
        this.out = out;
    }

    /**
     * Carries out the lines of a file in order, up to the first error; a line may be {@code -c} or {@code -i}, as the options of those names.
     *
     * @param goOn go on after an error, and fail at the end
     * @param ignore go on after an error, and do not fail
     * @return the exit code
     */
    int file(Path file, boolean goOn, boolean ignore, PrintWriter err) throws IOException {
        boolean failing = goOn;
        boolean ignoring = ignore;
        boolean failed = false;
        int number = 0;
        for (String line : AuditctlCommand.lines(file)) {
            number++;
            String said = line.strip();
            failing |= said.equals("-c");
            ignoring |= said.equals("-i");
            if (said.isEmpty() || said.startsWith("#") || said.equals("-c") || said.equals("-i")) {
                continue;
            }
            try {
                run(List.of(BLANK.split(said)));
            } catch (ChangeRefusedException e) {
                err.println(e.getMessage());
                err.println("There was an error in line " + number + " of " + file);
                if (!failing && !ignoring) {
                    return ExitCode.NOTHING_FOUND;
                }
                failed = true;
            }
        }
        return failed && !ignoring ? ExitCode.NOTHING_FOUND : ExitCode.DONE;
    }

    /** Carries out these words. @throws ChangeRefusedException if they are wrong, or the engine refuses it; nothing has changed then */
    void run(List<String> words) throws ChangeRefusedException {
        String option = words.get(0);
        switch (option) {
            case "-e" -> operator.setEnabled(Enabled.values()[digit("Enable", words)]);
            case "-f" -> operator.setFailureMode(FailureMode.values()[digit("Failure", words)]);
            case "-b" -> operator.setBacklogLimit(number("Backlog", words));
            case "-r" -> operator.setRateLimit(number("Rate", words));
            case "--backlog_wait_time" -> operator.setBacklogWaitTimeMillis(number("Backlog_wait_time", words));
            case "-m" -> operator.message(String.join(" ", words.subList(1, words.size())));
            case "--reset-lost" -> out.println("lost: " + operator.resetLost());
            case "--reset_backlog_wait_time_actual" ->
                out.println("backlog_wait_time_actual: " + operator.resetBacklogWait());
            default -> rules(option, words);
        }
    }

    private void rules(String option, List<String> words) throws ChangeRefusedException {
        if (option.startsWith("--backlog_wait_time=")) {
            run(List.of(option.split("=", 2)));
            return;
        }
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

    private static int digit(String what, List<String> words) throws ChangeRefusedException {
        String value = value(words);
        if (!value.matches("[012]")) {
            throw new ChangeRefusedException(what + " must be 0, 1, or 2 was " + value);
        }
        return Integer.parseInt(value);
    }

    private static long number(String what, List<String> words) throws ChangeRefusedException {
        String value = value(words);
        if (!NUMBER.matcher(value).matches()) {
            throw new ChangeRefusedException(what + " must be a numeric value was " + value);
        }
        return Long.parseLong(value);
    }

    private static String value(List<String> words) {
        return String.join(" ", words.subList(1, words.size()));
    }
}

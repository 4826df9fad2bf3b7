package org.doorward.rules;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of {@code auditctl(8)} that changes no rule: {@code -e}, {@code -f}, {@code -b}, {@code -r} or {@code --backlog_wait_time}, with
 * its value. Immutable.
 *
 * @param option which of them
 * @param value 0 to 2 of -e and -f, else 0 or more, in events, events a second or milliseconds; whoever sets it knows the range
 */
public record SwitchLine(Option option, long value) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DIGIT = Pattern.compile("[012]");

    /** What there is to switch. */
    public enum Option {
        /** Recording off, on, locked. */
        ENABLED("-e", "Enable", DIGIT),
        /** What happens when a record cannot be kept. */
        FAILURE("-f", "Failure", DIGIT),
        /** Events that may wait for the trail. */
        BACKLOG("-b", "Backlog", NUMBER),
        /** Events of the lossy lane in a second. */
        RATE("-r", "Rate", NUMBER),
        /** Milliseconds that operations wait for room. */
        WAIT_TIME("--backlog_wait_time", "Backlog_wait_time", NUMBER);

        private final String word;
        private final String name;
        private final Pattern form;

        Option(String word, String name, Pattern form) {
            this.word = word;
            this.name = name;
            this.form = form;
        }
    }

    /**
     * What these words say.
     *
     * @return {@code null} if they are no such line
     * @throws RuleRefusedException if the value is wrong
     */
    public static SwitchLine read(List<String> words) throws RuleRefusedException {
        String first = words.get(0);
        for (Option option : Option.values()) {
            if (first.equals(option.word)) {
                return of(option, String.join(" ", words.subList(1, words.size())));
            }
            if (option.word.length() > 2 && first.startsWith(option.word + "=")) {
                return of(option, String.join(" ", words).substring(option.word.length() + 1));
            }
        }
        return null;
    }

    private static SwitchLine of(Option option, String value) throws RuleRefusedException {
        if (!option.form.matcher(value).matches()) {
            String expected = option.form == DIGIT ? " must be 0, 1, or 2 was " : " must be a numeric value was ";
            throw new RuleRefusedException(option.name + expected + value, "invalid");
        }
        return new SwitchLine(option, Long.parseLong(value));
    }
}

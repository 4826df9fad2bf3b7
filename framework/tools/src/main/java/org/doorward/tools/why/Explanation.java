package org.doorward.tools.why;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.doorward.control.ModuleControl;
import org.doorward.control.RuleStatus;
import org.doorward.event.Errno;
import org.doorward.tools.terminal.Style;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/**
 * An event in lines of a word and what there is to say to it. Text of the trail is not trusted: what a terminal could take for a command
 * is printed as its number.
 */
final class Explanation {
    private static final String ENGINE = "doorward";

    private final TrailEvent event;
    private final ModuleControl modules;
    private final List<RuleStatus> rules;

    /**
     * @param modules who is asked what would allow it, or {@code null}
     * @param rules those in force, possibly none: the trail says keys, not rules
     */
    Explanation(TrailEvent event, ModuleControl modules, List<RuleStatus> rules) {
        this.event = event;
        this.modules = modules;
        this.rules = rules;
    }

    void print(PrintWriter out) {
        TrailRecord call = first("SYSCALL");
        say(
                out,
                "event",
                String.format(
                        Locale.ROOT,
                        "audit(%d.%03d:%d) of %s",
                        event.stampMillis() / 1000,
                        event.stampMillis() % 1000,
                        event.serial(),
                        Instant.ofEpochMilli(event.stampMillis())));
        if (call == null) {
            fact(out);
            return;
        }
        who(call, out);
        what(call, out);
        outcome(call, out);
        List<TrailRecord> denials = all("AVC");
        denials.forEach(denial -> decided(denial, out));
        if (denials.isEmpty()) {
            say(out, "decided", "no module denied it");
        }
        flagged(call, out);
        denials.forEach(denial -> allowed(denial, out));
    }

    private void fact(PrintWriter out) {
        for (TrailRecord record : event.records()) {
            say(out, "what", record.type() + ", no operation of a bundle: " + after(record.line(), "): "));
        }
    }

    private void who(TrailRecord call, PrintWriter out) {
        String tenant = call.text("tenant");
        String principal = call.text("principal");
        say(
                out,
                "who",
                text(call, "subj") + " from " + text(call, "exe")
                        + (principal == null ? "" : ", for principal [" + clean(principal) + "]")
                        + (tenant == null ? "" : ", for tenant [" + clean(tenant) + "]"));
        if (call.text("via") != null) {
            say(out, "via", text(call, "via").replace(",", ", "));
        }
    }

    private void what(TrailRecord call, PrintWriter out) {
        String kind = text(call, "kind");
        say(out, "what", kind + (call.raw("options") == null ? "" : ", options " + text(call, "options")));
        for (TrailRecord path : all("PATH")) {
            if (!"PARENT".equals(path.raw("nametype"))) {
                String role = path.raw("role") == null ? "" : path.raw("role") + " ";
                say(out, "", role + "[" + text(path, "name") + "]");
            }
        }
        all("EXECVE").forEach(arguments -> say(out, "", after(arguments.line(), "): ")));
        for (TrailRecord other : all("KERNEL_OTHER")) {
            if (other.raw("module") == null && other.raw("kind") != null) {
                say(out, "", after(other.line(), "kind=" + other.raw("kind")));
            }
        }
    }

    private static void outcome(TrailRecord call, PrintWriter out) {
        boolean success = "yes".equals(call.raw("success"));
        String exception = call.text("exception");
        String micros = call.raw("dur_us");
        say(
                out,
                "outcome",
                (success ? "success" : "failure " + errno(call.raw("exit")))
                        + (exception == null ? "" : ", " + clean(exception))
                        + (micros == null ? "" : ", after " + micros + " us"));
    }

    private static String errno(String exit) {
        try {
            return Errno.name(Integer.parseInt(exit));
        } catch (NumberFormatException e) {
            return String.valueOf(exit);
        }
    }

    private static void decided(TrailRecord denial, PrintWriter out) {
        boolean complained = "1".equals(denial.raw("permissive"));
        String reason = denial.text("info");
        say(
                complained ? Style.WOULD_DENY : Style.DENIED,
                out,
                "decided",
                (ENGINE.equals(denial.text("module")) ? "the engine itself" : "module " + text(denial, "module"))
                        + (complained ? " would have denied it, and complained" : " denied it")
                        + (denial.text("rule") == null ? "" : ", rule " + text(denial, "rule"))
                        + (reason == null ? "" : ": " + clean(reason)));
    }

    private void flagged(TrailRecord call, PrintWriter out) {
        List<String> keys = new ArrayList<>();
        if (call.text("key") != null) {
            keys.addAll(Arrays.asList(call.text("key").split("\1")));
        }
        for (TrailRecord other : all("KERNEL_OTHER")) {
            if (other.raw("module") != null && other.raw("flag") != null) {
                keys.remove(other.text("flag"));
                String fields = after(other.line(), "flag=" + other.raw("flag"));
                say(
                        out,
                        "flagged",
                        "by module " + text(other, "module") + ", key [" + text(other, "flag") + "]"
                                + (fields.isEmpty() ? "" : ": " + fields));
            }
        }
        for (String key : keys) {
            say(
                    out,
                    "flagged",
                    "key [" + clean(key) + "], by a rule of the operator's or by a module without arguments");
            rules.stream()
                    .filter(rule -> rule.keys().contains(key))
                    .forEach(rule -> say(out, "", "in force: " + clean(rule.text())));
        }
    }

    private void allowed(TrailRecord denial, PrintWriter out) {
        String module = text(denial, "module");
        if (ENGINE.equals(denial.text("module"))) {
            say(
                    out,
                    "allow",
                    "unattributed".equals(denial.text("rule"))
                            ? "conf/doorward.cfg: unattributed = pass, which leaves it to the modules"
                            : "nothing: what Doorward needs to go on is not given away");
            return;
        }
        List<String> advice = modules == null ? List.of() : modules.whatWouldAllow(event, denial);
        advice.forEach(line -> say(out, "allow", clean(line)));
        if (advice.isEmpty() && !"1".equals(denial.raw("permissive"))) {
            say(
                    out,
                    "allow",
                    "aa-complain " + module
                            + " lets pass and records all that it denies; the module names nothing less");
        }
    }

    private static void say(PrintWriter out, String word, String sentence) {
        say(Style.PLAIN, out, word, sentence);
    }

    private static void say(Style style, PrintWriter out, String word, String sentence) {
        style.println(out, String.format(Locale.ROOT, "%-8s %s", word, sentence).stripTrailing());
    }

    private TrailRecord first(String type) {
        return all(type).stream().findFirst().orElse(null);
    }

    private List<TrailRecord> all(String type) {
        return event.records().stream()
                .filter(record -> record.type().equals(type))
                .toList();
    }

    private static String text(TrailRecord record, String field) {
        String value = record.text(field);
        return value == null ? "(null)" : clean(value);
    }

    private static String after(String line, String mark) {
        int at = line.indexOf(mark);
        return at < 0 ? "" : clean(line.substring(at + mark.length()).strip());
    }

    /** The text without what moves a cursor, changes a colour, or turns the direction of writing. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (Character.isISOControl(point)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                clean.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }
}

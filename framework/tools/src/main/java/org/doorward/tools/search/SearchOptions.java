package org.doorward.tools.search;

import java.time.Clock;
import java.util.List;
import org.doorward.event.Errno;
import org.doorward.tools.LiveNames;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The conditions of a search, by the options of {@code ausearch(8)} and Doorward's own. All must hold. */
final class SearchOptions {
    private final Options options;
    private final OptionValue<Long> serial;
    private final OptionValue<List<String>> types;
    private final OptionValue<String> key;
    private final OptionValue<String> file;
    private final OptionValue<String> success;
    private final OptionValue<String> command;
    private final OptionValue<String> executable;
    private final OptionValue<String> subject;
    private final OptionValue<String> object;
    private final OptionValue<String> context;
    private final OptionValue<Long> pid;
    private final OptionValue<Long> parent;
    private final OptionValue<String> exit;
    private final CallOptions calls;
    private final OptionValue<List<String>> nodes;
    private final TimeOptions times;
    private final IdOptions ids;
    private final OwnOptions own;
    private final OptionValue<Boolean> whole;

    /** Adds them to those of a command. */
    SearchOptions(Options options) {
        this.options = options;
        serial = options.number(
                OptionSpec.builder("-a", "--event").paramLabel("SERIAL").description("The event of this serial."));
        types = options.texts(OptionSpec.builder("-m", "--message")
                .splitRegex(",")
                .paramLabel("TYPE")
                .completionCandidates(new TypeNames())
                .description("Events with a record of one of these types: names, numbers, or numbers from-to; ALL."));
        key = options.text(OptionSpec.builder("-k", "--key")
                .paramLabel("KEY")
                .completionCandidates(new LiveNames.Keys())
                .description("Events with a key that contains this."));
        file = options.text(OptionSpec.builder("-f", "--file")
                .paramLabel("NAME")
                .description("Events with a file name that contains this."));
        success = options.text(OptionSpec.builder("-sv", "--success")
                .paramLabel("yes|no")
                .description("Events that succeeded, or failed."));
        command = options.text(OptionSpec.builder("-c", "--comm")
                .paramLabel("NAME")
                .description("Events of a bundle whose name contains this (comm)."));
        executable = options.text(OptionSpec.builder("-x", "--executable")
                .paramLabel("NAME")
                .description("Events of a bundle whose jar contains this (exe)."));
        subject = options.text(OptionSpec.builder("-su", "--subject")
                .paramLabel("LABEL")
                .description("Events with a subject that contains this."));
        object = options.text(OptionSpec.builder("-o", "--object")
                .paramLabel("LABEL")
                .description("Events with an object whose label contains this (tcontext)."));
        context = options.text(OptionSpec.builder("-se", "--context")
                .paramLabel("LABEL")
                .description("Events with a subject or an object that contains this."));
        pid = options.number(
                OptionSpec.builder("-p", "--pid").paramLabel("PID").description("Events of this process."));
        parent = options.number(OptionSpec.builder("-pp", "--ppid")
                .paramLabel("PID")
                .description("Events of a process whose parent is this one."));
        exit = options.text(OptionSpec.builder("-e", "--exit")
                .paramLabel("RESULT")
                .description("Events that ended with this (exit): 0, -13, -EACCES, ..."));
        calls = new CallOptions(options);
        nodes = options.texts(OptionSpec.builder("-n", "--node")
                .paramLabel("NODE")
                .description("Events of this node; given more than once, of one of them. Always compared as a whole."));
        times = new TimeOptions(options);
        ids = new IdOptions(options);
        own = new OwnOptions(options);
        whole = options.flag(OptionSpec.builder("-w", "--word").description("Compares texts as a whole."));
    }

    /** @throws ParameterException if the value of an option says nothing that could be looked for */
    EventSearch search(Clock clock) {
        return search(times.window(clock));
    }

    /** The search without regard to {@code -ts checkpoint}. @throws ParameterException as {@link #search} */
    EventSearch searchOfCheckpoint(Clock clock) {
        return search(areOfCheckpoint() ? times.windowToEnd(clock) : times.window(clock));
    }

    /** Whether {@code -ts checkpoint} was said. */
    boolean areOfCheckpoint() {
        return times.areOfCheckpoint();
    }

    private EventSearch search(TimeWindow window) {
        EventSearch search = new EventSearch();
        ofTime(window, search);
        ofTypes(search);
        ofTexts(search, whole.value());
        ofOutcome(search);
        ofProcess(search);
        calls.addTo(search, whole.value());
        ids.addTo(search);
        own.addTo(search, whole.value());
        return search;
    }

    /* First, because it costs nothing. */
    private void ofTime(TimeWindow window, EventSearch search) {
        search.require(event -> window.includes(event.stampMillis()), window::handDown);
        if (serial.isGiven()) {
            long wanted = serial.value();
            search.require(EventFilter.serial(wanted), query -> query.serial(wanted));
        }
        if (nodes.isGiven()) {
            List<String> wanted = nodes.value();
            String[] heads = wanted.stream().map(node -> "node=" + node + " ").toArray(String[]::new);
            search.require(event -> wanted.contains(event.node()), query -> query.containing(heads));
        }
    }

    private void ofTypes(EventSearch search) {
        if (types.isGiven()) {
            try {
                TypeSelection selection = new TypeSelection(types.value());
                search.require(selection, selection::handDown);
            } catch (IllegalArgumentException e) {
                throw options.wrong("-m " + e.getMessage());
            }
        }
    }

    private void ofTexts(EventSearch search, boolean whole) {
        if (key.isGiven()) {
            String wanted = key.value();
            search.require(EventFilter.key(wanted, whole), query -> query.text(wanted));
        }
        if (file.isGiven()) {
            String wanted = file.value();
            search.require(EventFilter.file(wanted, whole), query -> query.text(wanted, EventFilter.UNIX_ADDRESS));
        }
        if (subject.isGiven()) {
            String wanted = subject.value();
            search.require(EventFilter.subject(wanted, whole), query -> query.containing(wanted));
        }
        if (object.isGiven()) {
            String wanted = object.value();
            search.require(EventFilter.object(wanted, whole), query -> query.containing(wanted));
        }
        if (context.isGiven()) {
            String wanted = context.value();
            search.require(
                    EventFilter.subject(wanted, whole).or(EventFilter.object(wanted, whole)),
                    query -> query.containing(wanted));
        }
        if (command.isGiven()) {
            String wanted = command.value();
            search.require(EventFilter.command(wanted, whole), query -> query.text(wanted));
        }
        if (executable.isGiven()) {
            String wanted = executable.value();
            search.require(EventFilter.executable(wanted, whole), query -> query.text(wanted));
        }
    }

    private void ofOutcome(EventSearch search) {
        if (success.isGiven()) {
            boolean value = successValue();
            search.require(EventFilter.success(value), value ? query -> query : EventFilter::failures);
        }
        if (exit.isGiven()) {
            long value = exitValue();
            search.require(EventFilter.syscallNumber("exit", value), query -> query.containing("exit=" + value));
        }
    }

    private void ofProcess(EventSearch search) {
        if (pid.isGiven()) {
            long wanted = pid.value();
            search.require(EventFilter.pid(wanted), query -> query.number(wanted, "pid"));
        }
        if (parent.isGiven()) {
            long wanted = parent.value();
            search.require(EventFilter.parent(wanted), query -> query.number(wanted, "ppid"));
        }
    }

    private boolean successValue() {
        return switch (success.value()) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw options.wrong("-sv [" + success.value() + "]: expected yes or no");
        };
    }

    /** A number, or the name of an errno with a sign before it; EACCES without one is 13, as with the original, and finds nothing. */
    private long exitValue() {
        String word = exit.value();
        boolean negative = word.startsWith("-");
        int errno = Errno.byName(negative ? word.substring(1) : word);
        if (errno >= 0) {
            return negative ? -errno : errno;
        }
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw options.wrong("-e [" + word + "]: expected a number, or an errno such as -EACCES");
        }
    }
}

package org.doorward.tools.search;

import java.time.Clock;
import java.util.List;
import org.doorward.event.Errno;
import org.doorward.tools.KindNames;
import org.doorward.tools.LiveNames;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The conditions of a search, by the options of {@code ausearch(8)} and Doorward's own. All must hold. */
final class SearchOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-a", "--event"},
            paramLabel = "SERIAL",
            description = "The event of this serial.")
    private Long serial;

    @Option(
            names = {"-m", "--message"},
            split = ",",
            paramLabel = "TYPE",
            completionCandidates = TypeNames.class,
            description = "Events with a record of one of these types: names, numbers, or numbers from-to; ALL.")
    private List<String> types;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            completionCandidates = LiveNames.Keys.class,
            description = "Events with a key that contains this.")
    private String key;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "NAME",
            description = "Events with a file name that contains this.")
    private String file;

    @Option(
            names = {"-sv", "--success"},
            paramLabel = "yes|no",
            description = "Events that succeeded, or failed.")
    private String success;

    @Option(
            names = {"-c", "--comm"},
            paramLabel = "NAME",
            description = "Events of a bundle whose name contains this (comm).")
    private String command;

    @Option(
            names = {"-x", "--executable"},
            paramLabel = "NAME",
            description = "Events of a bundle whose jar contains this (exe).")
    private String executable;

    @Option(
            names = {"-su", "--subject"},
            paramLabel = "LABEL",
            description = "Events with a subject that contains this.")
    private String subject;

    @Option(
            names = {"-o", "--object"},
            paramLabel = "LABEL",
            description = "Events with an object whose label contains this (tcontext).")
    private String object;

    @Option(
            names = {"-se", "--context"},
            paramLabel = "LABEL",
            description = "Events with a subject or an object that contains this.")
    private String context;

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "PID",
            description = "Events of this process.")
    private Long pid;

    @Option(
            names = {"-pp", "--ppid"},
            paramLabel = "PID",
            description = "Events of a process whose parent is this one.")
    private Long parent;

    @Option(
            names = {"-e", "--exit"},
            paramLabel = "RESULT",
            description = "Events that ended with this (exit): 0, -13, -EACCES, ...")
    private String exit;

    @Mixin
    private CallOptions calls;

    @Option(
            names = {"-n", "--node"},
            paramLabel = "NODE",
            description = "Events of this node; given more than once, of one of them. Always compared as a whole.")
    private List<String> nodes;

    @Mixin
    private TimeOptions times;

    @Option(
            names = {"-ui", "--uid"},
            paramLabel = "USER",
            description = "Events of this user (uid): a number or a name.")
    private String user;

    @Option(
            names = {"-ue", "--uid-effective"},
            paramLabel = "USER",
            description = "Events with this effective user (euid).")
    private String effectiveUser;

    @Option(
            names = {"-ul", "--loginuid"},
            paramLabel = "USER",
            description = "Events of whoever logged in as this user (auid); unset and -1: of nobody who logged in.")
    private String loginUser;

    @Option(
            names = {"-ua", "--uid-all"},
            paramLabel = "USER",
            description = "Events in which one of uid, euid and auid is this user.")
    private String anyUser;

    @Option(
            names = {"-gi", "--gid"},
            paramLabel = "GROUP",
            description = "Events of this group (gid): a number or a name.")
    private String group;

    @Option(
            names = {"-ge", "--gid-effective"},
            paramLabel = "GROUP",
            description = "Events with this effective group (egid).")
    private String effectiveGroup;

    @Option(
            names = {"-ga", "--gid-all"},
            paramLabel = "GROUP",
            description = "Events in which one of gid and egid is this group.")
    private String anyGroup;

    @Option(names = "--session", paramLabel = "SESSION", description = "Events of this login session (ses).")
    private String session;

    @Option(
            names = "--bundle",
            paramLabel = "NAME",
            completionCandidates = LiveNames.Bundles.class,
            description = "Events with a bundle whose name contains this.")
    private String bundle;

    @Option(
            names = "--module",
            paramLabel = "NAME",
            completionCandidates = LiveNames.Modules.class,
            description = "Events that a module whose name contains this denied or flagged, and facts about it.")
    private String module;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            completionCandidates = KindNames.class,
            description = "Events of a kind that contains this: file.rename, file.")
    private String kind;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Events for a tenant whose name contains this.")
    private String tenant;

    @Option(
            names = "--principal",
            paramLabel = "NAME",
            description = "Events for a principal whose name contains this.")
    private String principal;

    @Option(
            names = "--exception",
            paramLabel = "CLASS",
            description = "Events that threw an exception whose class name contains this.")
    private String exception;

    @Option(
            names = {"-w", "--word"},
            description = "Compares texts as a whole.")
    private boolean whole;

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
        ofRecords(search);
        ofLabels(search);
        ofProcess(search);
        calls.addTo(search, whole);
        ofIds(search);
        own("bundle", bundle, search);
        own("module", module, search);
        own("kind", kind, search);
        own("tenant", tenant, search);
        own("principal", principal, search);
        own("exception", exception, search);
        return search;
    }

    /* First, because it costs nothing. */
    private void ofTime(TimeWindow window, EventSearch search) {
        search.require(event -> window.includes(event.stampMillis()), window::handDown);
        if (serial != null) {
            search.require(EventFilter.serial(serial), query -> query.serial(serial));
        }
        if (nodes != null) {
            String[] heads = nodes.stream().map(node -> "node=" + node + " ").toArray(String[]::new);
            search.require(event -> nodes.contains(event.node()), query -> query.containing(heads));
        }
    }

    private void ofRecords(EventSearch search) {
        if (types != null) {
            try {
                TypeSelection selection = new TypeSelection(types);
                search.require(selection, selection::handDown);
            } catch (IllegalArgumentException e) {
                throw usage("-m " + e.getMessage());
            }
        }
        if (key != null) {
            search.require(EventFilter.key(key, whole), query -> query.text(key));
        }
        if (file != null) {
            search.require(EventFilter.file(file, whole), query -> query.text(file, EventFilter.UNIX_ADDRESS));
        }
        if (success != null) {
            boolean value = successValue();
            search.require(EventFilter.success(value), value ? query -> query : EventFilter::failures);
        }
        if (exit != null) {
            long value = exitValue();
            search.require(EventFilter.syscallNumber("exit", value), query -> query.containing("exit=" + value));
        }
    }

    private void ofLabels(EventSearch search) {
        if (subject != null) {
            search.require(EventFilter.subject(subject, whole), query -> query.containing(subject));
        }
        if (object != null) {
            search.require(EventFilter.object(object, whole), query -> query.containing(object));
        }
        if (context != null) {
            search.require(
                    EventFilter.subject(context, whole).or(EventFilter.object(context, whole)),
                    query -> query.containing(context));
        }
    }

    private void ofProcess(EventSearch search) {
        if (command != null) {
            search.require(EventFilter.command(command, whole), query -> query.text(command));
        }
        if (executable != null) {
            search.require(EventFilter.executable(executable, whole), query -> query.text(executable));
        }
        if (pid != null) {
            search.require(EventFilter.pid(pid), query -> query.number(pid, "pid"));
        }
        if (parent != null) {
            search.require(EventFilter.parent(parent), query -> query.number(parent, "ppid"));
        }
    }

    private void ofIds(EventSearch search) {
        id("-ui", user, AccountNames.USERS, search, "uid");
        id("-ue", effectiveUser, AccountNames.USERS, search, "euid");
        id("-ul", loginUser, AccountNames.USERS, search, "auid");
        id("-ua", anyUser, AccountNames.USERS, search, "uid", "euid", "auid");
        id("-gi", group, AccountNames.GROUPS, search, "gid");
        id("-ge", effectiveGroup, AccountNames.GROUPS, search, "egid");
        id("-ga", anyGroup, AccountNames.GROUPS, search, "gid", "egid");
        id("--session", session, AccountNames.NONE, search, "ses");
    }

    private void id(String option, String wanted, AccountNames names, EventSearch search, String... fields) {
        if (wanted != null) {
            long id;
            try {
                id = names.id(wanted);
            } catch (IllegalArgumentException e) {
                throw usage(option + " [" + wanted + "]: " + e.getMessage());
            }
            search.require(EventFilter.id(id, fields), query -> query.number(id, fields));
        }
    }

    /** Doorward's own fields, which the original does not search. */
    private void own(String field, String wanted, EventSearch search) {
        if (wanted != null) {
            search.require(EventFilter.anyOf(field, wanted, whole), query -> query.text(wanted));
        }
    }

    private boolean successValue() {
        return switch (success) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw usage("-sv [" + success + "]: expected yes or no");
        };
    }

    /** A number, or the name of an errno with a sign before it; EACCES without one is 13, as with the original, and finds nothing. */
    private long exitValue() {
        boolean negative = exit.startsWith("-");
        int errno = Errno.byName(negative ? exit.substring(1) : exit);
        if (errno >= 0) {
            return negative ? -errno : errno;
        }
        try {
            return Long.parseLong(exit);
        } catch (NumberFormatException e) {
            throw usage("-e [" + exit + "]: expected a number, or an errno such as -EACCES");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

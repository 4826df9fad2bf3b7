package org.doorward.tools.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.event.Errno;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import org.doorward.trail.TrailEvent;
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
            description = "Events with a record of one of these types: names, numbers, or numbers from-to; ALL.")
    private List<String> types;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
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

    @Option(names = "--bundle", paramLabel = "NAME", description = "Events with a bundle whose name contains this.")
    private String bundle;

    @Option(
            names = "--module",
            paramLabel = "NAME",
            description = "Events that a module whose name contains this denied or flagged, and facts about it.")
    private String module;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
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
    Predicate<TrailEvent> filter(Clock clock) {
        List<Predicate<TrailEvent>> filters = new ArrayList<>();
        ofTime(clock, filters);
        ofRecords(filters);
        ofProcess(filters);
        ofIds(filters);
        own("bundle", bundle, filters);
        own("module", module, filters);
        own("kind", kind, filters);
        own("tenant", tenant, filters);
        own("principal", principal, filters);
        own("exception", exception, filters);
        return event -> {
            for (int i = 0; i < filters.size(); i++) {
                if (!filters.get(i).test(event)) {
                    return false;
                }
            }
            return true;
        };
    }

    /* First, because it costs nothing. */
    private void ofTime(Clock clock, List<Predicate<TrailEvent>> filters) {
        TimeWindow window = times.window(clock);
        filters.add(event -> window.includes(event.stampMillis()));
        if (serial != null) {
            filters.add(EventFilter.serial(serial));
        }
        if (nodes != null) {
            filters.add(event -> nodes.contains(event.node()));
        }
    }

    private void ofRecords(List<Predicate<TrailEvent>> filters) {
        if (types != null) {
            try {
                filters.add(new TypeSelection(types));
            } catch (IllegalArgumentException e) {
                throw usage("-m " + e.getMessage());
            }
        }
        if (key != null) {
            filters.add(EventFilter.key(key, whole));
        }
        if (file != null) {
            filters.add(EventFilter.file(file, whole));
        }
        if (success != null) {
            filters.add(EventFilter.success(successValue()));
        }
        if (subject != null) {
            filters.add(EventFilter.subject(subject, whole));
        }
        if (object != null) {
            filters.add(EventFilter.object(object, whole));
        }
        if (context != null) {
            filters.add(EventFilter.subject(context, whole).or(EventFilter.object(context, whole)));
        }
        if (exit != null) {
            filters.add(EventFilter.syscallNumber("exit", exitValue()));
        }
    }

    private void ofProcess(List<Predicate<TrailEvent>> filters) {
        if (command != null) {
            filters.add(EventFilter.command(command, whole));
        }
        if (executable != null) {
            filters.add(EventFilter.executable(executable, whole));
        }
        if (pid != null) {
            filters.add(EventFilter.pid(pid));
        }
        if (parent != null) {
            filters.add(EventFilter.parent(parent));
        }
    }

    private void ofIds(List<Predicate<TrailEvent>> filters) {
        id("-ui", user, AccountNames.USERS, filters, "uid");
        id("-ue", effectiveUser, AccountNames.USERS, filters, "euid");
        id("-ul", loginUser, AccountNames.USERS, filters, "auid");
        id("-ua", anyUser, AccountNames.USERS, filters, "uid", "euid", "auid");
        id("-gi", group, AccountNames.GROUPS, filters, "gid");
        id("-ge", effectiveGroup, AccountNames.GROUPS, filters, "egid");
        id("-ga", anyGroup, AccountNames.GROUPS, filters, "gid", "egid");
        id("--session", session, AccountNames.NONE, filters, "ses");
    }

    private void id(
            String option, String wanted, AccountNames names, List<Predicate<TrailEvent>> filters, String... fields) {
        if (wanted != null) {
            long id;
            try {
                id = names.id(wanted);
            } catch (IllegalArgumentException e) {
                throw usage(option + " [" + wanted + "]: " + e.getMessage());
            }
            filters.add(EventFilter.id(id, fields));
        }
    }

    /** Doorward's own fields, which the original does not search. */
    private void own(String field, String wanted, List<Predicate<TrailEvent>> filters) {
        if (wanted != null) {
            filters.add(EventFilter.anyOf(field, wanted, whole));
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

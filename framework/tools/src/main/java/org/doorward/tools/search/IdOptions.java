package org.doorward.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.doorward.tools.Argument;
import org.doorward.tools.Arguments;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Who acted: users, groups, login sessions, by their numbers or names. */
final class IdOptions {
    private final Arguments arguments;
    private final List<Option> options = new ArrayList<>();

    /** Adds them to those of a command. */
    IdOptions(Arguments arguments) {
        this.arguments = arguments;
        AccountNames users = AccountNames.USERS;
        AccountNames groups = AccountNames.GROUPS;
        add(names("-ui", "--uid"), users, "Events of this user (uid): a number or a name.", "uid");
        add(names("-ue", "--uid-effective"), users, "Events with this effective user (euid).", "euid");
        String login = "Events of whoever logged in as this user (auid); unset and -1: of nobody who logged in.";
        add(names("-ul", "--loginuid"), users, login, "auid");
        String any = "Events in which one of uid, euid and auid is this user.";
        add(names("-ua", "--uid-all"), users, any, "uid", "euid", "auid");
        add(names("-gi", "--gid"), groups, "Events of this group (gid): a number or a name.", "gid");
        add(names("-ge", "--gid-effective"), groups, "Events with this effective group (egid).", "egid");
        add(names("-ga", "--gid-all"), groups, "Events in which one of gid and egid is this group.", "gid", "egid");
        add(names("--session"), AccountNames.NONE, "Events of this login session (ses).", "ses");
    }

    private static String[] names(String... names) {
        return names;
    }

    private void add(String[] names, AccountNames accounts, String description, String... fields) {
        Argument<String> value = arguments.text(OptionSpec.builder(names)
                .paramLabel(accounts.what().toUpperCase(Locale.ROOT))
                .description(description));
        options.add(new Option(names[0], value, accounts, fields));
    }

    /** @throws ParameterException if a word names nobody */
    void addTo(EventSearch search) {
        for (Option option : options) {
            if (option.value.isGiven()) {
                long id = id(option);
                search.require(EventFilter.id(id, option.fields), query -> query.number(id, option.fields));
            }
        }
    }

    private long id(Option option) {
        String wanted = option.value.value();
        try {
            return option.accounts.id(wanted);
        } catch (IllegalArgumentException e) {
            throw arguments.wrong(option.name + " [" + wanted + "]: " + e.getMessage());
        }
    }

    /** @param fields those of which one has the number */
    private record Option(String name, Argument<String> value, AccountNames accounts, String... fields) {}
}

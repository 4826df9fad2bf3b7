package org.doorward.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Who acted: users, groups, login sessions, by their numbers or names. */
final class IdOptions {
    private final Options options;
    private final List<Id> ids = new ArrayList<>();

    /** Adds them to those of a command. */
    IdOptions(Options options) {
        this.options = options;
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
        OptionValue<String> value = options.text(OptionSpec.builder(names)
                .paramLabel(accounts.what().toUpperCase(Locale.ROOT))
                .description(description));
        ids.add(new Id(names[0], value, accounts, fields));
    }

    /** @throws ParameterException if a word names nobody */
    void addTo(EventSearch search) {
        for (Id id : ids) {
            if (id.value.isGiven()) {
                long number = number(id);
                search.require(EventFilter.id(number, id.fields), query -> query.number(number, id.fields));
            }
        }
    }

    private long number(Id id) {
        String wanted = id.value.value();
        try {
            return id.accounts.id(wanted);
        } catch (IllegalArgumentException e) {
            throw options.wrong(id.name + " [" + wanted + "]: " + e.getMessage());
        }
    }

    /** @param fields those of which one has the number */
    private record Id(String name, OptionValue<String> value, AccountNames accounts, String... fields) {}
}

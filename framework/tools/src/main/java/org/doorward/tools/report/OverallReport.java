package org.doorward.tools.report;

import java.util.List;
import org.doorward.tools.terminal.Style;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.NamedFile;
import org.doorward.tools.trail.TypeRange;

/** The summary: how much there is of everything. */
final class OverallReport implements Report {
    private final NameRoom room = new NameRoom(NameRoom.MOST);
    private final Tally users = new Tally(room);
    private final Tally terminals = new Tally(room);
    private final Tally hosts = new Tally(room);
    private final Tally executables = new Tally(room);
    private final Tally commands = new Tally(room);
    private final Tally files = new Tally(room);
    private final Tally keys = new Tally(room);
    private final Tally processes = new Tally(room);
    private final TimeRange range;

    private long configuration;
    private long accounts;
    private long logins;
    private long failedLogins;
    private long authentications;
    private long failedAuthentications;
    private long decisions;
    private long policy;
    private long failedCalls;
    private long anomalies;
    private long responses;
    private long crypto;
    private long integrity;
    private long virtualization;
    private long events;

    /** @param range of the trail and of what was asked for */
    OverallReport(TimeRange range) {
        this.range = range;
    }

    @Override
    public void heading(ReportPage page, String selection) {
        page.head(selection + "Summary Report").rule(22);
    }

    @Override
    public void prepare(Facts facts) {
        facts.failed();
        facts.files();
        facts.keys();
    }

    @Override
    public void take(Facts facts, ReportPage page) {
        events++;
        failedCalls += facts.failed() && facts.syscall() > 0 ? 1 : 0;
        if (!facts.isOfCallAlone()) { // most are, and none of these counts them
            configuration += ObjectReports.configurationChanges(facts);
            accounts += AccountReports.modifications(facts);
            countAccess(facts);
            countWatch(facts);
        }
        countWho(facts);
        for (NamedFile file : facts.files()) {
            files.add(file.name());
        }
        ObjectReports.countKeys(facts.keys(), keys);
    }

    private void countAccess(Facts facts) {
        boolean failed = facts.failed();
        boolean succeeded = facts.succeeded();
        if (facts.has(AccountReports.USER_LOGIN)) {
            logins += succeeded ? 1 : 0;
            failedLogins += failed ? 1 : 0;
        }
        if (facts.has(AccountReports.USER_AUTH) || facts.has(AccountReports.GRP_AUTH)) {
            authentications += succeeded ? 1 : 0;
            failedAuthentications += failed ? 1 : 0;
        } else if (facts.has(AccountReports.USER_MGMT)) {
            failedAuthentications += failed ? 1 : 0;
        }
    }

    private void countWatch(Facts facts) {
        decisions += ControlReports.decidesAccess(facts) ? 1 : 0;
        policy += count(facts, TypeRange.POLICY, TypeRange.USER_POLICY);
        anomalies += count(facts, TypeRange.ANOMALIES, TypeRange.KERNEL_ANOMALIES);
        responses += count(facts, TypeRange.RESPONSES);
        crypto += count(facts, TypeRange.CRYPTO, TypeRange.KERNEL_CRYPTO);
        integrity += count(facts, TypeRange.INTEGRITY);
        virtualization += count(facts, TypeRange.VIRTUALIZATION);
    }

    private void countWho(Facts facts) {
        int user = facts.loginUser();
        if (user != Facts.NO_LOGIN_USER) {
            users.add(user);
        }
        int pid = facts.pid();
        if (pid != Facts.UNSET) {
            processes.add(pid);
        }
        addIfAny(terminals, facts.terminal());
        addIfAny(hosts, facts.host());
        addIfAny(executables, facts.executable());
        addIfAny(commands, facts.command());
    }

    private static int count(Facts facts, TypeRange... ranges) {
        int count = 0;
        for (TypeRange range : ranges) {
            count += facts.has(range) ? 1 : 0;
        }
        return count;
    }

    private static void addIfAny(Tally tally, String name) {
        if (name != null) {
            tally.add(name);
        }
    }

    @Override
    public boolean end(ReportPage page) {
        page.line("Range of time in logs: " + range.ofTrail(page));
        page.line("Selected time for report: " + range.selected(page));
        number(page, "changes in configuration", configuration);
        number(page, "changes to accounts, groups, or roles", accounts);
        number(page, "logins", logins);
        failures(page, "failed logins", failedLogins);
        number(page, "authentications", authentications);
        failures(page, "failed authentications", failedAuthentications);
        number(page, "users", users.distinct());
        number(page, "terminals", terminals.distinct());
        number(page, "host names", hosts.distinct());
        number(page, "executables", executables.distinct());
        number(page, "commands", commands.distinct());
        number(page, "files", files.distinct());
        number(page, "AVC's", decisions);
        number(page, "MAC events", policy);
        failures(page, "failed syscalls", failedCalls);
        number(page, "anomaly events", anomalies);
        number(page, "responses to anomaly events", responses);
        number(page, "crypto events", crypto);
        number(page, "integrity events", integrity);
        number(page, "virt events", virtualization);
        number(page, "keys", keys.distinct());
        number(page, "process IDs", processes.distinct());
        number(page, "events", events);
        page.line("");
        return true;
    }

    private static void number(ReportPage page, String what, long number) {
        page.line("Number of " + what + ": " + number);
    }

    private static void failures(ReportPage page, String what, long number) {
        page.line(number == 0 ? Style.PLAIN : Style.DENIED, "Number of " + what + ": " + number);
    }

    @Override
    public String remark() {
        long beyond = List.of(users, terminals, hosts, executables, commands, files, keys, processes).stream()
                .mapToLong(Tally::beyond)
                .sum();
        return beyond == 0
                ? null
                : "the numbers of distinct names are too low: [" + beyond
                        + "] occurrences of names were left out, for which there was no room; report on fewer segments";
    }
}
